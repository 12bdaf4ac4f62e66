import { checkWorld } from '../../growtopia.ts';
import type { World } from '../shop-store.ts';
import { recordAct } from './audit.ts';
import type { Transaction } from './transaction.ts';

interface WorldRow {
  name: string;
  owner: string | null;
  bot: string | null;
}

export function worlds(tx: Transaction, shopId: string): World[] {
  return tx
    .all<WorldRow>('SELECT name, owner, bot FROM worlds WHERE shop_id = ? ORDER BY name', shopId)
    .map(worldOf);
}

export function setWorld(tx: Transaction, shopId: string, typed: World, actorId: string): void {
  const world = checkWorld(typed);
  const before = tx.get<WorldRow>(
    'SELECT name, owner, bot FROM worlds WHERE shop_id = ? AND name = ?',
    shopId,
    world.name,
  );
  tx.run(
    `INSERT INTO worlds (shop_id, name, owner, bot) VALUES (?, ?, ?, ?)
     ON CONFLICT (shop_id, name) DO UPDATE SET owner = excluded.owner, bot = excluded.bot`,
    shopId,
    world.name,
    world.owner ?? null,
    world.bot ?? null,
  );
  const act = { actorId, action: 'world.set', subject: world.name } as const;
  recordAct(tx, shopId, { ...act, before: before && { ...worldOf(before) }, after: { ...world } });
}

function worldOf({ name, owner, bot }: WorldRow): World {
  return { name, owner: owner ?? undefined, bot: bot ?? undefined };
}
