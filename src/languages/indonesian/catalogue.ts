import type { catalogue as english } from '../english/catalogue.ts';

export const catalogue: Record<keyof typeof english, string> = {
  'product.added': '✅ **{name}** `{code}` dijual seharga {price}. Isi stoknya dengan /stock-add.',
  'product.edited': '✅ **{name}** `{code}`: {price}',
  'product.removed':
    '✅ **{name}** sudah tidak ada di papan; {voided, plural, =0 {tidak ada barang yang belum terjual} other {{voided, number} barang yang belum terjual dibatalkan}}.',
  'product.nothing':
    'Tidak ada yang diubah: isi sekurang-kurangnya satu dari name, price, category, description.',

  'worldSet.done': '✅ World **{name}** sekarang dilihat pembeli.',
};
