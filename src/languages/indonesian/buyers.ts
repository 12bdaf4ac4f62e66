import type { buyers as english } from '../english/buyers.ts';

export const buyers: Record<keyof typeof english, string> = {
  'register.title': 'Daftarkan GrowID Anda',
  'register.label': 'GrowID',
  'register.placeholder': 'Nama Anda di Growtopia',
  'register.done': '✅ Anda terdaftar sebagai **{growId}**. Deposit dari GrowID ini masuk ke dompet Anda.',
  'register.changed': '✅ GrowID Anda sekarang **{growId}** (sebelumnya {previous}).',

  'balance.title': '💰 Saldo',
  'balance.body': '**{balance}**\nSeluruhnya {exact, number} WL',
  'balance.growId': 'GrowID: **{growId}**',
  'balance.unregistered': 'Anda belum punya GrowID di sini: tekan 📝 Daftar atau pakai /register.',

  'world.title': '🌍 Tempat deposit',
  'world.none': 'Toko belum menentukan world-nya. Tanyakan kepada staf.',
  'world.entry':
    '**{name}**{hasOwner, select, yes { · pemilik {owner}} other {}}{hasBot, select, yes { · bot {bot}} other {}}',

  'orders.title': '📦 Pesanan Anda',
  'orders.none': 'Anda belum membeli apa pun. Tekan 🛒 Beli di papan, atau pakai /buy.',
  'orders.entry': '`#{order}` {quantity, number} × **{name}** · {total} · {when}',
  'orders.placeholder': 'Tampilkan barangnya lagi',

  'orders.again': 'Pesan yang sama lagi',
  'orders.giftTo': '🎁 untuk <@{user}>',
  'orders.giftFrom': '🎁 dari <@{user}>',
  'orders.refunded':
    '↩️ {refunded, plural, =1 {1 dikembalikan} other {{refunded, number} dari {quantity, number} dikembalikan}}',
  'orders.erased': '🧹 dihapus atas permintaan Anda',
  'history.title': '📋 Riwayat',
  'history.none': 'Belum ada gerakan di dompet Anda.',
  'history.entry': '{when} {sign}{amount} · {what} → {balance}',
  'history.kind':
    "{kind, select, deposit {deposit} credit {kredit} debit {debit} purchase {pesanan #{order}} refund {{order, plural, =0 {pengembalian} other {pengembalian pesanan '#'{order}}}} transfer {transfer} other {gerakan}}",

  'stock.title': '📦 Stok',

  'help.title': 'ℹ️ Cara kerja toko ini',
  'help.body':
    '1. Daftarkan GrowID: 📝 di papan atau /register.\n2. Setor lock di world toko: 🌍 atau /world. Dompet Anda: 💰 atau /balance.\n3. Beli: 🛒 atau /buy. Anda membayar hanya setelah konfirmasi, dan barangnya dikirim lewat pesan langsung.\n4. /orders menampilkan barang Anda lagi kapan saja; 📋 atau /history menampilkan setiap gerakan dompet.\n5. /stock mendaftar semuanya beserta kodenya.',
};
