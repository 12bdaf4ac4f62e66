import type { board as english } from '../english/board.ts';

export const board: Record<keyof typeof english, string> = {
  'board.title': '🏪 Growtopia Shop Status',
  'board.empty': 'Belum ada barang yang dijual.',
  'board.changed': 'Perubahan terakhir {when}',
  'board.more': '…dan {count, number} lagi: tekan 🛒 atau pakai /stock',
  'board.footer': 'Harga dalam BGL, DL dan WL · #{revision}',
  'board.restarting': '🔄 **Sedang dimulai ulang, sebentar lagi kembali.** Tombol kembali bersama tokonya.',
  'board.titleSimplified': '🏪 Growtopia Shop Status (Simplified Mode)',
  'board.browse':
    '🟠 **Pembelian dijeda sebentar.** Daftarnya langsung; 💰 Saldo, 🌍 World dan 📋 Riwayat berfungsi. Pembelian kembali dengan sendirinya.',
  'board.stale':
    '⚠️ **Daftar ini dari {when}** dan mungkin sudah lama: stok sedang tidak dapat dibaca. Tombol kembali bila sudah bisa.',
  'board.simplified':
    '🟠 **Tombol sedang tidak tersedia. Pakai perintah:** /stock, /buy, /balance, /orders, /history, /register, /world, /help',
  'board.text':
    '🔴 **Toko sedang bermasalah.** Tombol dan perintah dijeda, tidak ada yang dibayar. Toko kembali dengan sendirinya.',
  'board.maintenance':
    '🔧 **Toko tutup untuk pemeliharaan.** Tidak ada yang dibayar; saldo dan pesanan Anda aman.',
  'board.product':
    '{dot} {star, select, yes {⭐ } other {}}**{name}** `{code}` · {price} · {free, plural, =0 {habis} other {stok {free, number}}}',
  'board.featured': '⭐ Unggulan',
  'board.uncategorised': 'Lainnya',

  'button.register': 'Daftar',
  'button.balance': 'Saldo',
  'button.world': 'World',
  'button.buy': 'Beli',
  'button.history': 'Riwayat',
  'button.confirm': 'Konfirmasi',
  'button.cancel': 'Batal',
  'button.previous': 'Sebelumnya',
  'button.next': 'Berikutnya',
  'button.search': 'Cari',
  'button.other': 'Lain…',
  'button.gift': 'Hadiah',
  'button.forMyself': 'Untuk saya sendiri',
  'button.takeLeft': 'Ambil {left, number} seharga {price}',
  'button.notify': 'Kabari bila ada lagi',
  'button.back': 'Kembali ke daftar',
};
