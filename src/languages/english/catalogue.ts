export const catalogue = {
  'product.added': '✅ **{name}** `{code}` is on sale for {price}. Add its stock with /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.removed':
    '✅ **{name}** is off the board; {voided, plural, =0 {it had no unsold items} one {one unsold item was voided} other {{voided, number} unsold items were voided}}.',
  'product.nothing': 'Nothing to change: give at least one of name, price, category, description.',

  'worldSet.done': '✅ World **{name}** is what buyers see now.',
} as const;
