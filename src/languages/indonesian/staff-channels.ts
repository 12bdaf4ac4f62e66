import type { staffChannels as english } from '../english/staff-channels.ts';

export const staffChannels: Record<keyof typeof english, string> = {
  'command.notices.name': 'pemberitahuan',
  'command.notices.description': 'Tempat staf toko ini diberi tahu tentang gangguan (pemilik)',
  'command.notices.set.name': 'atur',
  'command.notices.set.description': 'Memberi tahu staf di sebuah kanal',
  'command.notices.off.name': 'mati',
  'command.notices.off.description': 'Tanpa kanal: pemilik diberi tahu lewat pesan langsung',
  'command.audit-channel.name': 'kanal-audit',
  'command.audit-channel.description': 'Tempat setiap tindakan staf dikirim (pemilik)',
  'command.audit-channel.set.name': 'atur',
  'command.audit-channel.set.description': 'Mengirim setiap tindakan ke sebuah kanal, mulai sekarang',
  'command.audit-channel.off.name': 'mati',
  'command.audit-channel.off.description': 'Tidak dikirim ke mana pun; /audit acts tetap menampilkannya',
  'option.staffChannel.name': 'kanal',
  'option.staffChannel.description': 'Kanal yang hanya dilihat staf',

  'notices.set': '✅ Staf toko ini diberi tahu tentang gangguan di <#{channel}>.',
  'notices.off': '✅ Staf toko ini diberi tahu di kanal operator, atau lewat pesan langsung kepada pemilik.',
  'notices.wasOff': 'Toko ini tidak punya kanal pemberitahuan. Tidak ada yang berubah.',
  'auditChannel.set': '✅ Setiap tindakan staf dikirim ke <#{channel}>, dimulai dengan yang ini.',
  'auditChannel.off': '✅ Tindakan tidak dikirim lagi. /audit acts menampilkannya.',
  'auditChannel.wasOff': 'Tindakan tidak dikirim ke mana pun. Tidak ada yang berubah.',

  'refusal.channel_impossible':
    'Bot tidak dapat menulis di <#{channelId}>: beri bot {missing} di sana. Tidak ada yang diubah.',
  'notice.audit_channel':
    '🗒️ **Tindakan staf tidak dapat dikirim ke <#{channelId}>** sejak {since}: {reason, select, forbidden {beri bot **Lihat Kanal**, **Kirim Pesan** dan **Sematkan Tautan** di sana; yang terlewat lalu menyusul} channel_gone {kanalnya hilang. Pilih yang lain dengan /audit-channel set; yang terlewat lalu menyusul} other {Discord menolak pesannya; log menjelaskan sebabnya}}.',
};
