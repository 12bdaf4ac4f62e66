export const boards = {
  'command.board.name': 'board',
  'command.board.description': 'The live stock boards (owner)',
  'command.board.create.name': 'create',
  'command.board.create.description': 'Give a channel its board, or change the one that is there',
  'command.board.move.name': 'move',
  'command.board.move.description': 'Take a board to another channel; its old message is deleted',
  'command.board.delete.name': 'delete',
  'command.board.delete.description': 'Take a board away, with its message',
  'command.board.refresh.name': 'refresh',
  'command.board.refresh.description': 'Draw a board anew now',
  'command.board.list.name': 'list',
  'command.board.list.description': 'Every board: where, how it does, and what to do about it',
  'option.board.name': 'board',
  'option.board.description': 'Which one; this channel’s, or the only one, if left out',
  'option.toChannel.name': 'channel',
  'option.toChannel.description': 'Where to',
  'option.boardLanguage.name': 'language',
  'option.boardLanguage.description': 'auto is the server’s',
  'option.pin.name': 'pin',
  'option.pin.description': 'Keep it among the channel’s pinned messages',

  'board.created': '✅ The board is in <#{channel}>.',
  'board.moved': '✅ The board went from <#{from}> to <#{to}>.',
  'board.deleted': '✅ There is no board in <#{channel}> any more.',
  'board.redrawn': '✅ The board in <#{channel}> was drawn anew.',
  'board.notRedrawn': '⚠️ The board in <#{channel}> could not be drawn anew.',
  'board.listTitle': '📋 Boards',
  'board.noBoards': 'There is no board yet: /board create gives a channel one.',
  'board.entry':
    '<#{channel}> · {link, select, none {no message yet} other {[message]({link})}} · language {language}{pinned, select, yes { · 📌 pinned} other {}} · {behind, select, none {up to date} other {behind since {behind}}}{verified, select, none {} other {, checked {verified}}}',
  'board.problem':
    '⚠️ {reason, select, forbidden {The bot needs {missing} there. Give it these in the channel’s permissions; the board then comes back by itself.} channel_gone {The channel is gone, or hidden from the bot. Take the board to another with /board move, or end it with /board delete.} rate_limited {Discord asks for patience; it is tried again by itself.} retryable {Discord does not answer as it should; it is tried again by itself.} other {Discord refuses the message; the log says why. /board refresh tries again.}}',
  'board.pinProblem':
    '📌 Not pinned: {reason, select, forbidden {the bot needs {missing} in that channel; it pins the board as soon as it has it} other {Discord refuses it. A channel takes only so many pins: unpin another message, then use /board refresh}}.',
  'board.leftover':
    '🗑️ The old [message]({link}) in <#{channel}> is not deleted yet: the bot tries again when it may. You can delete it yourself.',

  'refusal.board_impossible':
    'The board can’t stand in <#{channelId}>: {reason, select, forbidden {give the bot {missing} there} channel_gone {the bot does not see that channel} other {Discord refused it; see the log}}. Nothing was changed.',
  'refusal.board_unknown': 'There is no such board here. /board list shows them all.',
  'refusal.board_unnamed':
    'There are several boards: say which one with the option board. Nothing was changed.',
  'refusal.board_exists': '<#{channelId}> has a board already. Nothing was changed.',

  'notice.pin':
    '📌 **The board in <#{channelId}> is not pinned** since {since}: {reason, select, forbidden {the bot needs **Pin Messages** there. Give it that in the channel’s permissions; it then pins the board by itself.} other {Discord refuses it. A channel takes only so many pins: unpin another message, then use /board refresh.}} The board itself works.',
  'notice.board':
    '📋 **The board in <#{channelId}> is not kept up to date** since {since}: {reason, select, forbidden {the bot needs {missing} there. Give it these in the channel’s permissions; the board then comes back by itself.} channel_gone {the channel is gone, or hidden from the bot. Take the board to another with /board move, or end it with /board delete.} other {Discord refuses the message; the log says why.}}',
  'permission.ViewChannel': 'View Channel',
  'permission.SendMessages': 'Send Messages',
  'permission.EmbedLinks': 'Embed Links',
  'permission.ReadMessageHistory': 'Read Message History',
  'permission.PinMessages': 'Pin Messages',
  'permission.ManageRoles': 'Manage Roles',
} as const;
