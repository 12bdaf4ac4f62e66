/** Why deposit messages cannot be read, and what to do. */
const PROBLEM =
  '{reason, select, content {the bot may not read the text of messages. Enable “Message Content Intent” for it in the Discord developer portal, set MESSAGE_CONTENT=on and restart.} channel_gone {the channel is gone, or hidden from the bot. Name another one with /deposit set.} forbidden {the bot needs {missing} there. Give it these in the channel’s permissions.} other {}} What was announced meanwhile is credited then.';

export const money = {
  'wallet.credited': '✅ {amount} paid into the wallet of <@{user}>. New balance: {balance}',
  'wallet.debited': '✅ {amount} taken from the wallet of <@{user}>. New balance: {balance}',
  'wallet.transferred':
    '✅ {amount} moved from <@{user}> ({balance} left) to <@{to}>, who has {toBalance} now.',

  'command.wallet.transfer.name': 'transfer',
  'command.wallet.transfer.description': 'Move World Locks from one wallet to another',
  'command.wallet.statement.name': 'statement',
  'command.wallet.statement.description': 'Every movement of somebody’s wallet, also as a file (support)',
  'command.wallet.approvals.name': 'approvals',
  'command.wallet.approvals.description': 'Payments that wait for a second owner',
  'option.fromUser.name': 'from',
  'option.fromUser.description': 'Whose wallet pays',
  'option.toUser.name': 'to',
  'option.toUser.description': 'Whose wallet gets it',
  'option.asFile.name': 'as_file',
  'option.asFile.description': 'All of it as a .csv file (the latest 10,000 movements)',

  'statement.title': '📋 Wallet statement',
  'statement.of': '<@{user}> · balance **{balance}**',
  'statement.none': 'Nothing has moved in this wallet yet.',
  'statement.file':
    '📋 {count, plural, =0 {No movements} one {One movement} other {{count, number} movements}} of <@{user}>; balance **{balance}**.',

  'approval.asked':
    '🔏 Nothing has moved yet: payments above {bound} need a second owner. Request **#{id}** can be approved with /wallet approvals until {until}.',
  'approval.title': '🔏 Payments that wait for a second owner',
  'approval.none': 'No payment waits for a second owner.',
  'approval.entry': '**#{id}** {what}\n“{reason}” · asked by <@{asker}> {when} · expires {until}',
  'approval.what':
    '{kind, select, credit {{amount} into the wallet of <@{user}>} debit {{amount} from the wallet of <@{user}>} other {{amount} from <@{user}> to <@{to}>}}',
  'approval.more': '…and {count, number} more, shown when these are decided.',
  'approval.approve': 'Approve #{id}',
  'approval.reject': 'Reject #{id}',
  'approval.approved': '✅ Request #{id} is approved: {what}.',
  'approval.rejected': '🚫 Request #{id} is rejected. Nothing moved.',
  'setting.wallet_approval_above':
    'World Locks above which /wallet credit, debit and transfer need a second owner, and support leaves a deposit to an owner; 0: never.',

  'command.audit.name': 'audit',
  'command.audit.description': 'Proof of the books, and what the staff did (owner)',
  'command.audit.ledger.name': 'ledger',
  'command.audit.ledger.description': 'Prove every entry of the ledger',
  'command.audit.acts.name': 'acts',
  'command.audit.acts.description': 'The latest acts of the staff, with before and after',
  'option.actor.name': 'actor',
  'option.actor.description': 'Who acted; everybody if left out',
  'option.action.name': 'action',
  'option.action.description': 'What was done, such as wallet or wallet.credit; anything if left out',

  'audit.title': '🧾 Ledger',
  'audit.proven':
    '✅ **Proven**: {entries, number} entries in {transactions, number} transactions follow from one another, and all accounts sum to 0.',
  'audit.broken':
    '⛔ **Broken.** {what}\nExpected: {expected} · found: {found}\nEverything before it is right.',
  'audit.held': '{wallets, number} wallets hold {held} · earned {revenue} · from outside {external}',
  'audit.break.entry':
    '{check, select, entry_balanced {The entries of a transaction do not sum to 0} wallet_negative {A wallet was below 0} other {A balance does not follow from the one before}}: entry #{entry} of transaction #{transaction}, {account}.',
  'audit.break.account': 'What the account holds is not the sum of its entries: {account}.',
  'audit.break.whole':
    '{check, select, entry_balanced {There are transactions without entries} other {All accounts together do not sum to 0}}.',
  'audit.account':
    '{kind, select, wallet {account #{id}, the wallet of <@{owner}>} revenue {account #{id} (earned)} external {account #{id} (outside)} other {an account that is not of this shop}}',
  'audit.actsTitle': '🗒️ Acts of the staff',
  'audit.noActs': 'Nobody did anything like that.',
  'audit.act': '`#{id}` {when} {actor} **{action}** {subject}{change}',
  'audit.change': '\n↳ {before} → {after}',

  'command.deposit.name': 'deposit',
  'command.deposit.description': 'Deposits that wait for somebody, and where deposits come from (staff)',
  'command.deposit.list.name': 'list',
  'command.deposit.list.description': 'Deposits that belong to nobody yet (support)',
  'command.deposit.claim.name': 'claim',
  'command.deposit.claim.description': 'Pay a waiting deposit into a wallet (support)',
  'command.deposit.reject.name': 'reject',
  'command.deposit.reject.description': 'Take a waiting deposit out of the queue; nothing is paid (support)',
  'command.deposit.set.name': 'set',
  'command.deposit.set.description': 'Credit deposits that a webhook announces in a channel (owner)',
  'command.deposit.off.name': 'off',
  'command.deposit.off.description': 'Read no deposit messages any more (owner)',
  'command.deposit.show.name': 'show',
  'command.deposit.show.description': 'Where deposits come from, and whether they can be read (owner)',
  'option.depositId.name': 'id',
  'option.depositId.description': 'The deposit’s number in /deposit list',
  'option.webhookId.name': 'webhook_id',
  'option.webhookId.description': 'The id in the webhook’s address: …/webhooks/THIS/…',

  'deposit.arrived':
    '💰 Your deposit of **{amount}** by GrowID {growId} is in your wallet. Balance: {balance}',
  'deposit.title': '📥 Deposits that wait',
  'deposit.none': 'No deposit waits.',
  'deposit.entry':
    '`#{id}` **{growId}** · {amount} · {when}{cause, select, edited { · its message was changed} blacklisted { · its buyer is blacklisted} other {}}{holder, select, none {} other { · <@{holder}> has this GrowID now}}',
  'deposit.hint': '/deposit claim pays one into a wallet, /deposit reject ends it.',
  'deposit.claimed': '✅ Deposit #{id} of {amount} is in the wallet of <@{user}>. New balance: {balance}',
  'deposit.rejected': '🚫 Deposit #{id} of {amount} is rejected. Nothing was paid.',
  'deposit.sourceSet':
    '✅ Deposits that webhook `{webhook}` announces in <#{channel}> are credited from now on.',
  'deposit.sourceOff': '✅ Deposit messages are not read any more.',
  'deposit.sourceNone': 'No channel announces deposits: /deposit set names one.',
  'deposit.source': '📥 Webhook `{webhook}` in <#{channel}> announces deposits.',
  'deposit.sourceWell': '✅ Its messages can be read.',
  'deposit.hook':
    '{state, select, on {🔌 The HTTP hook /hooks/deposits is on.} other {🔌 The HTTP hook is off (DEPOSIT_HOOK_SECRETS is not set).}}',

  'deposit.problem': `They cannot be read: ${PROBLEM}`,
  'notice.deposit_source': `📥 **Deposits in <#{channelId}> are not read** since {since}: ${PROBLEM}`,
  'notice.deposits_waiting':
    '📥 **{count, plural, one {A deposit waits} other {{count, number} deposits wait}} for somebody to claim** since {since}: see /deposit list.',
  'notice.approvals_waiting':
    '🔏 **{count, plural, one {A payment waits} other {{count, number} payments wait}} for a second owner** since {since}: see /wallet approvals.',

  'refusal.transfer_same': 'A transfer needs two different wallets. Nothing was moved.',
  'refusal.request_own': '⛔ You asked for this payment yourself: another owner has to approve it.',
  'refusal.request_over':
    '{state, select, approved {This request was approved already} rejected {This request was rejected already} expired {⌛ This request has expired} other {There is no such request}}. Nothing was moved; /wallet approvals lists what waits.',
  'refusal.deposit_settled':
    '{state, select, credited {Deposit #{id} was credited when it came} claimed {Deposit #{id} was claimed already} rejected {Deposit #{id} was rejected already} other {There is no deposit #{id}}}. Nothing was changed; /deposit list shows what waits.',
  'refusal.deposit_conflict': 'This deposit was announced before with other contents. Nothing was changed.',
  'refusal.shop_unknown': 'There is no such shop. Nothing was changed.',
  'refusal.webhook_invalid':
    'That is no webhook id: give the 17 to 19 digits after /webhooks/ in its address, and never the part after them. Nothing was changed.',
} as const;
