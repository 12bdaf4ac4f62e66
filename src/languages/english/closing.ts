export const closing = {
  'command.maintenance.name': 'maintenance',
  'command.maintenance.description': 'Close the shop or a product for a while (owner)',
  'command.maintenance.on.name': 'on',
  'command.maintenance.on.description': 'Close a product, or the whole shop if none is named',
  'command.maintenance.off.name': 'off',
  'command.maintenance.off.description': 'Open a product, or the shop, again',
  'command.maintenance.everywhere.name': 'everywhere',
  'command.maintenance.everywhere.description': 'Close or open every shop of this bot (operator)',
  'command.blacklist.name': 'blacklist',
  'command.blacklist.description': 'People who may not buy here (support)',
  'command.blacklist.add.name': 'add',
  'command.blacklist.add.description': 'Keep somebody from buying, registering and depositing',
  'command.blacklist.remove.name': 'remove',
  'command.blacklist.remove.description': 'Let somebody buy again',
  'command.blacklist.list.name': 'list',
  'command.blacklist.list.description': 'Who is on it, why and until when',
  'option.closedProduct.name': 'product',
  'option.closedProduct.description': 'A product’s code; the whole shop if left out',
  'option.closingText.name': 'text',
  'option.closingText.description': 'What buyers read, such as why',
  'option.minutes.name': 'minutes',
  'option.minutes.description': 'Ends by itself after this many minutes; until /maintenance off if left out',
  'option.state.name': 'state',
  'option.state.description': 'on closes, off opens',
  'option.person.name': 'user',
  'option.person.description': 'Who',
  'option.banReason.name': 'reason',
  'option.banReason.description': 'Why; that person reads it',
  'option.days.name': 'days',
  'option.days.description': 'Ends by itself after this many days; for good if left out',

  'maintenance.on':
    '🔧 Every shop of this bot is closed: boards say so and nothing can be bought until /maintenance everywhere off.',
  'maintenance.off': '✅ Open again.',
  'maintenance.shopClosed':
    '🔧 The shop is closed {until, select, none {until /maintenance off} other {until {until}}}. The board says so, and nothing can be bought meanwhile.',
  'maintenance.productClosed':
    '🔧 `{code}` is closed {until, select, none {until /maintenance off} other {until {until}}}. The board says so, and it can’t be bought meanwhile.',
  'maintenance.shopOpened': '✅ The shop is open again.',
  'maintenance.productOpened': '✅ `{code}` can be bought again.',
  'maintenance.shopWasOpen': 'The shop was not closed. Nothing changed.',
  'maintenance.productWasOpen': '`{code}` was not closed. Nothing changed.',

  'board.closed':
    '🔧 **The shop is closed for maintenance**{until, select, none {.} other { until {until}.}}{text, select, none {} other {\n> {text}}}\nNothing is charged; your balance and orders are safe: /balance, /orders and /history work.',
  'board.productClosed':
    '🔧 **{name}** `{code}` · {price} · in maintenance{until, select, none {} other { until {until}}}{text, select, none {} other {: {text}}}',
  'buy.closedOption': '{price} · in maintenance',

  'blacklist.added':
    '⛔ <@{user}> can’t buy here any more{until, select, none {} other {, until {until}}}. They are told why when they try.',
  'blacklist.removed': '✅ <@{user}> can buy here again.',
  'blacklist.notThere': '<@{user}> was not on the blacklist. Nothing changed.',
  'blacklist.none': 'Nobody is on the blacklist.',
  'blacklist.title': '⛔ Blacklist ({total, number})',
  'blacklist.entry':
    '<@{user}> · {reason} · {until, select, none {for good} other {until {until}}} · by <@{actor}> {since}',

  'refusal.shop_closed':
    '🔧 The shop is closed for maintenance{until, select, none {.} other { until {until}.}}{text, select, none {} other {\n> {text}}}\nNothing was charged.',
  'refusal.product_closed':
    '🔧 **{name}** is in maintenance{until, select, none {.} other { until {until}.}}{text, select, none {} other {\n> {text}}}\nNothing was charged.',
  'refusal.maintenance_invalid': 'Nothing was closed: {field} {reason}.',
  'refusal.blacklisted':
    '⛔ You can’t buy here{until, select, none {} other { until {until}}}: {why}\n/balance, /orders and /history still work. If this is a mistake, ask the staff.',
} as const;
