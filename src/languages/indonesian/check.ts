import type { check as english } from '../english/check.ts';

export const check: Record<keyof typeof english, string> = {
  'command.check.name': 'periksa',
  'command.check.description': 'Mencari apa saja yang menghalangi toko (pemilik)',
  'check.title': '🔍 Pemeriksaan',
  'check.passed': '✅ Tidak ada yang menghalangi: id, kanal, izin, intent dan peran sudah semestinya.',
  'check.no_server':
    'Bot tidak berada di server mana pun. Undang: Developer Portal → OAuth2 → URL Generator, dengan scope **bot** dan **applications.commands**.',
  'check.board_channel_id':
    'BOARD_CHANNEL_ID berisi {channelId}, dan bot tidak melihat kanal itu. Berikan id kanal teks di servernya (nyalakan Developer Mode, klik kanan kanal, Copy Channel ID), atau beri LiveStock **Lihat Kanal** di sana.',
  'check.owner_id':
    'OWNER_IDS berisi {userId}, dan Discord tidak mengenal pengguna itu. Berikan id orang (nyalakan Developer Mode, klik kanan orangnya, Copy User ID) lalu mulai ulang.',
  'check.notice_channel_id':
    'Pengaturan notice_channel_id adalah <#{channelId}>: {missing, select, none {bot tidak melihat kanal itu. Pilih yang lain dengan /config set} other {beri LiveStock {missing} di sana}}. Sementara itu pemilik diberi tahu lewat pesan langsung.',
  'check.commands':
    'Discord belum menerima perintah garis miring untuk server ini. Undang bot lagi dengan scope **applications.commands** (Developer Portal → OAuth2 → URL Generator); dicoba lagi saat dimulai berikutnya.',
  'check.board':
    'Papan di <#{channelId}>: {missing, select, none {kanalnya hilang. Pindahkan papan dengan /board move, atau akhiri dengan /board delete} other {beri LiveStock {missing} di <#{channelId}>}}.',
  'check.pin':
    'Papan di <#{channelId}> tidak dapat disematkan: beri LiveStock **Sematkan Pesan** di <#{channelId}>.',
  'check.no_board': 'Belum ada kanal yang punya papan: /board create memberinya.',
  'check.notices':
    'Kanal pemberitahuan adalah <#{channelId}>: {missing, select, none {kanalnya hilang. Pilih yang lain dengan /notices set} other {beri LiveStock {missing} di <#{channelId}>}}. Sementara itu yang lain diberi tahu.',
  'check.audit_channel':
    'Kanal audit adalah <#{channelId}>: {missing, select, none {kanalnya hilang. Pilih yang lain dengan /audit-channel set} other {beri LiveStock {missing} di <#{channelId}>}}. Yang terlewat lalu menyusul.',
  'check.deposits': 'Deposit di <#{channelId}>: {problem}',
  'check.role': 'Peran <@&{roleId}> untuk produk `{code}`: {problem}',
  'notice.check': '🔍 Ditemukan pemeriksaan {since}: {finding}',
};
