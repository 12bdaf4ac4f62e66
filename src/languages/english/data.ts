export const data = {
  'command.backup.name': 'backup',
  'command.backup.description': 'Copy the database now and prove the copy (operator)',
  'setting.backup_every': 'How often backups are made by themselves, in hours; 0 makes none.',
  'setting.backup_keep': 'How many backups are kept; older ones are removed.',
  'notice.backup':
    '💾 **The database could not be backed up** since {since}: {reason, select, damaged {the copy did not prove itself; keep the older ones and run /audit} other {see the log; is the disk full or BACKUP_FOLDER not writable?}}.',
  'backup.made':
    '✅ Backup `{name}` ({size} MiB) was made, opened and audited: {products, number} products, {items, number} items in stock, {orders, number} orders, wallets {wallets}.\n{kept, plural, one {It is the only one kept} other {{kept, number} are kept}}. `npm run restore` puts one back.',
} as const;
