import { formatPrice } from '../../shop/money.ts';
import type { DatabaseFacts } from '../../shop/store/shop-store.ts';
import { type CommandHandler, reply } from '../handler.ts';
import { command } from './definition.ts';

export const backupDefinition = command('command.backup');

export interface BackupCommandDeps {
  /** Makes a proven copy of the database. @throws what went wrong */
  make: () => Promise<{ name: string; facts: DatabaseFacts }>;
  /** The kept ones, newest first. */
  list: () => Promise<string[]>;
}

/** `/backup`: a proven copy of the database, now. It holds every shop of the process. */
export function backupCommand({ make, list }: BackupCommandDeps): CommandHandler {
  return {
    path: 'backup',
    effect: 'write',
    needs: 'operator',
    async answer({ t }) {
      const { name, facts } = await make();
      const { bytes, products, freeItems, orders, walletsWl } = facts;
      const kept = (await list()).length;
      const size = (bytes / 1024 / 1024).toFixed(1);
      const wallets = formatPrice(walletsWl);
      return reply(t('backup.made', { name, size, products, items: freeItems, orders, wallets, kept }));
    },
  };
}
