export const check = {
  'command.check.name': 'check',
  'command.check.description': 'Look for anything that stands in the way of the shop (owner)',
  'check.title': '🔍 Check',
  'check.passed':
    '✅ Nothing stands in the way: ids, channels, permissions, intents and roles are as they should be.',
  'check.no_server':
    'The bot is in no server. Invite it: Developer Portal → OAuth2 → URL Generator, with the scopes **bot** and **applications.commands**.',
  'check.board_channel_id':
    'BOARD_CHANNEL_ID is {channelId}, and the bot sees no such channel. Give the id of a text channel of its server (Developer Mode on, right-click the channel, Copy Channel ID), or give LiveStock **View Channel** there.',
  'check.owner_id':
    'OWNER_IDS has {userId}, and Discord knows no such user. Give the ids of people (Developer Mode on, right-click a person, Copy User ID) and restart.',
  'check.notice_channel_id':
    'The setting notice_channel_id is <#{channelId}>: {missing, select, none {the bot sees no such channel. Choose another with /config set} other {give LiveStock {missing} there}}. Until then the owners are told by direct message.',
  'check.commands':
    'Discord has not taken the slash commands for this server. Invite the bot again with the scope **applications.commands** (Developer Portal → OAuth2 → URL Generator); it tries again at the next start.',
  'check.board':
    'The board in <#{channelId}>: {missing, select, none {the channel is gone. Take the board to another with /board move, or end it with /board delete} other {give LiveStock {missing} in <#{channelId}>}}.',
  'check.pin':
    'The board in <#{channelId}> can’t be pinned: give LiveStock **Pin Messages** in <#{channelId}>.',
  'check.no_board': 'No channel has a board: /board create gives one.',
  'check.notices':
    'The notice channel is <#{channelId}>: {missing, select, none {it is gone. Choose another with /notices set} other {give LiveStock {missing} in <#{channelId}>}}. Until then others are told.',
  'check.audit_channel':
    'The audit channel is <#{channelId}>: {missing, select, none {it is gone. Choose another with /audit-channel set} other {give LiveStock {missing} in <#{channelId}>}}. What was missed then follows.',
  'check.deposits': 'Deposits in <#{channelId}>: {problem}',
  'check.role': 'The role <@&{roleId}> of product `{code}`: {problem}',
  'notice.check': '🔍 Found by the check {since}: {finding}',
} as const;
