import type { data as english } from '../english/data.ts';

export const data: Record<keyof typeof english, string> = {
  'command.backup.name': 'cadangan',
  'command.backup.description': 'Salin basis data sekarang dan buktikan salinannya (operator)',
  'setting.backup_every': 'Berapa jam sekali cadangan dibuat sendiri; 0 berarti tidak pernah.',
  'setting.backup_keep': 'Berapa cadangan yang disimpan; yang lebih lama dihapus.',
  'notice.backup':
    '💾 **Basis data tidak dapat dicadangkan** sejak {since}: {reason, select, damaged {salinannya tidak terbukti benar; simpan yang lama dan jalankan /audit} other {lihat log; apakah diska penuh atau BACKUP_FOLDER tidak dapat ditulis?}}.',
  'command.sales.name': 'penjualan',
  'command.sales.description': 'Pendapatan toko (pemilik)',
  'command.sales.summary.name': 'ringkasan',
  'command.sales.summary.description': 'Jumlah, produk terlaris, dan grafik',
  'command.sales.export.name': 'ekspor',
  'command.sales.export.description': 'Pesanan sebagai berkas CSV',
  'option.period.name': 'periode',
  'option.period.description': 'Hari ini, 7 hari terakhir, atau 30 hari; hari ini jika kosong',
  'option.days.name': 'hari',
  'option.days.description': 'Berapa hari ke belakang',
  'setting.sales_utc_offset': 'Selisih jam hari toko dari UTC, untuk ringkasan penjualan (WIB: 7).',
  'sales.title':
    '📈 Penjualan: {period, select, day {hari ini} week {7 hari terakhir} other {30 hari terakhir}}',
  'sales.total':
    '**{net}** bersih: terjual {sold}, dikembalikan {refunded}\n{orders, plural, other {{orders, number} pesanan}}, {items, plural, other {{items, number} barang}} · waktu yang sama sebelumnya: {before}',
  'sales.product': '{name} `{code}` · {items, number} terjual · {net}',
  'sales.noOrders': 'Belum ada yang membeli sejak {from}.',
  'sales.exported': '{orders, plural, other {{orders, number} pesanan}} sejak {from}.',
  'sales.cut': 'Berkas berhenti setelah {orders, number} pesanan: minta hari lebih sedikit untuk sisanya.',
  'backup.made':
    '✅ Cadangan `{name}` ({size} MiB) dibuat, dibuka, dan diaudit: {products, number} produk, {items, number} barang tersedia, {orders, number} pesanan, dompet {wallets}.\n{kept, plural, other {{kept, number} disimpan}}. `npm run restore` mengembalikannya.',
};
