export const board = {
  'board.title': '🏪 Growtopia Shop Status',
  'board.empty': 'Nothing is on sale yet.',
  'board.changed': 'Last change {when}',
  'board.more': '…and {count, number} more: press 🛒 or use /stock',
  'board.footer': 'Prices in BGL, DL and WL · #{revision}',
  'board.restarting': '🔄 **Restarting, back in a moment.** The buttons return when the shop does.',
  'board.titleSimplified': '🏪 Growtopia Shop Status (Simplified Mode)',
  'board.browse':
    '🟠 **Buying is paused for a moment.** The list is live; 💰 Balance, 🌍 World and 📋 History work. Buying returns by itself.',
  'board.stale':
    '⚠️ **This list is from {when}** and may be out of date: the stock cannot be read right now. The buttons return when it can.',
  'board.simplified':
    '🟠 **Interactive buttons are temporarily unavailable. Use the commands instead:** /stock, /buy, /balance, /orders, /history, /register, /world, /help',
  'board.text':
    '🔴 **The shop has trouble right now.** Buttons and commands are paused, nothing is charged. It comes back by itself.',
  'board.maintenance':
    '🔧 **The shop is closed for maintenance.** Nothing is charged; your balance and orders are safe.',
  'board.product':
    '{dot} {star, select, yes {⭐ } other {}}**{name}** `{code}` · {price} · {free, plural, =0 {sold out} other {{free, number} in stock}}',
  'board.featured': '⭐ Featured',
  'board.uncategorised': 'Other',

  'button.register': 'Register',
  'button.balance': 'Balance',
  'button.world': 'World',
  'button.buy': 'Buy',
  'button.history': 'History',
  'button.confirm': 'Confirm',
  'button.cancel': 'Cancel',
  'button.previous': 'Previous',
  'button.next': 'Next',
  'button.search': 'Search',
  'button.other': 'Other…',
  'button.gift': 'Gift',
  'button.forMyself': 'For myself',
  'button.takeLeft': 'Take {left, number} for {price}',
  'button.notify': 'Tell me when it’s back',
  'button.back': 'Back to the list',
} as const;
