import { UserError } from '../runtime/errors.ts';
import type { World } from './store/shop-store.ts';

// Growtopia itself allows less (3 to 18 letters and digits); older names and guests are longer.
const GROW_ID = /^[A-Za-z0-9_]{1,24}$/;
const WORLD_NAME = /^[A-Z0-9_]{1,24}$/;

/** A player's name as it was typed, trimmed. @throws UserError growid_invalid */
export function checkGrowId(typed: string): string {
  const growId = typed.trim();
  if (GROW_ID.test(growId)) return growId;
  throw new UserError('growid_invalid', { growId: typed.slice(0, 100) });
}

/** GrowIDs compare without case: the form to compare. */
export function foldGrowId(growId: string): string {
  return growId.toLowerCase();
}

/** A world with its name in capitals, as Growtopia shows it; empty owner and bot are absent. @throws UserError world_invalid */
export function checkWorld(world: World): World {
  const name = world.name.trim().toUpperCase();
  if (!WORLD_NAME.test(name))
    throw new UserError('world_invalid', { field: 'name', reason: '(1–24: A–Z 0–9 _)' });
  return { name, owner: playerOf('owner', world.owner), bot: playerOf('bot', world.bot) };
}

function playerOf(field: 'owner' | 'bot', typed: string | undefined): string | undefined {
  const player = typed?.trim();
  if (!player) return undefined;
  if (GROW_ID.test(player)) return player;
  throw new UserError('world_invalid', { field, reason: '(1–24: A–Z a–z 0–9 _)' });
}
