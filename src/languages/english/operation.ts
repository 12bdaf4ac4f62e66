export const operation = {
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

  'notice.tier':
    '⚠️ **The shop offers less than usual** since {since}: {tier, select, browse {the list without Buy} commands {slash commands only} text {a text only} other {nothing, it is in maintenance}}. Points are lost in: {why}. The status page says more.',
  'notice.breaker':
    '⚠️ **Calls to Discord fail** since {since} ({breaker}). They are held back and tried again by themselves.',
  'notice.delivery':
    '📦 **Deliveries are stuck.** The oldest paid order has waited since {since}. Buyers find their goods in /orders meanwhile.',
  'notice.identify':
    '⏳ **Discord allows only so many new sessions a day**: {remaining, number} of {total, number} are left until {until}. The bot connects more slowly; look for what makes it connect so often.',
  'notice.gateway':
    '🔌 **The connection to Discord does not come back** since {since}, although it was begun anew several times.',
  'notice.auto_restart':
    '⚠️ **The bot would restart by itself**, but did so often enough in the last hour: {cause}.',
  'notice.over':
    '~~{line}~~\n✅ Over after {hours, plural, =0 {} other {{hours, number} h }}{minutes, number} min.',
} as const;
