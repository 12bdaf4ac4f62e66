import type { stock as english } from '../english/stock.ts';

export const stock: Record<keyof typeof english, string> = {
  'stock.formTitle': 'Isi stok',
  'stock.formLabel': 'Satu barang per baris',
  'stock.formPlaceholder': 'Yang didapat satu pembeli, dalam satu baris',
  'stock.previewTitle': '📥 Periksa unggahan Anda',
  'stock.preview':
    '**{items, plural, =0 {Tidak ada barang baru} other {{items, number} barang baru}}** untuk `{code}`.',
  'stock.repeated': '♻️ {count, number} baris mengulang baris sebelumnya dan dilewati: {lines}.',
  'stock.inShop': '🔁 {count, number} baris sudah ada di toko dan dilewati: {lines}.',
  'stock.tooLong': '📏 {count, number} baris lebih dari 1.000 huruf dan dilewati: {lines}.',
  'stock.emptyLines': '▫️ {count, number} baris kosong dan dilewati.',
  'stock.previewUntil':
    'Belum ada yang masuk stok. Konfirmasi untuk menambahkannya; tawaran ini berakhir {when}.',
  'stock.cancelled': 'Dibatalkan. Tidak ada yang ditambahkan.',
  'stock.added':
    '✅ {added, plural, =0 {Tidak ada barang} other {{added, number} barang}} ditambahkan ke `{code}`; stok sekarang {free, number}.',
  'stock.lateDuplicates': '🔁 {count, number} dilewati karena sementara itu sudah masuk ke toko.',
  'stock.goesOn': '🔄 Bot sedang dimulai ulang; sisanya masuk sendiri sesudah itu.',

  'stockItems.title': '📦 Barang {code} ({total, number})',
  'stockItems.none': 'Belum ada barangnya: /stock-add mengisinya.',
  'stockItems.entry':
    "`#{item}` {status, select, free {🟢 bebas} reserved {🟡 dipesan} sold {🛒 terjual} other {⚪ batal}}{order, plural, =0 {} other { (pesanan '#'{order, number, ::group-off})}} · {when}{by, select, none {} other { · <@{by}>}}",
  'stockItems.shown':
    '👁️ {count, number} barang ada di berkas: nomor, produk, isi. Hanya Anda yang melihatnya, dan dicatat bahwa Anda melihatnya.',
  'stockItems.voided':
    '✅ {count, number} barang dikeluarkan dari stok untuk selamanya. Isinya boleh ditambahkan lagi.',
  'stockItems.moved':
    '✅ {count, plural, =0 {Tidak ada yang pindah: sudah di sana} other {{count, number} barang dipindahkan}} ke `{code}`; stoknya sekarang {free, number}.',

  'command.stock-items.name': 'barang-stok',
  'command.stock-items.description': 'Lihat, batalkan atau pindahkan barang satu per satu (staf stok)',
  'command.stock-items.list.name': 'daftar',
  'command.stock-items.list.description': 'Barang sebuah produk dengan nomornya, tanpa isinya',
  'command.stock-items.show.name': 'lihat',
  'command.stock-items.show.description': 'Isi barang, hanya untuk Anda; dicatat bahwa Anda melihatnya',
  'command.stock-items.void.name': 'batalkan',
  'command.stock-items.void.description': 'Keluarkan barang bebas dari stok untuk selamanya',
  'command.stock-items.move.name': 'pindahkan',
  'command.stock-items.move.description': 'Pindahkan barang bebas ke produk lain',
  'option.items.name': 'barang',
  'option.items.description': 'Nomor barang dan rentang, misalnya 12, 20-25',
  'option.voidReason.name': 'alasan',
  'option.voidReason.description': 'Mengapa; disimpan di catatan audit',

  'refusal.upload_unknown':
    '⌛ Unggahan ini sudah ditambahkan, dibatalkan atau kedaluwarsa. Unggah lagi dengan /stock-add bila belum ada.',
  'refusal.upload_foreign': 'Unggahan ini milik orang lain. Pakai /stock-add untuk unggahan Anda sendiri.',
  'refusal.item_unknown':
    'Tidak ada barang #{item} di sini. /stock-items list menunjukkan nomornya. Tidak ada yang diubah.',
  'refusal.item_not_free':
    'Barang #{item} {status, select, sold {sudah terjual: /order membantu pembelinya} void {sudah batal} other {tidak bebas}}. Hanya barang bebas yang dapat diubah; tidak ada yang diubah.',
  'refusal.items_unreadable':
    'Berikan nomor barang dan rentang seperti “12, 20-25”, paling banyak {max, number} barang. /stock-items list menunjukkan nomornya.',
};
