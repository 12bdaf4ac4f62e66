import type { operation as english } from '../english/operation.ts';

export const operation: Record<keyof typeof english, string> = {
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

  'notice.tier':
    '⚠️ **Toko menawarkan lebih sedikit dari biasanya** sejak {since}: {tier, select, browse {daftar tanpa tombol Beli} commands {hanya perintah garis miring} text {hanya teks} other {tidak ada, sedang pemeliharaan}}. Nilai hilang di: {why}. Halaman status menjelaskan lebih banyak.',
  'notice.breaker':
    '⚠️ **Panggilan ke Discord gagal** sejak {since} ({breaker}). Panggilan ditahan dan dicoba lagi dengan sendirinya.',
  'notice.delivery':
    '📦 **Pengiriman tersendat.** Pesanan lunas tertua sudah menunggu sejak {since}. Sementara itu pembeli menemukan barangnya di /orders.',
  'notice.identify':
    '⏳ **Discord membatasi sesi baru per hari**: {remaining, number} dari {total, number} tersisa sampai {until}. Bot menyambung lebih pelan; cari apa yang membuatnya menyambung sesering itu.',
  'notice.gateway':
    '🔌 **Sambungan ke Discord tidak kembali** sejak {since}, walaupun sudah beberapa kali dimulai ulang.',
  'notice.auto_restart':
    '⚠️ **Bot seharusnya memulai ulang sendiri**, tetapi sudah cukup sering dalam satu jam terakhir: {cause}.',
  'notice.over':
    '~~{line}~~\n✅ Selesai setelah {hours, plural, =0 {} other {{hours, number} jam }}{minutes, number} menit.',
};
