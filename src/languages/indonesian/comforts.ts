import type { comforts as english } from '../english/comforts.ts';

export const comforts: Record<keyof typeof english, string> = {
  'command.notify.name': 'kabari',
  'command.notify.description': 'Dikabari lewat pesan langsung bila produk ada lagi',
  'command.privacy.name': 'privasi',
  'command.privacy.description': 'Apa yang disimpan toko tentang Anda, dan menghapusnya',
  'command.privacy.show.name': 'lihat',
  'command.privacy.show.description': 'Apa yang disimpan toko tentang Anda',
  'command.privacy.opt-out.name': 'tanpa-kabar',
  'command.privacy.opt-out.description':
    'Tanpa kabar lewat pesan langsung; barang yang Anda beli tetap dikirim',
  'command.privacy.opt-in.name': 'dengan-kabar',
  'command.privacy.opt-in.description': 'Kabar lewat pesan langsung lagi',
  'command.privacy.delete.name': 'hapus',
  'command.privacy.delete.description': 'Hapus GrowID dan barang yang sudah dikirim, setelah konfirmasi',

  'button.notifyStop': 'Jangan kabari',
  'button.erase': 'Hapus',

  'notify.subscribed':
    '🔔 Anda mendapat satu pesan langsung setiap kali **{name}** ada lagi{free, plural, =0 {.} other {; saat ini stok {free, number}.}}',
  'notify.stopped': '🔕 Anda tidak dikabari lagi tentang `{code}`.',
  'notify.back':
    '🔔 **{name}** `{code}` ada lagi: {price}, stok {free, number}. Beli dengan /buy di toko; /notify di sana menghentikan pesan ini.',

  'privacy.title': '🔐 Yang disimpan toko ini tentang Anda',
  'privacy.growId': 'GrowID: {growId, select, none {tidak ada} other {**{growId}**}}',
  'privacy.orders':
    'Pesanan: {orders, number}; barang dari {ordersWithGoods, number} pesanan disimpan untuk /orders',
  'privacy.subscriptions':
    'Produk yang dikabarkan kepada Anda: {list, select, none {tidak ada} other {{list}}}',
  'privacy.notices':
    'Kabar lewat pesan langsung: {wanted, select, yes {ya (/privacy opt-out menghentikannya)} other {tidak (/privacy opt-in mengembalikannya)}}',
  'privacy.ledger': 'Dompet Anda dan gerakannya, dengan id Discord Anda: buku toko, yang tetap disimpan',
  'privacy.optedOut':
    '🔕 Mulai sekarang tanpa kabar lewat pesan langsung. Barang yang Anda beli atau terima tetap dikirim.',
  'privacy.optedIn': '🔔 Anda mendapat kabar lewat pesan langsung lagi, bila diminta dengan /notify.',
  'privacy.question':
    '⚠️ **Hapus yang disimpan toko tentang Anda?** GrowID dan riwayatnya, permintaan kabar, dan barang dari {ordersWithGoods, number} pesanan: simpan dulu (/orders), tidak ada yang bisa mengembalikannya. Dompet Anda dan buku toko tetap.{pending, plural, =0 {} other { {pending, number} pesanan masih dikirim dan tetap.}}',
  'privacy.erased':
    '🧹 Dihapus: GrowID, permintaan kabar, dan barang dari {orders, number} pesanan.{pending, plural, =0 {} other { Yang sedang dikirim tetap: pakai /privacy delete lagi setelah tiba.}} Untuk membeli lagi, daftarlah lagi.',
  'privacy.kept': 'Tidak ada yang dihapus.',
};
