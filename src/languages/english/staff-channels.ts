export const staffChannels = {
  'command.notices.name': 'notices',
  'command.notices.description': 'Where staff of this shop are told of trouble (owner)',
  'command.notices.set.name': 'set',
  'command.notices.set.description': 'Tell staff in a channel',
  'command.notices.off.name': 'off',
  'command.notices.off.description': 'No channel: the owners are told by direct message',
  'command.audit-channel.name': 'audit-channel',
  'command.audit-channel.description': 'Where every act of the staff is posted (owner)',
  'command.audit-channel.set.name': 'set',
  'command.audit-channel.set.description': 'Post every act in a channel, from now on',
  'command.audit-channel.off.name': 'off',
  'command.audit-channel.off.description': 'Post acts nowhere; /audit acts shows them all the same',
  'option.staffChannel.name': 'channel',
  'option.staffChannel.description': 'A channel that only staff can see',

  'notices.set': '✅ Staff of this shop are told of trouble in <#{channel}>.',
  'notices.off':
    '✅ Staff of this shop are told by the operator’s channel, else by direct message to the owners.',
  'notices.wasOff': 'This shop had no notice channel. Nothing changed.',
  'auditChannel.set': '✅ Every act of the staff is posted in <#{channel}>, beginning with this one.',
  'auditChannel.off': '✅ Acts are no longer posted. /audit acts shows them.',
  'auditChannel.wasOff': 'Acts were not posted anywhere. Nothing changed.',

  'refusal.channel_impossible':
    'The bot can’t write in <#{channelId}>: give it {missing} there. Nothing was changed.',
  'notice.audit_channel':
    '🗒️ **Acts of the staff can’t be posted in <#{channelId}>** since {since}: {reason, select, forbidden {give the bot **View Channel**, **Send Messages** and **Embed Links** there; what was missed then follows} channel_gone {the channel is gone. Choose another with /audit-channel set; what was missed then follows} other {Discord refuses the message; the log says why}}.',
} as const;
