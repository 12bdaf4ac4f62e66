import type { buying as english } from '../english/buying.ts';

export const buying: Record<keyof typeof english, string> = {
  'buy.choose': '🛒 **Mau beli apa?**',
  'buy.chooseFiltered': '🛒 Produk yang cocok dengan “{query}”:',
  'buy.placeholder': 'Pilih produk',
  'buy.option': '{price} · {free, plural, =0 {habis} other {stok {free, number}}}',
  'buy.page': 'Halaman {page, number} dari {pages, number}',
  'buy.nothing': 'Saat ini tidak ada yang dijual. Papan menunjukkan bila itu berubah.',
  'buy.noMatch': 'Tidak ada produk yang cocok dengan “{query}”. Cari yang lain.',
  'buy.searchTitle': 'Cari produk',
  'buy.searchLabel': 'Bagian dari nama atau kode',
  'buy.quantity':
    '**{name}** · {price} per buah · {free, plural, other {stok {free, number}}}\nBerapa banyak?',
  'buy.quantityTitle': 'Berapa banyak?',
  'buy.quantityLabel': 'Jumlah (1 sampai {max, number})',
  'buy.confirmTitle': '🧾 Konfirmasi pesanan',
  'buy.confirm':
    '**{quantity, number} × {name}** seharga {price}\nTotal: **{total}**\nSaldo Anda: {balance}\nSaldo sesudahnya: **{after}**',
  'buy.limit':
    '🔢 {limit, number} per pembeli{days, plural, =0 {} other { dalam {days, number} hari}}; sesudah ini sisa untuk Anda {left, number}.',
  'buy.cooldown':
    '⏳ Anda dapat membelinya lagi {days, plural, =0 {} other {{days, number} hari }}{hours, plural, =0 {} other {{hours, number} jam }}{minutes, plural, =0 {} other {{minutes, number} menit }}kemudian.',
  'buy.confirmUntil': 'Konfirmasi ini kedaluwarsa {when}.',
  'buy.cancelled': 'Dibatalkan. Tidak ada yang dibayar.',
  'buy.paid':
    '✅ **{quantity, number} × {name}** milik Anda seharga **{total}**. Saldo: {balance}\nPesanan #{order}',
  'buy.sentDm': '📬 Barangnya ada di pesan langsung Anda.',
  'buy.sentPrivate':
    '🔒 Pesan langsung Anda tertutup, jadi barangnya ditampilkan di sini. Hanya Anda yang melihatnya.',
  'buy.onTheWay': '📦 Barangnya sedang dikirim; /orders menampilkannya kapan saja.',

  'buy.giftFor': '🎁 Hadiah untuk <@{user}>: barangnya hanya untuk orang itu.',
  'buy.giftWho': '🎁 **Untuk siapa?** Barangnya dikirim lewat pesan langsung kepadanya; Anda yang membayar.',
  'buy.giftPlaceholder': 'Pilih anggota',
  'buy.paidGift':
    '✅ **{quantity, number} × {name}** menjadi hadiah Anda seharga **{total}**. Saldo: {balance}\nPesanan #{order}',
  'buy.giftSent':
    '{how, select, dm {🎁 <@{user}> sudah menerimanya lewat pesan langsung, dengan nama Anda.} other {🎁 Sedang dikirim kepada <@{user}>, yang juga menemukannya di /orders.}}',
  'delivery.title': '📦 Pesanan #{order}: {quantity, number} × {name}',
  'delivery.body':
    '{kind, select, resend {Ini barang Anda sekali lagi, di berkas terlampir.} replacement {Ini pengganti barang yang rusak, di berkas terlampir.} other {Terima kasih! Barang Anda ada di berkas terlampir.}} Di toko, /orders menampilkannya lagi kapan saja.',
  'delivery.gift': '🎁 Hadiah dari **{from}** (<@{user}>).',
  'delivery.again':
    'Pesanan #{order}: {quantity, number} × {name}, dibeli {when}. Barangnya ada di berkas terlampir.',
};
