import type { boards as english } from '../english/boards.ts';

export const boards: Record<keyof typeof english, string> = {
  'command.board.name': 'papan',
  'command.board.description': 'Papan stok langsung (pemilik)',
  'command.board.create.name': 'buat',
  'command.board.create.description': 'Memberi kanal sebuah papan, atau mengubah yang sudah ada',
  'command.board.move.name': 'pindah',
  'command.board.move.description': 'Memindahkan papan ke kanal lain; pesan lamanya dihapus',
  'command.board.delete.name': 'hapus',
  'command.board.delete.description': 'Menghapus papan beserta pesannya',
  'command.board.refresh.name': 'segarkan',
  'command.board.refresh.description': 'Menggambar papan ulang sekarang',
  'command.board.list.name': 'daftar',
  'command.board.list.description': 'Semua papan: di mana, keadaannya, dan yang perlu dilakukan',
  'option.board.name': 'papan',
  'option.board.description': 'Yang mana; bila dikosongkan papan kanal ini, atau satu-satunya',
  'option.toChannel.name': 'kanal',
  'option.toChannel.description': 'Ke mana',
  'option.boardLanguage.name': 'bahasa',
  'option.boardLanguage.description': 'auto mengikuti bahasa server',
  'option.pin.name': 'sematkan',
  'option.pin.description': 'Menjaganya di antara pesan tersemat kanal',

  'board.created': '✅ Papan ada di <#{channel}>.',
  'board.moved': '✅ Papan pindah dari <#{from}> ke <#{to}>.',
  'board.deleted': '✅ Tidak ada papan lagi di <#{channel}>.',
  'board.redrawn': '✅ Papan di <#{channel}> digambar ulang.',
  'board.notRedrawn': '⚠️ Papan di <#{channel}> tidak dapat digambar ulang.',
  'board.listTitle': '📋 Papan',
  'board.noBoards': 'Belum ada papan: /board create memberi kanal sebuah papan.',
  'board.entry':
    '<#{channel}> · {link, select, none {belum ada pesan} other {[pesan]({link})}} · bahasa {language}{pinned, select, yes { · 📌 tersemat} other {}} · {behind, select, none {mutakhir} other {tertinggal sejak {behind}}}{verified, select, none {} other {, diperiksa {verified}}}',
  'board.problem':
    '⚠️ {reason, select, forbidden {Bot memerlukan {missing} di sana. Berikan di izin kanal; papan lalu kembali dengan sendirinya.} channel_gone {Kanalnya hilang, atau tersembunyi bagi bot. Pindahkan papan dengan /board move, atau akhiri dengan /board delete.} rate_limited {Discord meminta menunggu; dicoba lagi dengan sendirinya.} retryable {Discord tidak menjawab semestinya; dicoba lagi dengan sendirinya.} other {Discord menolak pesannya; log menjelaskan sebabnya. /board refresh mencoba lagi.}}',
  'board.pinProblem':
    '📌 Tidak tersemat: {reason, select, forbidden {bot memerlukan {missing} di kanal itu; papan disematkan begitu izinnya ada} other {Discord menolaknya. Jumlah sematan sebuah kanal terbatas: lepaskan pesan lain, lalu pakai /board refresh}}.',
  'board.leftover':
    '🗑️ [Pesan]({link}) lama di <#{channel}> belum terhapus: bot mencoba lagi bila diizinkan. Anda dapat menghapusnya sendiri.',

  'refusal.board_impossible':
    'Papan tidak dapat berdiri di <#{channelId}>: {reason, select, forbidden {beri bot {missing} di sana} channel_gone {bot tidak melihat kanal itu} other {Discord menolaknya; lihat log}}. Tidak ada yang diubah.',
  'refusal.board_unknown': 'Tidak ada papan seperti itu di sini. /board list menampilkan semuanya.',
  'refusal.board_unnamed': 'Ada beberapa papan: sebutkan yang mana dengan opsi board. Tidak ada yang diubah.',
  'refusal.board_exists': '<#{channelId}> sudah punya papan. Tidak ada yang diubah.',

  'notice.pin':
    '📌 **Papan di <#{channelId}> tidak tersemat** sejak {since}: {reason, select, forbidden {bot memerlukan **Sematkan Pesan** di sana. Berikan di izin kanal; papan lalu disematkan dengan sendirinya.} other {Discord menolaknya. Jumlah sematan sebuah kanal terbatas: lepaskan pesan lain, lalu pakai /board refresh.}} Papannya sendiri berfungsi.',
  'notice.board':
    '📋 **Papan di <#{channelId}> tidak diperbarui** sejak {since}: {reason, select, forbidden {bot memerlukan {missing} di sana. Berikan di izin kanal; papan lalu kembali dengan sendirinya.} channel_gone {kanalnya hilang, atau tersembunyi bagi bot. Pindahkan papan dengan /board move, atau akhiri dengan /board delete.} other {Discord menolak pesannya; log menjelaskan sebabnya.}}',
  'permission.ViewChannel': 'Lihat Kanal',
  'permission.SendMessages': 'Kirim Pesan',
  'permission.EmbedLinks': 'Sematkan Tautan',
  'permission.ReadMessageHistory': 'Baca Riwayat Pesan',
  'permission.PinMessages': 'Sematkan Pesan',
  'permission.ManageRoles': 'Kelola Peran',
};
