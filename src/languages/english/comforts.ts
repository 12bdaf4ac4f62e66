export const comforts = {
  'command.notify.name': 'notify',
  'command.notify.description': 'Be told by direct message when a product is back in stock',
  'command.privacy.name': 'privacy',
  'command.privacy.description': 'What the shop keeps of you, and having it erased',
  'command.privacy.show.name': 'show',
  'command.privacy.show.description': 'What the shop keeps of you',
  'command.privacy.opt-out.name': 'opt-out',
  'command.privacy.opt-out.description': 'No notices by direct message; goods that you buy still come',
  'command.privacy.opt-in.name': 'opt-in',
  'command.privacy.opt-in.description': 'Notices by direct message again',
  'command.privacy.delete.name': 'delete',
  'command.privacy.delete.description':
    'Erase your GrowID and the goods that were delivered, after a confirmation',

  'button.notifyStop': 'Don’t tell me',
  'button.erase': 'Erase it',

  'notify.subscribed':
    '🔔 You get one direct message each time **{name}** comes back{free, plural, =0 {.} other {; {free, number} are in stock right now.}}',
  'notify.stopped': '🔕 You are not told about `{code}` any more.',
  'notify.back':
    '🔔 **{name}** `{code}` is back: {price}, {free, number} in stock. /buy in the shop gets it; /notify there ends these messages.',

  'privacy.title': '🔐 What this shop keeps of you',
  'privacy.growId': 'GrowID: {growId, select, none {none} other {**{growId}**}}',
  'privacy.orders':
    'Orders: {orders, number}; the goods of {ordersWithGoods, plural, =0 {none} one {one} other {{ordersWithGoods, number}}} are kept for /orders',
  'privacy.subscriptions': 'Products you are told about: {list, select, none {none} other {{list}}}',
  'privacy.notices':
    'Notices by direct message: {wanted, select, yes {on (/privacy opt-out ends them)} other {off (/privacy opt-in brings them back)}}',
  'privacy.ledger': 'Your wallet and its movements, under your Discord id: the shop’s books, which stay',
  'privacy.optedOut':
    '🔕 No notices by direct message from now on. The goods that you buy, or are given, still come.',
  'privacy.optedIn': '🔔 You get notices by direct message again, where you asked for them with /notify.',
  'privacy.question':
    '⚠️ **Erase what the shop keeps of you?** Your GrowID and its history, your subscriptions, and the goods of {ordersWithGoods, plural, =0 {no order} one {one order} other {{ordersWithGoods, number} orders}}: save them first (/orders), nobody can bring them back. Your wallet and the shop’s books stay.{pending, plural, =0 {} one { One order is still on its way and stays.} other { {pending, number} orders are still on their way and stay.}}',
  'privacy.erased':
    '🧹 Erased: your GrowID, your subscriptions and the goods of {orders, plural, =0 {no order} one {one order} other {{orders, number} orders}}.{pending, plural, =0 {} other { What is on its way stays: use /privacy delete again once it arrived.}} To buy again, register again.',
  'privacy.kept': 'Nothing was erased.',
} as const;
