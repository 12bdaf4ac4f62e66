// ICU messages. Prices arrive formatted, names already harmless.
export const english = {
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
    '{dot} **{name}** `{code}` · {price} · {free, plural, =0 {sold out} other {{free, number} in stock}}',
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
  'button.back': 'Back to the list',

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
  'buy.confirmUntil': 'This confirmation expires {when}.',
  'buy.cancelled': 'Cancelled. Nothing was charged.',
  'buy.paid':
    '✅ **{quantity, number} × {name}** is yours for **{total}**. Balance: {balance}\nOrder #{order}',
  'buy.sentDm': '📬 The goods are in your direct messages.',
  'buy.sentPrivate':
    '🔒 Your direct messages are closed, so the goods are shown here. Only you can see this.',
  'buy.onTheWay': '📦 The goods are on their way; /orders shows them at any time.',

  'delivery.title': '📦 Order #{order}: {quantity, number} × {name}',
  'delivery.body':
    'Thank you! Your goods are in the attached file. In the shop, /orders shows them again at any time.',
  'delivery.again':
    'Order #{order}: {quantity, number} × {name}, bought {when}. The goods are in the attached file.',

  'orders.title': '📦 Your orders',
  'orders.none': 'You have not bought anything yet. Press 🛒 Buy on the board, or use /buy.',
  'orders.entry': '`#{order}` {quantity, number} × **{name}** · {total} · {when}',
  'orders.placeholder': 'Show the goods again',

  'history.title': '📋 History',
  'history.none': 'Nothing has happened in your wallet yet.',
  'history.entry': '{when} {sign}{amount} · {what} → {balance}',
  'history.kind':
    '{kind, select, deposit {deposit} credit {credit} debit {debit} purchase {order #{order}} refund {refund} transfer {transfer} other {movement}}',

  'stock.title': '📦 Stock',

  'help.title': 'ℹ️ How this shop works',
  'help.body':
    '1. Register your GrowID: 📝 on the board or /register.\n2. Deposit locks at a world of the shop: 🌍 or /world. Your wallet: 💰 or /balance.\n3. Buy: 🛒 or /buy. You pay only when you confirm, and the goods come by direct message.\n4. /orders shows your goods again at any time; 📋 or /history shows each movement of your wallet.\n5. /stock lists everything with its code.',
  'help.owner':
    '**For the owner**: /product add, edit, remove · /stock-add · /wallet credit, debit · /world-set · /board create · /restart · /config · /cache',

  'product.added': '✅ **{name}** `{code}` is on sale for {price}. Add its stock with /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.removed':
    '✅ **{name}** is off the board; {voided, plural, =0 {it had no unsold items} one {one unsold item was voided} other {{voided, number} unsold items were voided}}.',
  'product.nothing': 'Nothing to change: give at least one of name, price, category, description.',
  'stock.added':
    '✅ {added, plural, =0 {No item was added} one {One item was added} other {{added, number} items were added}} to `{code}`; {free, number} in stock now.',
  'stock.duplicates':
    '{count, plural, one {One line was} other {{count, number} lines were}} left out, being in the shop already: {lines}.',
  'wallet.credited': '✅ {amount} paid into the wallet of <@{user}>. New balance: {balance}',
  'wallet.debited': '✅ {amount} taken from the wallet of <@{user}>. New balance: {balance}',
  'worldSet.done': '✅ World **{name}** is what buyers see now.',
  'board.created': '✅ The board is in <#{channel}>.',

  'restart.ask':
    '🔄 <@{user}>, restart the shop? Clicks in work are finished, caches are cleared, and the board says so meanwhile. This question is good until {until}.',
  'restart.cancelled': 'Cancelled. Nothing was restarted.',
  'restart.begun': '🔄 **Restarting…** {reason, select, command {asked for by <@{user}>} other {by itself}}',
  'restart.stopping': '🛑 A stop came in: the bot ends after these steps and does not come back by itself.',
  'restart.done': '✅ **Restarted in {seconds, number, ::.0} s**, asked for by <@{user}>.',
  'restart.doneAlone': '✅ **Restarted by itself in {seconds, number, ::.0} s**: {reason}.',
  'restart.stopped': '🛑 The restart ended as a stop. Running again since {when}.',
  'restart.cutOff': '⚠️ The restart was cut off in the middle. Running again since {when}.',
  'restart.allWell': 'All {count, number} steps went well.',
  'restart.failures': '⚠️ Steps that failed, and how: {list}.',
  'restart.cleared':
    '🧹 Cleared: {total, plural, =0 {nothing, the caches were empty} one {one cache entry} other {{total, number} cache entries}}{list, select, none {} other { ({list})}}',
  'restart.alone': '🔄 The bot restarts by itself: {reason}.',
  'restart.held': '⚠️ The bot would restart by itself, but did so often enough in the last hour: {reason}.',
  'restart.reason':
    '{reason, select, errors {too many errors of its own} event_loop {its event loop is blocked} memory {its memory is running out} gateway {its connection to Discord does not come back, though Discord answers} other {asked for}}',
  'restart.step.note': 'Note the restart',
  'restart.step.noteEnd': 'Note what came of it',
  'restart.step.ready': 'Take no new work',
  'restart.step.interactions': 'Finish the clicks in work',
  'restart.step.timers': 'Stop the timers',
  'restart.step.deliveries': 'Finish the deliveries in work',
  'restart.step.boards': 'Say “restarting” on the boards',
  'restart.step.stopBoards': 'Stop the boards',
  'restart.step.queue': 'Empty the operation queue',
  'restart.step.caches': 'Clear the caches',
  'restart.step.discord': 'Leave Discord',
  'restart.step.http': 'Close the HTTP endpoints',
  'restart.step.telemetry': 'Send the last spans',
  'restart.step.store': 'Close the store',
  'cache.title': '🗃️ Cache',
  'cache.entry':
    '**{name}**{temporary, select, yes { (temporary)} other {}} · {entries, number} of {max, number} entries, kept for {ttl, number} s{oldest, select, none {} other {, the oldest {oldest} s old}}\n{hits, number} hits, {misses, number} misses, {stale, number} stale · {evictions, number} evicted, {cleared, number} cleared',
  'cache.cleared':
    '🧹 {what, select, temporary {Temporary entries} expired {Expired entries} other {All entries}} cleared: {total, number} ({counts}).',

  'config.title': '⚙️ Settings',
  'config.listFooter': '● differs from its default · /config get with a key says what it does',
  'config.entry':
    '⚙️ `{key}` is **{value}** (default {usual}).\n{about}\nIt takes {accepts}; a change acts {restart, select, yes {after a restart} other {at once}}.',
  'config.changed':
    '✅ `{key}`: {before} → **{after}**{restart, select, yes {\n🔄 It takes effect after a restart.} other {}}',
  'config.unchanged': '`{key}` was **{value}** already.',
  'config.accepts':
    '{kind, select, whole {a whole number from {min, number} to {max, number}} number {a number from {min, number} to {max, number}, with a point for decimals} flag {true or false} other {a channel (its id or #mention), or none}}',

  'setting.retry_attempts': 'How often a call to Discord is tried in all.',
  'setting.retry_delay': 'The longest wait before the second try, in seconds; it doubles from then on.',
  'setting.retry_max_delay': 'The longest wait between two tries, in seconds.',
  'setting.circuit_breaker_threshold': 'Failures in a row after which calls are held back.',
  'setting.circuit_breaker_open_seconds':
    'How long calls are held back before one is let through as a trial.',
  'setting.queue_workers': 'How many operations run at the same time.',
  'setting.queue_limit': 'How many operations may wait; more are turned away.',
  'setting.health_check_interval': 'Seconds between two checks of the buttons.',
  'setting.fallback_mode_enabled': 'Whether the board steps down to what still works when health is poor.',
  'setting.metrics_enabled': 'Whether /metrics answers.',
  'setting.board_edit_interval_young':
    'Least time between two edits of a board younger than an hour, in seconds.',
  'setting.board_edit_interval_old':
    'Least time between two edits of a board older than an hour, in seconds.',
  'setting.board_verify_interval': 'Seconds between two looks whether a quiet board is as it should be.',
  'setting.confirm_minutes': 'How many minutes a buyer has to confirm an order.',
  'setting.delivery_concurrency': 'How many deliveries are sent at the same time.',
  'setting.cache_catalogue_ttl':
    'Seconds for which lists and suggestions may show the same catalogue; 0 reads it each time.',
  'setting.cache_dm_channels_ttl': 'Seconds for which a buyer’s DM channel is remembered.',
  'setting.cache_dm_channels_entries': 'How many DM channels are remembered.',
  'setting.auto_restart_enabled': 'Whether the bot restarts itself when errors inside it don’t end.',
  'setting.auto_restart_errors_per_minute': 'Errors in a minute that are too many.',
  'setting.auto_restart_after': 'Seconds of too many errors before it restarts itself.',
  'setting.auto_restart_per_hour': 'How often it may restart itself within an hour.',
  'setting.notice_channel_id':
    'The channel where staff are told of trouble; none: the owners are told by DM.',
  'setting.health.weight':
    'Points of the health score that {part} is worth, in proportion to the other weights.',
  'setting.tier.demote_below':
    'The board leaves the tier “{part}” for a lower one when the score stays below this.',
  'setting.tier.promote_at':
    'The board comes back to the tier “{part}” when the score stays at or above this.',

  'health.title': '🩺 Health',
  'health.score': '**{score} of 100** · tier `{tier}`',
  'health.nothingLost': 'No points lost.',
  'health.parts': 'Livestock: {livestock} · buttons: {buttons}',
  'health.buyingPaused': '🟠 Buying is paused.',
  'health.cleared': '✅ The ledger is proven whole again; the shop opens by itself.',
  'health.stillBroken':
    '⛔ Not cleared: the ledger still fails {checks}. Restore a backup or ask the developers.',
  'maintenance.on':
    '🔧 The shop is closed: every board says so and nothing can be bought until /maintenance off.',
  'maintenance.off': '✅ The shop is open again.',

  'notice.tier':
    '⚠️ **The shop offers less than usual** since {since}: {tier, select, browse {the list without Buy} commands {slash commands only} text {a text only} other {nothing, it is in maintenance}}. Points are lost in: {why}. The status page says more.',
  'notice.breaker':
    '⚠️ **Calls to Discord fail** since {since} ({breaker}). They are held back and tried again by themselves.',
  'notice.delivery':
    '📦 **Deliveries are stuck.** The oldest paid order has waited since {since}. Buyers find their goods in /orders meanwhile.',
  'notice.board':
    '📋 **The board in <#{channelId}> is not kept up to date** since {since}: {reason, select, forbidden {the bot needs {missing} there. Give it these in the channel’s permissions; the board then comes back by itself.} channel_gone {the channel is gone, or hidden from the bot. Give another one a board with /board create.} other {Discord refuses the message; the log says why.}}',
  'notice.identify':
    '⏳ **Discord allows only so many new sessions a day**: {remaining, number} of {total, number} are left until {until}. The bot connects more slowly; look for what makes it connect so often.',
  'notice.gateway':
    '🔌 **The connection to Discord does not come back** since {since}, although it was begun anew several times.',
  'notice.auto_restart':
    '⚠️ **The bot would restart by itself**, but did so often enough in the last hour: {cause}.',
  'notice.over':
    '~~{line}~~\n✅ Over after {hours, plural, =0 {} other {{hours, number} h }}{minutes, number} min.',
  'permission.ViewChannel': 'View Channel',
  'permission.SendMessages': 'Send Messages',
  'permission.EmbedLinks': 'Embed Links',
  'permission.ReadMessageHistory': 'Read Message History',

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
  'refusal.amount_invalid':
    'The amount must be a whole number of World Locks from {min, number} to {max, number}.',
  'refusal.reason_missing': 'Say why: the reason is kept in the ledger (1 to 200 characters).',
  'refusal.stock_empty': 'There was nothing to add: give one item a line, as text or in a .txt or .csv file.',
  'refusal.stock_too_large':
    'That is too much at once: at most {maxLines, number} lines of {maxLineLength, number} characters. Nothing was added.',
  'refusal.file_unreadable': 'The file was not read: {reason}. Nothing was added.',
  'refusal.world_invalid': 'The world was not saved: {field} {reason}.',
  'refusal.not_allowed': '⛔ Only the shop’s owner can do this.',
  'refusal.no_shop_here': 'There is no shop here: use this in the server of the shop.',
  'refusal.board_impossible':
    'The board can’t stand in <#{channelId}>: {reason, select, forbidden {give the bot View Channel, Send Messages, Embed Links and Read Message History there} channel_gone {the bot does not see that channel} other {Discord refused it; see the log}}. Nothing was changed.',
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
  'refusal.operator_only': '⛔ This concerns every shop of the bot: only its operator (OWNER_IDS) can do it.',
  'refusal.setting_unknown': 'There is no setting `{key}`. Did you mean `{nearest}`?',
  'refusal.setting_invalid': '`{key}` was not changed: it takes {accepts}.',
  'refusal.setting_order': 'Nothing was changed: `{lower}` must stay below `{higher}`.',
  'refusal.settings_file': 'Nothing was changed: the settings file {reason}.',

  'command.stock.name': 'stock',
  'command.stock.description': 'Everything on sale, with prices, codes and stock',
  'command.buy.name': 'buy',
  'command.buy.description': 'Buy a product; you confirm before you pay',
  'command.balance.name': 'balance',
  'command.balance.description': 'What is in your wallet',
  'command.orders.name': 'orders',
  'command.orders.description': 'Your orders, and their goods again',
  'command.history.name': 'history',
  'command.history.description': 'Every movement of your wallet',
  'command.register.name': 'register',
  'command.register.description': 'Tie your GrowID to your Discord account',
  'command.world.name': 'world',
  'command.world.description': 'Where to deposit',
  'command.help.name': 'help',
  'command.help.description': 'How this shop works',
  'command.product.name': 'product',
  'command.product.description': 'Add, change or remove a product (owner)',
  'command.product.add.name': 'add',
  'command.product.add.description': 'Put a new product on sale',
  'command.product.edit.name': 'edit',
  'command.product.edit.description': 'Change the name, price or texts of a product',
  'command.product.remove.name': 'remove',
  'command.product.remove.description': 'Take a product off the board and void its unsold items',
  'command.stock-add.name': 'stock-add',
  'command.stock-add.description': 'Add items to a product: one a line, as text or file (owner)',
  'command.wallet.name': 'wallet',
  'command.wallet.description': 'Pay into or take from a wallet (owner)',
  'command.wallet.credit.name': 'credit',
  'command.wallet.credit.description': 'Pay World Locks into a wallet',
  'command.wallet.debit.name': 'debit',
  'command.wallet.debit.description': 'Take World Locks from a wallet',
  'command.world-set.name': 'world-set',
  'command.world-set.description': 'Name a world where buyers deposit (owner)',
  'command.board.name': 'board',
  'command.board.description': 'The live stock board (owner)',
  'command.board.create.name': 'create',
  'command.board.create.description': 'Give a channel its board',

  'command.restart.name': 'restart',
  'command.restart.description': 'Restart the bot, after a confirmation (operator)',
  'command.config.name': 'config',
  'command.config.description': 'Settings that change while the bot runs (operator)',
  'command.config.get.name': 'get',
  'command.config.get.description': 'Show one setting, or all',
  'command.config.set.name': 'set',
  'command.config.set.description': 'Change a setting',
  'command.config.reset.name': 'reset',
  'command.config.reset.description': 'Put a setting back to its default',
  'command.cache.name': 'cache',
  'command.cache.description': 'What the bot remembers for a while (operator)',
  'command.cache.stats.name': 'stats',
  'command.cache.stats.description': 'Hits, misses, entries and their age',
  'command.cache.clear.name': 'clear',
  'command.cache.clear.description': 'Forget entries; they are read again when needed',

  'command.health.name': 'health',
  'command.health.description': 'How well the shop serves, and why (owner)',
  'command.health.show.name': 'show',
  'command.health.show.description': 'The score with every lost point',
  'command.health.clear.name': 'clear',
  'command.health.clear.description': 'Open the shop again after a broken ledger was mended',
  'command.maintenance.name': 'maintenance',
  'command.maintenance.description': 'Close or open the shop by hand (owner)',
  'command.maintenance.on.name': 'on',
  'command.maintenance.on.description': 'Close the shop: boards say so, nothing can be bought',
  'command.maintenance.off.name': 'off',
  'command.maintenance.off.description': 'Open the shop again',

  'option.code.name': 'code',
  'option.code.description': 'The product’s code',
  'option.newCode.name': 'code',
  'option.newCode.description': 'A short code: letters, digits, - and _',
  'option.quantity.name': 'quantity',
  'option.quantity.description': 'How many',
  'option.growid.name': 'growid',
  'option.growid.description': 'Your name in Growtopia',
  'option.productName.name': 'name',
  'option.productName.description': 'What buyers read',
  'option.price.name': 'price',
  'option.price.description': 'World Locks for one item (100 = 1 DL, 10,000 = 1 BGL)',
  'option.category.name': 'category',
  'option.category.description': 'The heading on the board',
  'option.description.name': 'description',
  'option.description.description': 'What buyers should know',
  'option.text.name': 'text',
  'option.text.description': 'One item a line',
  'option.file.name': 'file',
  'option.file.description': 'A .txt or .csv file, one item a line',
  'option.user.name': 'user',
  'option.user.description': 'Whose wallet',
  'option.amount.name': 'amount',
  'option.amount.description': 'World Locks',
  'option.reason.name': 'reason',
  'option.reason.description': 'Why; it is kept in the ledger',
  'option.worldName.name': 'name',
  'option.worldName.description': 'The world’s name',
  'option.worldOwner.name': 'owner',
  'option.worldOwner.description': 'The GrowID that owns the world',
  'option.worldBot.name': 'bot',
  'option.worldBot.description': 'The GrowID that takes the deposits',
  'option.channel.name': 'channel',
  'option.channel.description': 'Where; this channel if left out',
  'option.key.name': 'key',
  'option.key.description': 'The setting',
  'option.value.name': 'value',
  'option.value.description': 'Its new value',
  'option.what.name': 'what',
  'option.what.description': 'Which entries; all if left out',
} as const;
