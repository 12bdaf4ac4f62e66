import type { TextKey } from './text.ts';

export const indonesian: Record<TextKey, string> = {
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
    '{dot} **{name}** `{code}` · {price} · {free, plural, =0 {habis} other {stok {free, number}}}',
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
  'button.back': 'Kembali ke daftar',

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
  'buy.confirmUntil': 'Konfirmasi ini kedaluwarsa {when}.',
  'buy.cancelled': 'Dibatalkan. Tidak ada yang dibayar.',
  'buy.paid':
    '✅ **{quantity, number} × {name}** milik Anda seharga **{total}**. Saldo: {balance}\nPesanan #{order}',
  'buy.sentDm': '📬 Barangnya ada di pesan langsung Anda.',
  'buy.sentPrivate':
    '🔒 Pesan langsung Anda tertutup, jadi barangnya ditampilkan di sini. Hanya Anda yang melihatnya.',
  'buy.onTheWay': '📦 Barangnya sedang dikirim; /orders menampilkannya kapan saja.',

  'delivery.title': '📦 Pesanan #{order}: {quantity, number} × {name}',
  'delivery.body':
    'Terima kasih! Barang Anda ada di berkas terlampir. Di toko, /orders menampilkannya lagi kapan saja.',
  'delivery.again':
    'Pesanan #{order}: {quantity, number} × {name}, dibeli {when}. Barangnya ada di berkas terlampir.',

  'orders.title': '📦 Pesanan Anda',
  'orders.none': 'Anda belum membeli apa pun. Tekan 🛒 Beli di papan, atau pakai /buy.',
  'orders.entry': '`#{order}` {quantity, number} × **{name}** · {total} · {when}',
  'orders.placeholder': 'Tampilkan barangnya lagi',

  'history.title': '📋 Riwayat',
  'history.none': 'Belum ada gerakan di dompet Anda.',
  'history.entry': '{when} {sign}{amount} · {what} → {balance}',
  'history.kind':
    '{kind, select, deposit {deposit} credit {kredit} debit {debit} purchase {pesanan #{order}} refund {pengembalian} transfer {transfer} other {gerakan}}',

  'stock.title': '📦 Stok',

  'help.title': 'ℹ️ Cara kerja toko ini',
  'help.body':
    '1. Daftarkan GrowID: 📝 di papan atau /register.\n2. Setor lock di world toko: 🌍 atau /world. Dompet Anda: 💰 atau /balance.\n3. Beli: 🛒 atau /buy. Anda membayar hanya setelah konfirmasi, dan barangnya dikirim lewat pesan langsung.\n4. /orders menampilkan barang Anda lagi kapan saja; 📋 atau /history menampilkan setiap gerakan dompet.\n5. /stock mendaftar semuanya beserta kodenya.',
  'help.owner':
    '**Untuk pemilik**: /product add, edit, remove · /stock-add · /wallet credit, debit · /world-set · /board create · /restart · /config · /cache',

  'product.added': '✅ **{name}** `{code}` dijual seharga {price}. Isi stoknya dengan /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.removed':
    '✅ **{name}** sudah tidak ada di papan; {voided, plural, =0 {tidak ada barang yang belum terjual} other {{voided, number} barang yang belum terjual dibatalkan}}.',
  'product.nothing':
    'Tidak ada yang diubah: isi sekurang-kurangnya satu dari name, price, category, description.',
  'stock.added':
    '✅ {added, plural, =0 {Tidak ada barang} other {{added, number} barang}} ditambahkan ke `{code}`; stok sekarang {free, number}.',
  'stock.duplicates': '{count, number} baris dilewati karena sudah ada di toko: {lines}.',
  'wallet.credited': '✅ {amount} masuk ke dompet <@{user}>. Saldo baru: {balance}',
  'wallet.debited': '✅ {amount} diambil dari dompet <@{user}>. Saldo baru: {balance}',
  'worldSet.done': '✅ World **{name}** sekarang dilihat pembeli.',
  'board.created': '✅ Papan ada di <#{channel}>.',

  'restart.ask':
    '🔄 <@{user}>, mulai ulang toko? Klik yang sedang dikerjakan diselesaikan, cache dibersihkan, dan papan memberi tahu selama itu. Pertanyaan ini berlaku sampai {until}.',
  'restart.cancelled': 'Dibatalkan. Tidak ada yang dimulai ulang.',
  'restart.begun':
    '🔄 **Memulai ulang…** {reason, select, command {diminta oleh <@{user}>} other {dengan sendirinya}}',
  'restart.stopping':
    '🛑 Ada perintah berhenti: bot selesai setelah langkah-langkah ini dan tidak kembali dengan sendirinya.',
  'restart.done': '✅ **Dimulai ulang dalam {seconds, number, ::.0} dtk**, diminta oleh <@{user}>.',
  'restart.doneAlone': '✅ **Dimulai ulang dengan sendirinya dalam {seconds, number, ::.0} dtk**: {reason}.',
  'restart.stopped': '🛑 Mulai ulang berakhir sebagai berhenti. Berjalan lagi sejak {when}.',
  'restart.cutOff': '⚠️ Mulai ulang terputus di tengah jalan. Berjalan lagi sejak {when}.',
  'restart.allWell': 'Semua {count, number} langkah berjalan baik.',
  'restart.failures': '⚠️ Langkah yang gagal, dan sebabnya: {list}.',
  'restart.cleared':
    '🧹 Dibersihkan: {total, plural, =0 {tidak ada, cache kosong} other {{total, number} entri cache}}{list, select, none {} other { ({list})}}',
  'restart.alone': '🔄 Bot memulai ulang dengan sendirinya: {reason}.',
  'restart.held':
    '⚠️ Bot ingin memulai ulang dengan sendirinya, tetapi sudah cukup sering dalam satu jam terakhir: {reason}.',
  'restart.reason':
    '{reason, select, errors {terlalu banyak kesalahan dari dalam} event_loop {event loop-nya tersendat} memory {memorinya hampir habis} gateway {sambungannya ke Discord tidak kembali, padahal Discord menjawab} other {diminta}}',
  'restart.step.note': 'Mencatat mulai ulang',
  'restart.step.noteEnd': 'Mencatat hasilnya',
  'restart.step.ready': 'Tidak menerima pekerjaan baru',
  'restart.step.interactions': 'Menyelesaikan klik yang sedang dikerjakan',
  'restart.step.timers': 'Menghentikan pewaktu',
  'restart.step.deliveries': 'Menyelesaikan pengiriman yang sedang berjalan',
  'restart.step.boards': 'Menulis “memulai ulang” di papan',
  'restart.step.stopBoards': 'Menghentikan papan',
  'restart.step.queue': 'Mengosongkan antrean kerja',
  'restart.step.caches': 'Membersihkan cache',
  'restart.step.discord': 'Meninggalkan Discord',
  'restart.step.http': 'Menutup titik akhir HTTP',
  'restart.step.telemetry': 'Mengirim span terakhir',
  'restart.step.store': 'Menutup penyimpanan',
  'cache.title': '🗃️ Cache',
  'cache.entry':
    '**{name}**{temporary, select, yes { (sementara)} other {}} · {entries, number} dari {max, number} entri, disimpan {ttl, number} d{oldest, select, none {} other {, yang tertua {oldest} d}}\n{hits, number} kena, {misses, number} luput, {stale, number} basi · {evictions, number} tergeser, {cleared, number} dibersihkan',
  'cache.cleared':
    '🧹 {what, select, temporary {Entri sementara} expired {Entri kedaluwarsa} other {Semua entri}} dibersihkan: {total, number} ({counts}).',

  'config.title': '⚙️ Pengaturan',
  'config.listFooter': '● berbeda dari bawaannya · /config get dengan kunci menjelaskan gunanya',
  'config.entry':
    '⚙️ `{key}` bernilai **{value}** (bawaan {usual}).\n{about}\nIsinya {accepts}; perubahan berlaku {restart, select, yes {setelah dimulai ulang} other {seketika}}.',
  'config.changed':
    '✅ `{key}`: {before} → **{after}**{restart, select, yes {\n🔄 Berlaku setelah dimulai ulang.} other {}}',
  'config.unchanged': '`{key}` sudah bernilai **{value}**.',
  'config.accepts':
    '{kind, select, whole {bilangan bulat dari {min, number} sampai {max, number}} number {bilangan dari {min, number} sampai {max, number}, desimal ditulis dengan titik} flag {true atau false} other {kanal (id atau #sebutan), atau none}}',

  'setting.retry_attempts': 'Berapa kali seluruhnya sebuah panggilan ke Discord dicoba.',
  'setting.retry_delay': 'Tunggu terlama sebelum percobaan kedua, dalam detik; sesudahnya berlipat dua.',
  'setting.retry_max_delay': 'Tunggu terlama antara dua percobaan, dalam detik.',
  'setting.circuit_breaker_threshold': 'Kegagalan berturut-turut sampai panggilan ditahan.',
  'setting.circuit_breaker_open_seconds':
    'Berapa lama panggilan ditahan sebelum satu dicoba lagi, dalam detik.',
  'setting.queue_workers': 'Berapa operasi berjalan bersamaan.',
  'setting.queue_limit': 'Berapa operasi boleh menunggu; selebihnya ditolak.',
  'setting.health_check_interval': 'Jarak antara dua pemeriksaan tombol, dalam detik.',
  'setting.fallback_mode_enabled': 'Apakah papan turun ke yang masih berfungsi bila kesehatan buruk.',
  'setting.metrics_enabled': 'Apakah /metrics menjawab.',
  'setting.board_edit_interval_young':
    'Jarak terpendek antara dua perubahan papan yang belum berumur satu jam, dalam detik.',
  'setting.board_edit_interval_old':
    'Jarak terpendek antara dua perubahan papan yang lebih tua dari satu jam, dalam detik.',
  'setting.board_verify_interval': 'Jarak antara dua pemeriksaan papan yang tenang, dalam detik.',
  'setting.confirm_minutes': 'Berapa menit waktu pembeli untuk konfirmasi.',
  'setting.delivery_concurrency': 'Berapa kiriman dikirim bersamaan.',
  'setting.cache_catalogue_ttl':
    'Berapa detik daftar dan saran boleh memakai katalog yang sama; 0 membacanya setiap kali.',
  'setting.cache_dm_channels_ttl': 'Berapa detik kanal DM pembeli diingat.',
  'setting.cache_dm_channels_entries': 'Berapa kanal DM diingat.',
  'setting.auto_restart_enabled':
    'Apakah bot memulai ulang dirinya bila kesalahan di dalamnya tidak berhenti.',
  'setting.auto_restart_errors_per_minute': 'Kesalahan per menit yang terlalu banyak.',
  'setting.auto_restart_after': 'Berapa detik kesalahan terlalu banyak sampai ia memulai ulang dirinya.',
  'setting.auto_restart_per_hour': 'Berapa kali dalam satu jam ia boleh memulai ulang dirinya.',
  'setting.notice_channel_id':
    'Kanal tempat staf diberi tahu tentang gangguan; none: pemilik diberi tahu lewat DM.',
  'setting.health.weight': 'Nilai {part} dalam skor kesehatan, sebanding dengan bobot lainnya.',
  'setting.tier.demote_below': 'Papan turun dari tingkat “{part}” bila skor tetap di bawah ini.',
  'setting.tier.promote_at': 'Papan kembali ke tingkat “{part}” bila skor tetap mencapai ini.',

  'health.title': '🩺 Kesehatan',
  'health.score': '**{score} dari 100** · tingkat `{tier}`',
  'health.nothingLost': 'Tidak ada poin yang hilang.',
  'health.parts': 'Stok: {livestock} · tombol: {buttons}',
  'health.buyingPaused': '🟠 Pembelian dijeda.',
  'health.cleared': '✅ Buku besar terbukti utuh lagi; toko buka dengan sendirinya.',
  'health.stillBroken':
    '⛔ Belum dibuka: buku besar masih gagal di {checks}. Pulihkan cadangan atau tanyakan pengembang.',
  'maintenance.on':
    '🔧 Toko ditutup: setiap papan menyatakannya dan tidak ada yang dapat dibeli sampai /maintenance off.',
  'maintenance.off': '✅ Toko buka lagi.',

  'notice.tier':
    '⚠️ **Toko menawarkan lebih sedikit dari biasanya** sejak {since}: {tier, select, browse {daftar tanpa tombol Beli} commands {hanya perintah garis miring} text {hanya teks} other {tidak ada, sedang pemeliharaan}}. Nilai hilang di: {why}. Halaman status menjelaskan lebih banyak.',
  'notice.breaker':
    '⚠️ **Panggilan ke Discord gagal** sejak {since} ({breaker}). Panggilan ditahan dan dicoba lagi dengan sendirinya.',
  'notice.delivery':
    '📦 **Pengiriman tersendat.** Pesanan lunas tertua sudah menunggu sejak {since}. Sementara itu pembeli menemukan barangnya di /orders.',
  'notice.board':
    '📋 **Papan di <#{channelId}> tidak diperbarui** sejak {since}: {reason, select, forbidden {bot memerlukan {missing} di sana. Berikan di izin kanal; papan lalu kembali dengan sendirinya.} channel_gone {kanalnya hilang, atau tersembunyi bagi bot. Beri kanal lain sebuah papan dengan /board create.} other {Discord menolak pesannya; log menjelaskan sebabnya.}}',
  'notice.identify':
    '⏳ **Discord membatasi sesi baru per hari**: {remaining, number} dari {total, number} tersisa sampai {until}. Bot menyambung lebih pelan; cari apa yang membuatnya menyambung sesering itu.',
  'notice.gateway':
    '🔌 **Sambungan ke Discord tidak kembali** sejak {since}, walaupun sudah beberapa kali dimulai ulang.',
  'notice.auto_restart':
    '⚠️ **Bot seharusnya memulai ulang sendiri**, tetapi sudah cukup sering dalam satu jam terakhir: {cause}.',
  'notice.over':
    '~~{line}~~\n✅ Selesai setelah {hours, plural, =0 {} other {{hours, number} jam }}{minutes, number} menit.',
  'permission.ViewChannel': 'Lihat Kanal',
  'permission.SendMessages': 'Kirim Pesan',
  'permission.EmbedLinks': 'Sematkan Tautan',
  'permission.ReadMessageHistory': 'Baca Riwayat Pesan',

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
  'refusal.amount_invalid':
    'Jumlahnya harus bilangan bulat World Lock dari {min, number} sampai {max, number}.',
  'refusal.reason_missing': 'Sebutkan alasannya: alasan disimpan di buku besar (1 sampai 200 huruf).',
  'refusal.stock_empty':
    'Tidak ada yang ditambahkan: isi satu barang per baris, sebagai teks atau dalam berkas .txt atau .csv.',
  'refusal.stock_too_large':
    'Terlalu banyak sekaligus: paling banyak {maxLines, number} baris berisi {maxLineLength, number} huruf. Tidak ada yang ditambahkan.',
  'refusal.file_unreadable': 'Berkas tidak dibaca: {reason}. Tidak ada yang ditambahkan.',
  'refusal.world_invalid': 'World tidak disimpan: {field} {reason}.',
  'refusal.not_allowed': '⛔ Hanya pemilik toko yang boleh melakukan ini.',
  'refusal.no_shop_here': 'Tidak ada toko di sini: pakai ini di server toko.',
  'refusal.board_impossible':
    'Papan tidak dapat dipasang di <#{channelId}>: {reason, select, forbidden {beri bot View Channel, Send Messages, Embed Links dan Read Message History di sana} channel_gone {bot tidak melihat kanal itu} other {Discord menolaknya; lihat log}}. Tidak ada yang diubah.',
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
  'refusal.operator_only': '⛔ Ini menyangkut semua toko bot ini: hanya operatornya (OWNER_IDS) yang boleh.',
  'refusal.setting_unknown': 'Tidak ada pengaturan `{key}`. Maksud Anda `{nearest}`?',
  'refusal.setting_invalid': '`{key}` tidak diubah: isinya {accepts}.',
  'refusal.setting_order': 'Tidak ada yang diubah: `{lower}` harus tetap di bawah `{higher}`.',
  'refusal.settings_file': 'Tidak ada yang diubah: berkas pengaturan {reason}.',

  'command.stock.name': 'stok',
  'command.stock.description': 'Semua yang dijual, dengan harga, kode dan stok',
  'command.buy.name': 'beli',
  'command.buy.description': 'Beli produk; Anda konfirmasi sebelum membayar',
  'command.balance.name': 'saldo',
  'command.balance.description': 'Isi dompet Anda',
  'command.orders.name': 'pesanan',
  'command.orders.description': 'Pesanan Anda, dan barangnya lagi',
  'command.history.name': 'riwayat',
  'command.history.description': 'Setiap gerakan dompet Anda',
  'command.register.name': 'daftar',
  'command.register.description': 'Hubungkan GrowID dengan akun Discord Anda',
  'command.world.name': 'world',
  'command.world.description': 'Tempat deposit',
  'command.help.name': 'bantuan',
  'command.help.description': 'Cara kerja toko ini',
  'command.product.name': 'produk',
  'command.product.description': 'Tambah, ubah atau hapus produk (pemilik)',
  'command.product.add.name': 'tambah',
  'command.product.add.description': 'Jual produk baru',
  'command.product.edit.name': 'ubah',
  'command.product.edit.description': 'Ubah nama, harga atau teks produk',
  'command.product.remove.name': 'hapus',
  'command.product.remove.description': 'Hapus produk dari papan dan batalkan barang yang belum terjual',
  'command.stock-add.name': 'isi-stok',
  'command.stock-add.description': 'Isi stok produk: satu per baris, teks atau berkas (pemilik)',
  'command.wallet.name': 'dompet',
  'command.wallet.description': 'Isi atau ambil dari dompet (pemilik)',
  'command.wallet.credit.name': 'kredit',
  'command.wallet.credit.description': 'Isi World Lock ke dompet',
  'command.wallet.debit.name': 'debit',
  'command.wallet.debit.description': 'Ambil World Lock dari dompet',
  'command.world-set.name': 'atur-world',
  'command.world-set.description': 'Tentukan world tempat pembeli deposit (pemilik)',
  'command.board.name': 'papan',
  'command.board.description': 'Papan stok langsung (pemilik)',
  'command.board.create.name': 'buat',
  'command.board.create.description': 'Pasang papan di sebuah kanal',

  'command.restart.name': 'mulai-ulang',
  'command.restart.description': 'Mulai ulang bot, setelah konfirmasi (operator)',
  'command.config.name': 'pengaturan',
  'command.config.description': 'Pengaturan yang berubah selagi bot berjalan (operator)',
  'command.config.get.name': 'lihat',
  'command.config.get.description': 'Tampilkan satu pengaturan, atau semua',
  'command.config.set.name': 'ubah',
  'command.config.set.description': 'Ubah sebuah pengaturan',
  'command.config.reset.name': 'kembalikan',
  'command.config.reset.description': 'Kembalikan pengaturan ke bawaannya',
  'command.cache.name': 'cache',
  'command.cache.description': 'Yang diingat bot untuk sementara (operator)',
  'command.cache.stats.name': 'statistik',
  'command.cache.stats.description': 'Kena, luput, entri dan umurnya',
  'command.cache.clear.name': 'bersihkan',
  'command.cache.clear.description': 'Lupakan entri; dibaca lagi bila perlu',

  'command.health.name': 'kesehatan',
  'command.health.description': 'Seberapa baik toko melayani, dan mengapa (pemilik)',
  'command.health.show.name': 'lihat',
  'command.health.show.description': 'Nilai dengan setiap poin yang hilang',
  'command.health.clear.name': 'buka',
  'command.health.clear.description': 'Buka toko lagi setelah buku besar diperbaiki',
  'command.maintenance.name': 'pemeliharaan',
  'command.maintenance.description': 'Tutup atau buka toko (pemilik)',
  'command.maintenance.on.name': 'mulai',
  'command.maintenance.on.description': 'Tutup toko: papan menyatakannya, tidak ada yang dapat dibeli',
  'command.maintenance.off.name': 'selesai',
  'command.maintenance.off.description': 'Buka toko lagi',

  'option.code.name': 'kode',
  'option.code.description': 'Kode produk',
  'option.newCode.name': 'kode',
  'option.newCode.description': 'Kode pendek: huruf, angka, - dan _',
  'option.quantity.name': 'jumlah',
  'option.quantity.description': 'Berapa banyak',
  'option.growid.name': 'growid',
  'option.growid.description': 'Nama Anda di Growtopia',
  'option.productName.name': 'nama',
  'option.productName.description': 'Yang dibaca pembeli',
  'option.price.name': 'harga',
  'option.price.description': 'World Lock per barang (100 = 1 DL, 10.000 = 1 BGL)',
  'option.category.name': 'kategori',
  'option.category.description': 'Judul di papan',
  'option.description.name': 'keterangan',
  'option.description.description': 'Yang perlu diketahui pembeli',
  'option.text.name': 'teks',
  'option.text.description': 'Satu barang per baris',
  'option.file.name': 'berkas',
  'option.file.description': 'Berkas .txt atau .csv, satu barang per baris',
  'option.user.name': 'pengguna',
  'option.user.description': 'Dompet siapa',
  'option.amount.name': 'jumlah',
  'option.amount.description': 'World Lock',
  'option.reason.name': 'alasan',
  'option.reason.description': 'Mengapa; disimpan di buku besar',
  'option.worldName.name': 'nama',
  'option.worldName.description': 'Nama world',
  'option.worldOwner.name': 'pemilik',
  'option.worldOwner.description': 'GrowID pemilik world',
  'option.worldBot.name': 'bot',
  'option.worldBot.description': 'GrowID yang menerima deposit',
  'option.channel.name': 'kanal',
  'option.channel.description': 'Di mana; kanal ini bila dikosongkan',
  'option.key.name': 'kunci',
  'option.key.description': 'Pengaturannya',
  'option.value.name': 'nilai',
  'option.value.description': 'Nilai barunya',
  'option.what.name': 'apa',
  'option.what.description': 'Entri yang mana; semua bila dikosongkan',
};
