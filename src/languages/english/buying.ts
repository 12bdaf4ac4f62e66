export const buying = {
  'buy.choose': '🛒 **What would you like?**',
  'buy.chooseFiltered': '🛒 Products matching “{query}”:',
  'buy.placeholder': 'Choose a product',
  'buy.option': '{price} · {free, plural, =0 {sold out} other {{free, number} in stock}}',
  'buy.page': 'Page {page, number} of {pages, number}',
  'buy.nothing': 'Nothing is on sale right now. The board shows when that changes.',
  'buy.noMatch': 'No product matches “{query}”. Search for something else.',
  'buy.searchTitle': 'Search products',
  'buy.searchLabel': 'Part of a name or code',
  'buy.quantity': '**{name}** · {price} each · {free, plural, other {{free, number} in stock}}\nHow many?',
  'buy.quantityTitle': 'How many?',
  'buy.quantityLabel': 'Quantity (1 to {max, number})',
  'buy.confirmTitle': '🧾 Confirm your order',
  'buy.confirm':
    '**{quantity, number} × {name}** at {price}\nTotal: **{total}**\nYour balance: {balance}\nBalance after: **{after}**',
  'buy.limit':
    '🔢 {limit, plural, one {One} other {{limit, number}}} a buyer{days, plural, =0 {} one { a day} other { in {days, number} days}}; {left, plural, =0 {none} other {{left, number}}} left for you after this.',
  'buy.cooldown':
    '⏳ You can buy it again {days, plural, =0 {} one {one day } other {{days, number} days }}{hours, plural, =0 {} other {{hours, number} h }}{minutes, plural, =0 {} other {{minutes, number} min }}later.',
  'buy.confirmUntil': 'This confirmation expires {when}.',
  'buy.cancelled': 'Cancelled. Nothing was charged.',
  'buy.paid':
    '✅ **{quantity, number} × {name}** is yours for **{total}**. Balance: {balance}\nOrder #{order}',
  'buy.sentDm': '📬 The goods are in your direct messages.',
  'buy.sentPrivate':
    '🔒 Your direct messages are closed, so the goods are shown here. Only you can see this.',
  'buy.onTheWay': '📦 The goods are on their way; /orders shows them at any time.',

  'buy.giftFor': '🎁 A gift for <@{user}>: the goods go to that person alone.',
  'buy.giftWho': '🎁 **Who gets it?** The goods go to that person by direct message; you pay.',
  'buy.giftPlaceholder': 'Choose a member',
  'buy.paidGift':
    '✅ **{quantity, number} × {name}** is your gift for **{total}**. Balance: {balance}\nOrder #{order}',
  'buy.giftSent':
    '{how, select, dm {🎁 <@{user}> has it by direct message, with your name.} other {🎁 It is on its way to <@{user}>, who finds it in /orders as well.}}',
  'delivery.title': '📦 Order #{order}: {quantity, number} × {name}',
  'delivery.body':
    '{kind, select, resend {Here are your goods once more, in the attached file.} replacement {These are new ones for those that were defective, in the attached file.} other {Thank you! Your goods are in the attached file.}} In the shop, /orders shows them again at any time.',
  'delivery.gift': '🎁 A gift from **{from}** (<@{user}>).',
  'delivery.again':
    'Order #{order}: {quantity, number} × {name}, bought {when}. The goods are in the attached file.',
} as const;
