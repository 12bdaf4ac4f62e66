import type { closing as english } from '../english/closing.ts';

export const closing: Record<keyof typeof english, string> = {
  'command.maintenance.name': 'pemeliharaan',
  'command.maintenance.description': 'Menutup toko atau sebuah produk untuk sementara (pemilik)',
  'command.maintenance.on.name': 'mulai',
  'command.maintenance.on.description': 'Menutup sebuah produk, atau seluruh toko bila tidak disebut',
  'command.maintenance.off.name': 'selesai',
  'command.maintenance.off.description': 'Membuka produk atau toko kembali',
  'command.maintenance.everywhere.name': 'semua',
  'command.maintenance.everywhere.description': 'Menutup atau membuka semua toko bot ini (operator)',
  'command.blacklist.name': 'daftar-hitam',
  'command.blacklist.description': 'Orang yang tidak boleh membeli di sini (staf bantuan)',
  'command.blacklist.add.name': 'tambah',
  'command.blacklist.add.description': 'Mencegah seseorang membeli, mendaftar dan deposit',
  'command.blacklist.remove.name': 'hapus',
  'command.blacklist.remove.description': 'Mengizinkan seseorang membeli lagi',
  'command.blacklist.list.name': 'daftar',
  'command.blacklist.list.description': 'Siapa saja, mengapa dan sampai kapan',
  'option.closedProduct.name': 'produk',
  'option.closedProduct.description': 'Kode produk; seluruh toko bila dikosongkan',
  'option.closingText.name': 'teks',
  'option.closingText.description': 'Yang dibaca pembeli, misalnya sebabnya',
  'option.minutes.name': 'menit',
  'option.minutes.description': 'Berakhir sendiri setelah sekian menit; tanpa ini sampai /maintenance off',
  'option.state.name': 'keadaan',
  'option.state.description': 'on menutup, off membuka',
  'option.person.name': 'pengguna',
  'option.person.description': 'Siapa',
  'option.banReason.name': 'alasan',
  'option.banReason.description': 'Mengapa; orang itu membacanya',
  'option.days.name': 'hari',
  'option.days.description': 'Berakhir sendiri setelah sekian hari; selamanya bila dikosongkan',

  'maintenance.on':
    '🔧 Semua toko bot ini ditutup: papan menyatakannya dan tidak ada yang dapat dibeli sampai /maintenance everywhere off.',
  'maintenance.off': '✅ Buka lagi.',
  'maintenance.shopClosed':
    '🔧 Toko ditutup {until, select, none {sampai /maintenance off} other {sampai {until}}}. Papan menyatakannya, dan tidak ada yang dapat dibeli selama itu.',
  'maintenance.productClosed':
    '🔧 `{code}` ditutup {until, select, none {sampai /maintenance off} other {sampai {until}}}. Papan menyatakannya, dan produk itu tidak dapat dibeli selama itu.',
  'maintenance.shopOpened': '✅ Toko buka lagi.',
  'maintenance.productOpened': '✅ `{code}` dapat dibeli lagi.',
  'maintenance.shopWasOpen': 'Toko tidak sedang ditutup. Tidak ada yang berubah.',
  'maintenance.productWasOpen': '`{code}` tidak sedang ditutup. Tidak ada yang berubah.',

  'board.closed':
    '🔧 **Toko tutup untuk pemeliharaan**{until, select, none {.} other { sampai {until}.}}{text, select, none {} other {\n> {text}}}\nTidak ada yang dibayar; saldo dan pesanan Anda aman: /balance, /orders dan /history berfungsi.',
  'board.productClosed':
    '🔧 **{name}** `{code}` · {price} · dalam pemeliharaan{until, select, none {} other { sampai {until}}}{text, select, none {} other {: {text}}}',
  'buy.closedOption': '{price} · dalam pemeliharaan',

  'blacklist.added':
    '⛔ <@{user}> tidak dapat membeli lagi di sini{until, select, none {} other {, sampai {until}}}. Alasannya diberitahukan bila ia mencoba.',
  'blacklist.removed': '✅ <@{user}> dapat membeli lagi di sini.',
  'blacklist.notThere': '<@{user}> tidak ada di daftar hitam. Tidak ada yang berubah.',
  'blacklist.none': 'Tidak ada siapa pun di daftar hitam.',
  'blacklist.title': '⛔ Daftar hitam ({total, number})',
  'blacklist.entry':
    '<@{user}> · {reason} · {until, select, none {selamanya} other {sampai {until}}} · oleh <@{actor}> {since}',

  'refusal.shop_closed':
    '🔧 Toko tutup untuk pemeliharaan{until, select, none {.} other { sampai {until}.}}{text, select, none {} other {\n> {text}}}\nTidak ada yang dibayar.',
  'refusal.product_closed':
    '🔧 **{name}** dalam pemeliharaan{until, select, none {.} other { sampai {until}.}}{text, select, none {} other {\n> {text}}}\nTidak ada yang dibayar.',
  'refusal.maintenance_invalid': 'Tidak ada yang ditutup: {field} {reason}.',
  'refusal.blacklisted':
    '⛔ Anda tidak dapat membeli di sini{until, select, none {} other { sampai {until}}}: {why}\n/balance, /orders dan /history tetap berfungsi. Bila ini keliru, tanyakan kepada staf.',
};
