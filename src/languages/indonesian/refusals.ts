import type { refusals as english } from '../english/refusals.ts';

export const refusals: Record<keyof typeof english, string> = {
  'fault.late':
    '⏱️ Discord terlalu lambat, jadi tidak ada yang dilakukan dan tidak ada yang dibayar. Silakan coba lagi.',
  'fault.body':
    '⚠️ Ada kesalahan di pihak kami. Bila Anda sedang membeli, /orders menunjukkan apakah pesanannya jadi; selain itu silakan coba lagi. Bila berlanjut, berikan nomor ini kepada staf: `{trace}`',
  'fault.noTrace':
    '⚠️ Ada kesalahan di pihak kami. Bila Anda sedang membeli, /orders menunjukkan apakah pesanannya jadi; selain itu coba lagi sebentar lagi.',

  'refusal.not_registered': '📝 Daftarkan GrowID dulu: tekan 📝 Daftar di papan, atau pakai /register.',
  'refusal.growid_invalid': '“{growId}” tidak mungkin sebuah GrowID: hanya 1 sampai 24 huruf, angka atau _.',
  'refusal.growid_taken':
    'GrowID {growId} milik pengguna Discord lain di sini. Bila itu milik Anda, tanyakan kepada staf.',
  'refusal.insufficient_balance':
    '💸 Kurang **{short}**: harganya {total} dan saldo Anda {balance}. Setor di {worlds, select, none {world toko (🌍 World)} other {world {worlds}}}, lalu coba lagi.',
  'refusal.wallet_short':
    '💸 Dompet itu berisi {balance}, kurang {short} dari {total}. Tidak ada yang diambil.',
  'refusal.out_of_stock':
    '{left, plural, =0 {🔴 **{name}** habis. Tidak ada yang dibayar.} other {🟡 **{name}** tinggal {left, number}. Tidak ada yang dibayar; pilih {left, number} atau kurang.}}',
  'refusal.limit_reached':
    '🔢 Paling banyak {limit, number} **{name}** per pembeli{days, plural, =0 {} other { dalam {days, number} hari}}, dan {left, plural, =0 {jatah Anda sudah habis.} other {sisa jatah Anda {left, number}: pilih {left, number} atau kurang.}}{againAt, select, never {} other { Lagi {againAt}.}} Tidak ada yang dibayar.',
  'refusal.cooling_down': '⏳ Anda dapat membeli **{name}** lagi {until}. Tidak ada yang dibayar.',
  'refusal.gift_refused':
    '🎁 {reason, select, self {Untuk diri sendiri, pesanlah tanpa hadiah.} bot {Bot tidak memerlukannya: pilih orang.} other {Hadiah hanya untuk anggota server ini.}} Tidak ada yang dibayar.',
  'refusal.price_changed':
    '🏷️ Harga **{name}** berubah dari {oldPrice} menjadi **{newPrice}**. Tidak ada yang dibayar; pesan lagi bila harga barunya cocok.',
  'refusal.quantity_invalid': 'Jumlahnya harus bilangan bulat dari {min, number} sampai {max, number}.',
  'refusal.confirmation_used': 'Pesanan ini sudah dibuat: pesanan #{orderId}. /orders menampilkan barangnya.',
  'refusal.confirmation_expired':
    '⌛ Konfirmasi ini sudah kedaluwarsa. Tidak ada yang dibayar; silakan pesan lagi.',
  'refusal.confirmation_foreign': 'Konfirmasi ini milik orang lain. Tekan 🛒 Beli untuk memesan sendiri.',
  'refusal.product_unknown': 'Produk `{code}` tidak ada lagi. /stock mendaftar yang ada.',
  'refusal.product_exists': 'Produk `{code}` sudah ada. Ubah dengan /product edit, atau pilih kode lain.',
  'refusal.product_invalid': 'Produk tidak disimpan: {field} {reason}.',
  'refusal.order_unknown': 'Anda tidak punya pesanan #{orderId}. /orders mendaftar pesanan Anda.',
  'refusal.order_missing': 'Tidak ada pesanan #{orderId} di toko ini. Pembeli melihat nomornya di /orders.',
  'refusal.not_yours': 'Tombol ini milik orang lain. Pakai perintahnya sendiri.',
  'refusal.opted_out': '🔕 Anda memilih tanpa kabar. /privacy opt-in mengembalikannya; lalu minta lagi.',
  'refusal.own_order':
    'Pesanan #{orderId} milik Anda: staf lain yang harus memutuskannya. Tidak ada yang diubah.',
  'refusal.order_gift':
    '🎁 Pesanan #{orderId} adalah hadiah: barangnya milik orang yang Anda beri, dan ia menemukannya di /orders.',
  'refusal.order_erased': 'Barang pesanan #{orderId} sudah dihapus atas permintaan pemiliknya.',
  'refusal.order_in_delivery':
    '📬 Pesanan #{orderId} sedang dikirim saat ini juga. Tidak ada yang diubah; lihat lagi setengah menit lagi.',
  'refusal.items_invalid':
    'Sebutkan barangnya dengan nomor 1 sampai {max, number}, misalnya `2` atau `1,3-5`. Tidak ada yang diubah.',
  'refusal.items_refunded':
    'Bagian pesanan #{orderId} itu sudah dikembalikan uangnya. Tidak ada yang diubah.',
  'refusal.goods_seen':
    'Barang pesanan #{orderId} sudah dikirim atau ditampilkan, jadi tidak bisa dijual lagi. Tidak ada yang diubah; kembalikan uangnya dengan `void`.',
  'refusal.replacement_short':
    'Hanya {left, number} **{name}** yang dapat diberikan sebagai ganti. Tidak ada yang diubah; tambah stok, atau pakai /order refund.',
  'refusal.amount_invalid':
    'Jumlahnya harus bilangan bulat World Lock dari {min, number} sampai {max, number}.',
  'refusal.reason_missing': 'Sebutkan alasannya: alasan disimpan di buku besar (1 sampai 200 huruf).',
  'refusal.stock_empty':
    'Tidak ada yang ditambahkan: isi satu barang per baris, sebagai teks atau dalam berkas .txt atau .csv.',
  'refusal.stock_too_large':
    'Terlalu banyak sekaligus: paling banyak {maxLines, number} baris berisi {maxLineLength, number} huruf. Tidak ada yang ditambahkan.',
  'refusal.file_unreadable':
    'Berkas tidak dibaca: {reason, select, kind {harus berkas .txt atau .csv} size {lebih besar dari {maxMib, number} MiB; bagilah} encoding {bukan teks UTF-8. Simpan sebagai UTF-8} csv {baris {row, number} punya tanda kutip yang tidak cocok. Di CSV sel yang berisi tanda kutip berdiri di dalam tanda kutip, kutipnya sendiri digandakan; atau simpan sebagai .txt} other {Discord tidak memberikannya. Unggah lagi}}. Tidak ada yang ditambahkan.',
  'refusal.world_invalid': 'World tidak disimpan: {field} {reason}.',
  'refusal.not_allowed':
    '⛔ Hanya {needs, select, support {staf bantuan dan pemilik} stock {staf stok dan pemilik} other {pemilik}} toko yang boleh melakukan ini.',
  'refusal.no_shop_here': 'Tidak ada toko di sini: pakai ini di server toko.',
  'refusal.button_outdated': 'Tombol ini dari versi toko yang lama. Pakai tombol di papan, atau /help.',
  'refusal.unavailable':
    '🔴 Toko sedang bermasalah dan sebentar tidak menerima perintah. Tidak ada yang dibayar; toko kembali dengan sendirinya.',
  'refusal.buying_paused':
    '🟠 Pembelian dijeda sebentar: buku besar tidak dapat ditulis. Tidak ada yang dibayar; coba lagi sebentar lagi.',
  'refusal.restarting': '🔄 Toko sedang dimulai ulang. Tidak ada yang dibayar; coba lagi sebentar lagi.',
  'refusal.restart_foreign':
    'Hanya yang meminta mulai ulang ini dapat menjawab di sini. Pakai /restart sendiri.',
  'refusal.restart_expired':
    '⌛ Pertanyaan ini sudah kedaluwarsa. Tidak ada yang dimulai ulang; pakai /restart lagi.',
  'refusal.item_exists': 'Toko ini sudah punya barang itu.',
  'refusal.shop_not_empty': 'Toko ini sudah punya produk atau uang. Tidak ada yang berubah.',
  'refusal.operator_only': '⛔ Ini menyangkut semua toko bot ini: hanya operatornya (OWNER_IDS) yang boleh.',
  'refusal.setting_unknown': 'Tidak ada pengaturan `{key}`. Maksud Anda `{nearest}`?',
  'refusal.setting_invalid': '`{key}` tidak diubah: isinya {accepts}.',
  'refusal.setting_order': 'Tidak ada yang diubah: `{lower}` harus tetap di bawah `{higher}`.',
  'refusal.settings_file': 'Tidak ada yang diubah: berkas pengaturan {reason}.',
};
