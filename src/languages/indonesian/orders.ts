import type { orders as english } from '../english/orders.ts';

export const orders: Record<keyof typeof english, string> = {
  'command.order.name': 'pesanan-staf',
  'command.order.description': 'Lihat pesanan, kembalikan uang, ganti atau kirim ulang (staf bantuan)',
  'command.order.show.name': 'lihat',
  'command.order.show.description': 'Pesanan dengan pengiriman dan pengembaliannya',
  'command.order.refund.name': 'kembalikan',
  'command.order.refund.description': 'Kembalikan uang pesanan, seluruhnya atau per barang',
  'command.order.replace.name': 'ganti',
  'command.order.replace.description': 'Beri barang baru untuk yang rusak',
  'command.order.resend.name': 'kirim-ulang',
  'command.order.resend.description': 'Kirim barangnya lewat pesan langsung sekali lagi',
  'option.order.name': 'pesanan',
  'option.order.description': 'Nomor pesanan',
  'option.items.name': 'barang',
  'option.items.description': 'Barang yang mana, misalnya 2 atau 1,3-5; kosong: semua',
  'option.goods.name': 'nasib',
  'option.goods.description': 'void: tidak dijual lagi; return: dijual lagi, bila belum dilihat siapa pun',
  'option.reveal.name': 'tampilkan',
  'option.reveal.description': 'Tampilkan juga barangnya; dicatat bahwa Anda melihatnya',

  'order.title': '🧾 Pesanan #{order}',
  'order.bought': '{quantity, number} × **{name}** `{code}` seharga {price}: **{total}**, {when}',
  'order.buyer': 'Pembeli: <@{user}>',
  'order.giftTo': '🎁 Untuk <@{user}>',
  'order.erased': '🧹 Barangnya sudah dihapus atas permintaan pemiliknya.',
  'order.items':
    '{kind, select, held {Di tangan pembeli} replaced {Diganti} returned {Uang kembali, dijual lagi} other {Uang kembali, dibatalkan}}: {items}',
  'order.delivery':
    '📬 {kind, select, resend {Kirim ulang} replacement {Pengganti} other {Pengiriman}}: {status, select, pending {menunggu} delivered {selesai} retrievable {pesan langsung tertutup, menunggu di /orders} other {dibatalkan}}, {when}{attempts, plural, =0 {} other { · {attempts, number} percobaan}}{note, select, none {} dm { · lewat pesan langsung} private { · ditampilkan pribadi} other { · {note}}}',
  'order.refund': '↩️ {amount} dikembalikan {when} oleh <@{actor}>: {reason}',
  'order.refunded':
    '✅ Pesanan #{order}: uang {count, number} **{name}** dikembalikan, {amount} masuk lagi ke dompet <@{user}>. {goods, select, return {Barangnya dijual lagi.} other {Barangnya dibatalkan.}}',
  'order.replaced':
    '✅ Pesanan #{order}: barang {items} dari **{name}** diganti yang baru; yang lama dibatalkan.',
  'order.brought':
    '{how, select, dm {📬 <@{user}> sudah menerima barangnya lewat pesan langsung.} closed {🔒 Pesan langsung <@{user}> tertutup: barangnya ada di /orders.} other {📦 Barang pesanan #{order} sedang dikirim.}}',
};
