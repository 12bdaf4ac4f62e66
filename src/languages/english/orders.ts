export const orders = {
  'command.order.name': 'order',
  'command.order.description': 'Look at an order, refund, replace or resend it (support)',
  'command.order.show.name': 'show',
  'command.order.show.description': 'An order with its deliveries and refunds',
  'command.order.refund.name': 'refund',
  'command.order.refund.description': 'Pay an order back, wholly or item by item',
  'command.order.replace.name': 'replace',
  'command.order.replace.description': 'Give new items for defective ones',
  'command.order.resend.name': 'resend',
  'command.order.resend.description': 'Send the goods by direct message once more',
  'option.order.name': 'order',
  'option.order.description': 'The order’s number',
  'option.items.name': 'items',
  'option.items.description': 'Which items, such as 2 or 1,3-5; all if left out',
  'option.goods.name': 'goods',
  'option.goods.description': 'void: never sold again; return: back on sale, if nobody has seen them',
  'option.reveal.name': 'reveal',
  'option.reveal.description': 'Show the goods too; it is recorded that you looked',

  'order.title': '🧾 Order #{order}',
  'order.bought': '{quantity, number} × **{name}** `{code}` at {price}: **{total}**, {when}',
  'order.buyer': 'Buyer: <@{user}>',
  'order.giftTo': '🎁 For <@{user}>',
  'order.erased': '🧹 The goods were erased at their owner’s request.',
  'order.items':
    '{kind, select, held {With the buyer} replaced {Replaced} returned {Refunded, back on sale} other {Refunded, void}}: {items}',
  'order.delivery':
    '📬 {kind, select, resend {Sent again} replacement {Replacement} other {Delivery}}: {status, select, pending {waiting} delivered {done} retrievable {DMs closed, waits in /orders} other {called off}}, {when}{attempts, plural, =0 {} one { · 1 attempt} other { · {attempts, number} attempts}}{note, select, none {} dm { · by direct message} private { · shown privately} other { · {note}}}',
  'order.refund': '↩️ {amount} paid back {when} by <@{actor}>: {reason}',
  'order.refunded':
    '✅ Order #{order}: {count, plural, one {one item} other {{count, number} items}} of **{name}** refunded, {amount} is back in the wallet of <@{user}>. {goods, select, return {The goods are on sale again.} other {The goods are void.}}',
  'order.replaced':
    '✅ Order #{order}: {count, plural, one {item {items} of **{name}** has} other {items {items} of **{name}** have}} new goods instead; the old ones are void.',
  'order.brought':
    '{how, select, dm {📬 <@{user}> has the goods by direct message.} closed {🔒 The direct messages of <@{user}> are closed: the goods are in /orders.} other {📦 The goods of order #{order} are on their way.}}',
} as const;
