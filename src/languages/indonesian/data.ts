import type { data as english } from '../english/data.ts';

export const data: Record<keyof typeof english, string> = {
  'command.backup.name': 'cadangan',
  'command.backup.description': 'Salin basis data sekarang dan buktikan salinannya (operator)',
  'setting.backup_every': 'Berapa jam sekali cadangan dibuat sendiri; 0 berarti tidak pernah.',
  'setting.backup_keep': 'Berapa cadangan yang disimpan; yang lebih lama dihapus.',
  'notice.backup':
    '💾 **Basis data tidak dapat dicadangkan** sejak {since}: {reason, select, damaged {salinannya tidak terbukti benar; simpan yang lama dan jalankan /audit} other {lihat log; apakah diska penuh atau BACKUP_FOLDER tidak dapat ditulis?}}.',
  'backup.made':
    '✅ Cadangan `{name}` ({size} MiB) dibuat, dibuka, dan diaudit: {products, number} produk, {items, number} barang tersedia, {orders, number} pesanan, dompet {wallets}.\n{kept, plural, other {{kept, number} disimpan}}. `npm run restore` mengembalikannya.',
};
