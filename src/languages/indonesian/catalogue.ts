import type { catalogue as english } from '../english/catalogue.ts';

export const catalogue: Record<keyof typeof english, string> = {
  'product.added': '✅ **{name}** `{code}` dijual seharga {price}. Isi stoknya dengan /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.extras':
    '{featured, select, yes {⭐ Berdiri paling depan. } other {}}{limit, plural, =0 {} other {🔢 {limit, number} per pembeli}}{limit, plural, =0 {} other {{days, plural, =0 {. } other { dalam {days, number} hari. }}}}{cooldown, plural, =0 {} other {⏳ {cooldown, number} menit antara dua pesanan. }}{role, select, none {} other {🎭 Pembeli mendapat <@&{role}>. }}{low, plural, =0 {Stok tidak pernah dianggap tipis} other {Stok tipis mulai {low, number}}}.',
  'product.roleProblem': '⚠️ Belum ada yang mendapat peran itu: {problem}',
  'product.removed':
    '✅ **{name}** sudah tidak ada di papan; {voided, plural, =0 {tidak ada barang yang belum terjual} other {{voided, number} barang yang belum terjual dibatalkan}}.',
  'product.nothing': 'Tidak ada yang diubah: isi sekurang-kurangnya satu hal selain kodenya.',

  'notice.low_stock':
    '🟡 **Stok `{code}` menipis**: tinggal {bound, number} atau kurang. Isi dengan /stock-add.',
  'notice.sold_out': '🔴 **`{code}` habis** sejak {since}. Isi dengan /stock-add.',
  'notice.role':
    '🎭 **Pembeli `{code}` menunggu <@&{roleId}>** sejak {since}: {problem} Sesudah itu mereka mendapatnya dengan sendirinya.',

  'role.problem':
    '{problem, select, no_permission {bot tidak punya Manage Roles. Beri izin itu pada perannya di Server Settings → Roles.} role_above {peran itu di atas peran bot. Geser peran bot ke atasnya di Server Settings → Roles.} role_gone {peran itu sudah dihapus. Pilih yang lain dengan /product edit, atau @everyone untuk tidak ada.} other {Discord menolak: peran ini hanya diberikan Discord sendiri. Pilih yang lain dengan /product edit.}}',

  'option.productRole.name': 'peran',
  'option.productRole.description': 'Peran yang didapat pembeli; @everyone menghapusnya (pemilik)',
  'option.limit.name': 'batas',
  'option.limit.description': 'Berapa banyak untuk satu pembeli; 0 menghapus batasnya',
  'option.limitDays.name': 'batas_hari',
  'option.limitDays.description': 'Hitung batas hanya dalam sekian hari terakhir; 0 menghitung semua pesanan',
  'option.cooldown.name': 'jeda',
  'option.cooldown.description': 'Menit antara dua pesanan seorang pembeli; 0 menghapusnya',
  'option.featured.name': 'unggulan',
  'option.featured.description': 'Apakah berdiri paling depan, bertanda bintang',
  'option.lowStock.name': 'stok_tipis',
  'option.lowStock.description': 'Tipis mulai sekian barang (10 bila tak diatur); 0: tidak pernah tipis',

  'worldSet.done': '✅ World **{name}** sekarang dilihat pembeli.',
};
