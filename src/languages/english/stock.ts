export const stock = {
  'stock.formTitle': 'Add items',
  'stock.formLabel': 'One item a line',
  'stock.formPlaceholder': 'What one buyer gets, in one line',
  'stock.previewTitle': '📥 Check your upload',
  'stock.preview':
    '**{items, plural, =0 {No new item} one {One new item} other {{items, number} new items}}** for `{code}`.',
  'stock.repeated':
    '♻️ {count, plural, one {One line repeats} other {{count, number} lines repeat}} an earlier one and {count, plural, one {is} other {are}} left out: {lines}.',
  'stock.inShop':
    '🔁 {count, plural, one {One line is} other {{count, number} lines are}} in the shop already and left out: {lines}.',
  'stock.tooLong':
    '📏 {count, plural, one {One line has} other {{count, number} lines have}} more than 1,000 characters and {count, plural, one {is} other {are}} left out: {lines}.',
  'stock.emptyLines':
    '▫️ {count, plural, one {One line is} other {{count, number} lines are}} empty and left out.',
  'stock.previewUntil': 'Nothing is in stock yet. Confirm to add them; this offer ends {when}.',
  'stock.cancelled': 'Cancelled. Nothing was added.',
  'stock.added':
    '✅ {added, plural, =0 {No item was added} one {One item was added} other {{added, number} items were added}} to `{code}`; {free, number} in stock now.',
  'stock.lateDuplicates':
    '🔁 {count, plural, one {One was} other {{count, number} were}} left out, having come into the shop in the meantime.',
  'stock.goesOn': '🔄 The bot restarts; the rest comes in by itself right after.',

  'stockItems.title': '📦 Items of {code} ({total, number})',
  'stockItems.none': 'It has no items yet: /stock-add adds some.',
  'stockItems.entry':
    "`#{item}` {status, select, free {🟢 free} reserved {🟡 reserved} sold {🛒 sold} other {⚪ void}}{order, plural, =0 {} other { (order '#'{order, number, ::group-off})}} · {when}{by, select, none {} other { · <@{by}>}}",
  'stockItems.shown':
    '👁️ {count, plural, one {The item is} other {{count, number} items are}} in the file: number, product, content. Only you see this, and it was noted that you looked.',
  'stockItems.voided':
    '✅ {count, plural, one {One item is} other {{count, number} items are}} out of stock for good. Its content can be added again.',
  'stockItems.moved':
    '✅ {count, plural, =0 {Nothing moved: they are there already} one {One item was moved} other {{count, number} items were moved}} to `{code}`; {free, number} in stock there now.',

  'command.stock-items.name': 'stock-items',
  'command.stock-items.description': 'Look at, void or move single items (stock staff)',
  'command.stock-items.list.name': 'list',
  'command.stock-items.list.description': 'A product’s items with their numbers, not their contents',
  'command.stock-items.show.name': 'show',
  'command.stock-items.show.description': 'What items hold, for you alone; it is noted that you looked',
  'command.stock-items.void.name': 'void',
  'command.stock-items.void.description': 'Take free items out of stock for good',
  'command.stock-items.move.name': 'move',
  'command.stock-items.move.description': 'Move free items to another product',
  'option.items.name': 'items',
  'option.items.description': 'Item numbers and ranges, such as 12, 20-25',
  'option.voidReason.name': 'reason',
  'option.voidReason.description': 'Why; it is kept in the audit',

  'refusal.upload_unknown':
    '⌛ This upload was added, cancelled or has expired. Upload it again with /stock-add if it is missing.',
  'refusal.upload_foreign': 'This upload belongs to somebody else. Use /stock-add for one of your own.',
  'refusal.item_unknown':
    'There is no item #{item} here. /stock-items list shows the numbers. Nothing was changed.',
  'refusal.item_not_free':
    'Item #{item} is {status, select, sold {sold: /order helps its buyer} void {void already} other {not free}}. Only free items can be changed; nothing was changed.',
  'refusal.items_unreadable':
    'Give item numbers and ranges such as “12, 20-25”, at most {max, number} items. /stock-items list shows the numbers.',
} as const;
