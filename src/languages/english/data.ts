export const data = {
  'command.backup.name': 'backup',
  'command.backup.description': 'Copy the database now and prove the copy (operator)',
  'setting.backup_every': 'How often backups are made by themselves, in hours; 0 makes none.',
  'setting.backup_keep': 'How many backups are kept; older ones are removed.',
  'notice.backup':
    '💾 **The database could not be backed up** since {since}: {reason, select, damaged {the copy did not prove itself; keep the older ones and run /audit} other {see the log; is the disk full or BACKUP_FOLDER not writable?}}.',
  'command.sales.name': 'sales',
  'command.sales.description': 'What the shop earned (owner)',
  'command.sales.summary.name': 'summary',
  'command.sales.summary.description': 'Totals, best products and a chart',
  'command.sales.export.name': 'export',
  'command.sales.export.description': 'The orders as a CSV file',
  'option.period.name': 'period',
  'option.period.description': 'Today, the last 7 days, or the last 30; today if left out',
  'option.days.name': 'days',
  'option.days.description': 'How many days back',
  'setting.sales_utc_offset':
    'Hours by which the shop’s day is ahead of UTC, for the sales summary (WIB: 7).',
  'sales.title': '📈 Sales: {period, select, day {today} week {the last 7 days} other {the last 30 days}}',
  'sales.total':
    '**{net}** earned: {sold} sold, {refunded} given back\n{orders, plural, one {1 order} other {{orders, number} orders}}, {items, plural, one {1 item} other {{items, number} items}} · the same time before: {before}',
  'sales.product': '{name} `{code}` · {items, number} sold · {net}',
  'sales.noOrders': 'Nobody has bought anything since {from}.',
  'sales.exported': '{orders, plural, one {1 order} other {{orders, number} orders}} since {from}.',
  'sales.cut': 'The file ends after {orders, number} orders: ask for fewer days to get the rest.',
  'backup.made':
    '✅ Backup `{name}` ({size} MiB) was made, opened and audited: {products, number} products, {items, number} items in stock, {orders, number} orders, wallets {wallets}.\n{kept, plural, one {It is the only one kept} other {{kept, number} are kept}}. `npm run restore` puts one back.',
} as const;
