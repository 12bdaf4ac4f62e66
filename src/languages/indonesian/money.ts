import type { money as english } from '../english/money.ts';

/** Why deposit messages cannot be read, and what to do. */
const PROBLEM =
  '{reason, select, content {bot tidak boleh membaca teks pesan. Nyalakan “Message Content Intent” baginya di portal pengembang Discord, isi MESSAGE_CONTENT=on dan mulai ulang.} channel_gone {kanalnya hilang, atau tersembunyi bagi bot. Tentukan yang lain dengan /deposit set.} forbidden {bot memerlukan {missing} di sana. Berikan di izin kanal.} other {}} Yang diumumkan sementara itu dikreditkan sesudahnya.';

export const money: Record<keyof typeof english, string> = {
  'wallet.credited': '✅ {amount} masuk ke dompet <@{user}>. Saldo baru: {balance}',
  'wallet.debited': '✅ {amount} diambil dari dompet <@{user}>. Saldo baru: {balance}',
  'wallet.transferred':
    '✅ {amount} dipindahkan dari <@{user}> (sisa {balance}) ke <@{to}>, yang kini punya {toBalance}.',

  'command.wallet.transfer.name': 'transfer',
  'command.wallet.transfer.description': 'Pindahkan World Lock dari satu dompet ke dompet lain',
  'command.wallet.statement.name': 'mutasi',
  'command.wallet.statement.description': 'Setiap gerakan dompet seseorang, juga sebagai berkas (bantuan)',
  'command.wallet.approvals.name': 'persetujuan',
  'command.wallet.approvals.description': 'Pembayaran yang menunggu pemilik kedua',
  'option.fromUser.name': 'dari',
  'option.fromUser.description': 'Dompet yang membayar',
  'option.toUser.name': 'ke',
  'option.toUser.description': 'Dompet yang menerima',
  'option.asFile.name': 'sebagai_berkas',
  'option.asFile.description': 'Semuanya sebagai berkas .csv (10.000 gerakan terakhir)',

  'statement.title': '📋 Mutasi dompet',
  'statement.of': '<@{user}> · saldo **{balance}**',
  'statement.none': 'Belum ada gerakan di dompet ini.',
  'statement.file':
    '📋 {count, plural, =0 {Tidak ada gerakan} other {{count, number} gerakan}} dompet <@{user}>; saldo **{balance}**.',

  'approval.asked':
    '🔏 Belum ada yang dipindahkan: pembayaran di atas {bound} memerlukan pemilik kedua. Permintaan **#{id}** dapat disetujui dengan /wallet approvals sampai {until}.',
  'approval.title': '🔏 Pembayaran yang menunggu pemilik kedua',
  'approval.none': 'Tidak ada pembayaran yang menunggu pemilik kedua.',
  'approval.entry': '**#{id}** {what}\n“{reason}” · diminta <@{asker}> {when} · kedaluwarsa {until}',
  'approval.what':
    '{kind, select, credit {{amount} ke dompet <@{user}>} debit {{amount} dari dompet <@{user}>} other {{amount} dari <@{user}> ke <@{to}>}}',
  'approval.more': '…dan {count, number} lagi, tampil setelah ini diputuskan.',
  'approval.approve': 'Setujui #{id}',
  'approval.reject': 'Tolak #{id}',
  'approval.approved': '✅ Permintaan #{id} disetujui: {what}.',
  'approval.rejected': '🚫 Permintaan #{id} ditolak. Tidak ada yang dipindahkan.',
  'setting.wallet_approval_above':
    'Di atas sekian World Lock, /wallet credit, debit dan transfer memerlukan pemilik kedua, dan klaim deposit memerlukan pemilik; 0: tidak pernah.',

  'command.audit.name': 'audit',
  'command.audit.description': 'Bukti pembukuan, dan apa yang dilakukan staf (pemilik)',
  'command.audit.ledger.name': 'buku_besar',
  'command.audit.ledger.description': 'Buktikan setiap entri buku besar',
  'command.audit.acts.name': 'tindakan',
  'command.audit.acts.description': 'Tindakan staf terbaru, dengan sebelum dan sesudahnya',
  'option.actor.name': 'pelaku',
  'option.actor.description': 'Siapa yang bertindak; semua orang bila dikosongkan',
  'option.action.name': 'tindakan',
  'option.action.description':
    'Apa yang dilakukan, misalnya wallet atau wallet.credit; apa saja bila dikosongkan',

  'audit.title': '🧾 Buku besar',
  'audit.proven':
    '✅ **Terbukti**: {entries, number} entri dalam {transactions, number} transaksi saling bersambung, dan semua akun berjumlah 0.',
  'audit.broken':
    '⛔ **Rusak.** {what}\nSeharusnya: {expected} · ditemukan: {found}\nSemua sebelum itu benar.',
  'audit.held': '{wallets, number} dompet berisi {held} · pendapatan {revenue} · dari luar {external}',
  'audit.break.entry':
    '{check, select, entry_balanced {Entri sebuah transaksi tidak berjumlah 0} wallet_negative {Sebuah dompet pernah di bawah 0} other {Sebuah saldo tidak bersambung dengan sebelumnya}}: entri #{entry} dari transaksi #{transaction}, {account}.',
  'audit.break.account': 'Isi akun bukan jumlah entrinya: {account}.',
  'audit.break.whole':
    '{check, select, entry_balanced {Ada transaksi tanpa entri} other {Semua akun bersama tidak berjumlah 0}}.',
  'audit.account':
    '{kind, select, wallet {akun #{id}, dompet <@{owner}>} revenue {akun #{id} (pendapatan)} external {akun #{id} (luar)} other {akun yang bukan milik toko ini}}',
  'audit.actsTitle': '🗒️ Tindakan staf',
  'audit.noActs': 'Tidak ada yang melakukan hal seperti itu.',
  'audit.act': '`#{id}` {when} {actor} **{action}** {subject}{change}',
  'audit.change': '\n↳ {before} → {after}',

  'command.deposit.name': 'deposit',
  'command.deposit.description': 'Deposit yang menunggu pemiliknya, dan asal deposit (staf)',
  'command.deposit.list.name': 'daftar',
  'command.deposit.list.description': 'Deposit yang belum milik siapa pun (bantuan)',
  'command.deposit.claim.name': 'klaim',
  'command.deposit.claim.description': 'Masukkan deposit yang menunggu ke sebuah dompet (bantuan)',
  'command.deposit.reject.name': 'tolak',
  'command.deposit.reject.description': 'Keluarkan deposit dari antrean; tidak ada yang dibayar (bantuan)',
  'command.deposit.set.name': 'atur',
  'command.deposit.set.description': 'Kreditkan deposit yang diumumkan webhook di sebuah kanal (pemilik)',
  'command.deposit.off.name': 'mati',
  'command.deposit.off.description': 'Pesan deposit tidak dibaca lagi (pemilik)',
  'command.deposit.show.name': 'lihat',
  'command.deposit.show.description': 'Dari mana deposit datang, dan dapatkah dibaca (pemilik)',
  'option.depositId.name': 'nomor',
  'option.depositId.description': 'Nomor deposit di /deposit list',
  'option.webhookId.name': 'id_webhook',
  'option.webhookId.description': 'Id di alamat webhook: …/webhooks/INI/…',

  'deposit.arrived':
    '💰 Deposit Anda **{amount}** dari GrowID {growId} sudah masuk ke dompet. Saldo: {balance}',
  'deposit.title': '📥 Deposit yang menunggu',
  'deposit.none': 'Tidak ada deposit yang menunggu.',
  'deposit.entry':
    '`#{id}` **{growId}** · {amount} · {when}{cause, select, edited { · pesannya diubah} blacklisted { · pembelinya diblokir} other {}}{holder, select, none {} other { · sekarang GrowID ini milik <@{holder}>}}',
  'deposit.hint': '/deposit claim memasukkannya ke dompet, /deposit reject mengakhirinya.',
  'deposit.claimed': '✅ Deposit #{id} sebesar {amount} masuk ke dompet <@{user}>. Saldo baru: {balance}',
  'deposit.rejected': '🚫 Deposit #{id} sebesar {amount} ditolak. Tidak ada yang dibayar.',
  'deposit.sourceSet':
    '✅ Mulai sekarang deposit yang diumumkan webhook `{webhook}` di <#{channel}> dikreditkan.',
  'deposit.sourceOff': '✅ Pesan deposit tidak dibaca lagi.',
  'deposit.sourceNone': 'Tidak ada kanal yang mengumumkan deposit: /deposit set menentukannya.',
  'deposit.source': '📥 Webhook `{webhook}` di <#{channel}> mengumumkan deposit.',
  'deposit.sourceWell': '✅ Pesannya dapat dibaca.',
  'deposit.hook':
    '{state, select, on {🔌 Hook HTTP /hooks/deposits menyala.} other {🔌 Hook HTTP mati (DEPOSIT_HOOK_SECRETS tidak diisi).}}',

  'deposit.problem': `Pesannya tidak dapat dibaca: ${PROBLEM}`,
  'notice.deposit_source': `📥 **Deposit di <#{channelId}> tidak dibaca** sejak {since}: ${PROBLEM}`,
  'notice.deposits_waiting':
    '📥 **{count, number} deposit menunggu diklaim** sejak {since}: lihat /deposit list.',
  'notice.approvals_waiting':
    '🔏 **{count, number} pembayaran menunggu pemilik kedua** sejak {since}: lihat /wallet approvals.',

  'refusal.transfer_same': 'Transfer memerlukan dua dompet yang berbeda. Tidak ada yang dipindahkan.',
  'refusal.request_own': '⛔ Pembayaran ini permintaan Anda sendiri: pemilik lain yang harus menyetujuinya.',
  'refusal.request_over':
    '{state, select, approved {Permintaan ini sudah disetujui} rejected {Permintaan ini sudah ditolak} expired {⌛ Permintaan ini sudah kedaluwarsa} other {Tidak ada permintaan seperti itu}}. Tidak ada yang dipindahkan; /wallet approvals mendaftar yang menunggu.',
  'refusal.deposit_settled':
    '{state, select, credited {Deposit #{id} sudah dikreditkan saat datang} claimed {Deposit #{id} sudah diklaim} rejected {Deposit #{id} sudah ditolak} other {Tidak ada deposit #{id}}}. Tidak ada yang diubah; /deposit list menampilkan yang menunggu.',
  'refusal.deposit_conflict': 'Deposit ini pernah diumumkan dengan isi lain. Tidak ada yang diubah.',
  'refusal.shop_unknown': 'Tidak ada toko seperti itu. Tidak ada yang diubah.',
  'refusal.webhook_invalid':
    'Itu bukan id webhook: berikan 17 sampai 19 angka setelah /webhooks/ di alamatnya, dan jangan pernah bagian sesudahnya. Tidak ada yang diubah.',
};
