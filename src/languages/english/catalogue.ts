export const catalogue = {
  'product.added': '✅ **{name}** `{code}` is on sale for {price}. Add its stock with /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.extras':
    '{featured, select, yes {⭐ Stands first. } other {}}{limit, plural, =0 {} one {🔢 One a buyer} other {🔢 {limit, number} a buyer}}{limit, plural, =0 {} other {{days, plural, =0 {. } one { a day. } other { in {days, number} days. }}}}{cooldown, plural, =0 {} other {⏳ {cooldown, number} min between two orders. }}{role, select, none {} other {🎭 Buyers get <@&{role}>. }}{low, plural, =0 {Never low on stock} other {Low on stock at {low, number}}}.',
  'product.roleProblem': '⚠️ Nobody gets that role yet: {problem}',
  'product.removed':
    '✅ **{name}** is off the board; {voided, plural, =0 {it had no unsold items} one {one unsold item was voided} other {{voided, number} unsold items were voided}}.',
  'product.nothing': 'Nothing to change: give at least one thing to change besides the code.',

  'notice.low_stock':
    '🟡 **`{code}` runs low**: {bound, number} or fewer are left. Restock it with /stock-add.',
  'notice.sold_out': '🔴 **`{code}` is sold out** since {since}. Restock it with /stock-add.',
  'notice.role':
    '🎭 **Buyers of `{code}` wait for <@&{roleId}>** since {since}: {problem} They get it by itself then.',

  'role.problem':
    '{problem, select, no_permission {the bot lacks Manage Roles. Give its role that permission in Server Settings → Roles.} role_above {the role stands above the bot’s. Drag the bot’s role above it in Server Settings → Roles.} role_gone {the role was deleted. Choose another with /product edit, or @everyone for none.} other {Discord refuses it: Discord gives this role only itself. Choose another with /product edit.}}',

  'option.productRole.name': 'role',
  'option.productRole.description': 'A role that buyers get; @everyone takes it away (owner)',
  'option.limit.name': 'limit',
  'option.limit.description': 'How many one buyer may have; 0 takes the limit away',
  'option.limitDays.name': 'limit_days',
  'option.limitDays.description': 'Count the limit over the last days only; 0 counts every order',
  'option.cooldown.name': 'cooldown',
  'option.cooldown.description': 'Minutes a buyer waits between two orders; 0 takes it away',
  'option.featured.name': 'featured',
  'option.featured.description': 'Whether it stands first, marked with a star',
  'option.lowStock.name': 'low_stock',
  'option.lowStock.description': 'Low from this many items down (10 if never set); 0: never low',

  'worldSet.done': '✅ World **{name}** is what buyers see now.',
} as const;
