export const buyers = {
  'register.title': 'Register your GrowID',
  'register.label': 'GrowID',
  'register.placeholder': 'Your name in Growtopia',
  'register.done': '✅ You are registered as **{growId}**. Deposits by this GrowID come into your wallet.',
  'register.changed': '✅ Your GrowID is now **{growId}** (it was {previous}).',

  'balance.title': '💰 Balance',
  'balance.body': '**{balance}**\n{exact, number} WL in all',
  'balance.growId': 'GrowID: **{growId}**',
  'balance.unregistered': 'You have no GrowID here yet: press 📝 Register or use /register.',

  'world.title': '🌍 Where to deposit',
  'world.none': 'The shop has not named its world yet. Ask its staff.',
  'world.entry':
    '**{name}**{hasOwner, select, yes { · owner {owner}} other {}}{hasBot, select, yes { · bot {bot}} other {}}',

  'orders.title': '📦 Your orders',
  'orders.none': 'You have not bought anything yet. Press 🛒 Buy on the board, or use /buy.',
  'orders.entry': '`#{order}` {quantity, number} × **{name}** · {total} · {when}',
  'orders.placeholder': 'Show the goods again',

  'orders.again': 'Order the same again',
  'orders.giftTo': '🎁 for <@{user}>',
  'orders.giftFrom': '🎁 from <@{user}>',
  'orders.refunded':
    '↩️ {refunded, plural, =1 {1 refunded} other {{refunded, number} of {quantity, number} refunded}}',
  'orders.erased': '🧹 erased at your request',
  'history.title': '📋 History',
  'history.none': 'Nothing has happened in your wallet yet.',
  'history.entry': '{when} {sign}{amount} · {what} → {balance}',
  'history.kind':
    "{kind, select, deposit {deposit} credit {credit} debit {debit} purchase {order #{order}} refund {{order, plural, =0 {refund} other {refund of order '#'{order}}}} transfer {transfer} other {movement}}",

  'stock.title': '📦 Stock',

  'help.title': 'ℹ️ How this shop works',
  'help.body':
    '1. Register your GrowID: 📝 on the board or /register.\n2. Deposit locks at a world of the shop: 🌍 or /world. Your wallet: 💰 or /balance.\n3. Buy: 🛒 or /buy. You pay only when you confirm, and the goods come by direct message.\n4. /orders shows your goods again at any time; 📋 or /history shows each movement of your wallet.\n5. /stock lists everything with its code.',
} as const;
