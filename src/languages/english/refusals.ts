export const refusals = {
  'fault.late': '⏱️ Discord was too slow, so nothing was done and nothing was charged. Please try again.',
  'fault.body':
    '⚠️ Something went wrong on our side. If you were buying, /orders shows whether the order was placed; otherwise please try again. If it goes on, tell the staff this number: `{trace}`',
  'fault.noTrace':
    '⚠️ Something went wrong on our side. If you were buying, /orders shows whether the order was placed; otherwise please try again in a moment.',

  'refusal.not_registered':
    '📝 Register your GrowID first: press 📝 Register on the board, or use /register.',
  'refusal.growid_invalid': '“{growId}” can’t be a GrowID: 1 to 24 letters, digits or _ and nothing else.',
  'refusal.growid_taken':
    'GrowID {growId} belongs to another Discord user here. If it is yours, ask the staff.',
  'refusal.insufficient_balance':
    '💸 You are **{short}** short: this costs {total} and your balance is {balance}. Deposit at {worlds, select, none {the shop’s world (🌍 World)} other {world {worlds}}}, then try again.',
  'refusal.wallet_short':
    '💸 That wallet holds {balance}, which is {short} less than {total}. Nothing was taken.',
  'refusal.out_of_stock':
    '{left, plural, =0 {🔴 **{name}** is sold out. Nothing was charged.} other {🟡 Only {left, number} of **{name}** left. Nothing was charged; choose {left, number} or fewer.}}',
  'refusal.limit_reached':
    '🔢 At most {limit, number} of **{name}** a buyer{days, plural, =0 {} one { a day} other { in {days, number} days}}, and {left, plural, =0 {you have had yours.} other {you may have {left, number} more: choose {left, number} or fewer.}}{againAt, select, never {} other { More from {againAt}.}} Nothing was charged.',
  'refusal.cooling_down': '⏳ You can buy **{name}** again {until}. Nothing was charged.',
  'refusal.gift_refused':
    '🎁 {reason, select, self {For yourself, order without a gift.} bot {A bot has no use for it: choose a person.} other {Gifts go to members of this server only.}} Nothing was charged.',
  'refusal.price_changed':
    '🏷️ The price of **{name}** changed from {oldPrice} to **{newPrice}** in the meantime. Nothing was charged; order again if the new price is fine.',
  'refusal.quantity_invalid': 'The quantity must be a whole number from {min, number} to {max, number}.',
  'refusal.confirmation_used':
    'This order was already placed: it is order #{orderId}. /orders shows its goods.',
  'refusal.confirmation_expired':
    '⌛ This confirmation has expired. Nothing was charged; please order again.',
  'refusal.confirmation_foreign':
    'This confirmation belongs to somebody else. Press 🛒 Buy to place an order of your own.',
  'refusal.product_unknown': 'There is no product `{code}` any more. /stock lists what there is.',
  'refusal.product_exists':
    'A product `{code}` exists already. Change it with /product edit, or choose another code.',
  'refusal.product_invalid': 'The product was not saved: {field} {reason}.',
  'refusal.order_unknown': 'You have no order #{orderId}. /orders lists yours.',
  'refusal.order_missing':
    'There is no order #{orderId} in this shop. The buyer reads its number in /orders.',
  'refusal.not_yours': 'This button belongs to somebody else. Use the command yourself.',
  'refusal.opted_out': '🔕 You opted out of notices. /privacy opt-in brings them back; then ask again.',
  'refusal.own_order':
    'Order #{orderId} is yours: somebody else of the staff has to decide about it. Nothing was changed.',
  'refusal.order_gift':
    '🎁 Order #{orderId} is a gift: its goods belong to the person you gave it to, who finds them in /orders.',
  'refusal.order_erased': 'The goods of order #{orderId} were erased because their owner asked for it.',
  'refusal.order_in_delivery':
    '📬 Order #{orderId} is being delivered at this very moment. Nothing was changed; look again in half a minute.',
  'refusal.items_invalid':
    'Name the items by their numbers from 1 to {max, number}, such as `2` or `1,3-5`. Nothing was changed.',
  'refusal.items_refunded': 'That part of order #{orderId} was refunded before. Nothing was changed.',
  'refusal.goods_seen':
    'The goods of order #{orderId} were sent or shown already, so they can’t go back on sale. Nothing was changed; refund it with `void`.',
  'refusal.replacement_short':
    'Only {left, number} of **{name}** could be given instead. Nothing was changed; add stock, or use /order refund.',
  'refusal.amount_invalid':
    'The amount must be a whole number of World Locks from {min, number} to {max, number}.',
  'refusal.reason_missing': 'Say why: the reason is kept in the ledger (1 to 200 characters).',
  'refusal.stock_empty': 'There was nothing to add: give one item a line, as text or in a .txt or .csv file.',
  'refusal.stock_too_large':
    'That is too much at once: at most {maxLines, number} lines of {maxLineLength, number} characters. Nothing was added.',
  'refusal.file_unreadable':
    'The file was not read: {reason, select, kind {it must be a .txt or .csv file} size {it is larger than {maxMib, number} MiB; split it} encoding {it is not UTF-8 text. Save it as UTF-8} csv {row {row, number} has a quote that does not fit. In CSV a cell with quotes stands in quotes, its own doubled; or save it as .txt} other {Discord did not give it out. Upload it again}}. Nothing was added.',
  'refusal.world_invalid': 'The world was not saved: {field} {reason}.',
  'refusal.not_allowed':
    '⛔ Only the shop’s {needs, select, support {support staff and owners} stock {stock staff and owners} other {owners}} can do this.',
  'refusal.no_shop_here': 'There is no shop here: use this in the server of the shop.',
  'refusal.button_outdated':
    'This button is from an older version of the shop. Use the board’s buttons, or /help.',
  'refusal.unavailable':
    '🔴 The shop has trouble right now and takes no commands for a moment. Nothing was charged; it comes back by itself.',
  'refusal.buying_paused':
    '🟠 Buying is paused for a moment: the ledger cannot be written. Nothing was charged; please try again in a minute.',
  'refusal.restarting': '🔄 The shop is restarting. Nothing was charged; please try again in a moment.',
  'refusal.restart_foreign':
    'Only the person who asked for this restart can answer here. Use /restart yourself.',
  'refusal.restart_expired': '⌛ This question has expired. Nothing was restarted; use /restart again.',
  'refusal.item_exists': 'The shop has this item already.',
  'refusal.shop_not_empty': 'This shop has products or money already. Nothing was changed.',
  'refusal.operator_only': '⛔ This concerns every shop of the bot: only its operator (OWNER_IDS) can do it.',
  'refusal.setting_unknown': 'There is no setting `{key}`. Did you mean `{nearest}`?',
  'refusal.setting_invalid': '`{key}` was not changed: it takes {accepts}.',
  'refusal.setting_order': 'Nothing was changed: `{lower}` must stay below `{higher}`.',
  'refusal.settings_file': 'Nothing was changed: the settings file {reason}.',
} as const;
