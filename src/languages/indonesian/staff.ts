import type { staff as english } from '../english/staff.ts';

export const staff: Record<keyof typeof english, string> = {
  'command.staff.name': 'staf',
  'command.staff.description': 'Peran mana yang menjadi staf toko (pemilik)',
  'command.staff.add.name': 'tambah',
  'command.staff.add.description': 'Jadikan sebuah peran staf, atau ubah tingkatnya',
  'command.staff.remove.name': 'hapus',
  'command.staff.remove.description': 'Keluarkan sebuah peran dari staf',
  'command.staff.list.name': 'daftar',
  'command.staff.list.description': 'Peran yang menjadi staf',
  'option.role.name': 'peran',
  'option.role.description': 'Sebuah peran di server ini',
  'option.tier.name': 'tingkat',
  'option.tier.description': 'support: pesanan dan setoran; stock: produk dan barang; owner: semuanya',
  'staff.set': '✅ <@&{role}> sekarang staf: **{tier}**.',
  'staff.removed': '✅ <@&{role}> bukan staf lagi.',
  'staff.noTier': '<@&{role}> bukan staf. Tidak ada yang berubah.',
  'staff.entry': '<@&{role}> · {tier}',
  'staff.none': 'Belum ada peran yang menjadi staf: /staff add membuatnya. Administrator tetap pemilik.',
};
