import { checkGrowId, foldGrowId } from '../../growtopia.ts';
import { UserError } from '../../../runtime/errors.ts';
import type { ImportedShop, LeftOut } from '../shop-store.ts';
import { replayed } from './movements.ts';
import type { LegacyRow, LegacyShop } from './shop-db.ts';

const DISCORD_ID = /^\d{17,20}$/;
/** What the Python bot's own set-up writes when nobody has named a world. */
const UNSET_WORLD = 'YOURWORLD';

/** A shop as this one takes it, and the rows that cannot be taken. */
export interface Converted {
  shop: ImportedShop;
  leftOut: LeftOut[];
  /** What the users' rows that were taken hold together: wallets and unclaimed money must come to the same. */
  totalWl: number;
}

/** Translates the Python bot's tables. Pure: nothing is read or written but the rows. */
export function convert(legacy: LegacyShop): Converted {
  const leftOut: LeftOut[] = [];
  const leave = (source: string, why: string) => void leftOut.push({ source, why });
  const players = playersOf(legacy, leave);
  const money = [...players.values()];
  return {
    shop: {
      products: legacy.products.map((row) => ({
        source: source('products', row),
        code: text(row['code']),
        name: text(row['name']),
        priceWl: Number(row['price']),
        description: text(row['description']) || undefined,
      })),
      items: legacy.stock.flatMap((row) => itemsOf(row, leave)),
      wallets: money.flatMap(({ userId, movements, ...player }) =>
        userId === undefined ? [] : [{ ...player, userId, movements }],
      ),
      unclaimed: money.flatMap(({ userId, source: from, growId, totalWl }) =>
        userId === undefined && totalWl > 0 ? [{ source: from, growId, amountWl: totalWl }] : [],
      ),
      worlds: legacy.world_info.flatMap((row) => worldsOf(row)),
      blacklist: legacy.blacklist.flatMap((row) => blacklistOf(row, players, leave)),
    },
    leftOut,
    totalWl: money.reduce((sum, { totalWl }) => sum + totalWl, 0),
  };
}

interface Player {
  source: string;
  growId: string;
  userId: string | undefined;
  totalWl: number;
  movements: { atMs: number; amountWl: number; reason: string }[];
}
type Leave = (source: string, why: string) => void;

/** Players by folded GrowID: the game knows no case, so rows that differ in it are one player's. */
function playersOf(legacy: LegacyShop, leave: Leave): Map<string, Player> {
  const owners = ownersOf(legacy.user_growid, leave);
  const players = new Map<string, Player>();
  for (const row of [...legacy.users, ...registeredOnly(legacy)]) {
    const from = source(row['balance_wl'] === undefined ? 'user_growid' : 'users', row);
    const growId = growIdOf(row['growid']);
    const balanceWl = balanceOf(row);
    if (growId === undefined) leave(from, 'its growid cannot be a GrowID');
    else if (balanceWl === undefined) leave(from, 'its balance is no whole number of locks, or below 0');
    else {
      const folded = foldGrowId(growId);
      const player = { source: from, growId, userId: owners.get(folded), totalWl: 0, movements: [] };
      const known = players.get(folded) ?? player;
      players.set(folded, { ...known, totalWl: known.totalWl + balanceWl });
    }
  }
  giveHistory(players, legacy.balance_transactions, leave);
  return players;
}

/** Only a wallet has a history; what is unclaimed is a sum. */
function giveHistory(players: Map<string, Player>, rows: readonly LegacyRow[], leave: Leave): void {
  const history = Map.groupBy(rows, (row) => foldGrowId(text(row['growid'])));
  for (const [folded, player] of players) {
    if (player.userId === undefined) continue;
    player.movements = replayed(history.get(folded) ?? [], player.totalWl, (row, why) =>
      leave(source('balance_transactions', row), why),
    );
    history.delete(folded);
  }
  for (const row of [...history.values()].flat()) {
    leave(source('balance_transactions', row), 'its GrowID has no wallet here');
  }
}

/** Mappings without a row in users: registered, and nothing in the wallet. */
function registeredOnly(legacy: LegacyShop): LegacyRow[] {
  const withRow = new Set(legacy.users.map((row) => foldGrowId(text(row['growid']))));
  return legacy.user_growid.filter((row) => !withRow.has(foldGrowId(text(row['growid']))));
}

/** Discord ids by folded GrowID: the first that claims one has it. */
function ownersOf(mappings: readonly LegacyRow[], leave: Leave): Map<string, string> {
  const owners = new Map<string, string>();
  const used = new Set<string>();
  for (const row of mappings) {
    const from = source('user_growid', row);
    const userId = text(row['discord_id']);
    const folded = foldGrowId(text(row['growid']));
    if (!DISCORD_ID.test(userId)) leave(from, 'its discord_id is no Discord id');
    else if (owners.has(folded)) leave(from, 'its GrowID belongs to an earlier row’s Discord user');
    else if (used.has(userId)) leave(from, 'its Discord user has a GrowID already');
    else {
      owners.set(folded, userId);
      used.add(userId);
    }
  }
  return owners;
}

function itemsOf(row: LegacyRow, leave: Leave): ImportedShop['items'] {
  const from = source('stock', row);
  const content = text(row['content']);
  const status = text(row['status'] ?? 'available');
  if (content === '') leave(from, 'it has no content');
  else if (!['available', 'sold', 'deleted'].includes(status)) leave(from, 'its status is unknown');
  else
    return [
      {
        source: from,
        code: text(row['product_code']),
        content,
        status: status === 'available' ? 'free' : 'void',
      },
    ];
  return [];
}

function worldsOf(row: LegacyRow): ImportedShop['worlds'] {
  const name = text(row['world']);
  if (name === '' || name === UNSET_WORLD) return [];
  const owner = text(row['owner']) || undefined;
  return [{ source: source('world_info', row), name, owner, bot: text(row['bot']) || undefined }];
}

function blacklistOf(row: LegacyRow, players: Map<string, Player>, leave: Leave): ImportedShop['blacklist'] {
  const from = source('blacklist', row);
  const userId = players.get(foldGrowId(text(row['growid'])))?.userId;
  if (userId !== undefined) return [{ source: from, userId, reason: text(row['reason']) || 'shop.db' }];
  leave(from, 'its GrowID belongs to nobody on Discord: blacklist the person by /blacklist add when known');
  return [];
}

/** The balance in WL; undefined unless it is a whole number of locks of each kind and not below 0. */
function balanceOf(row: LegacyRow): number | undefined {
  const [wl, dl, bgl] = ['balance_wl', 'balance_dl', 'balance_bgl'].map((name) => Number(row[name] ?? 0));
  const total = (wl ?? 0) + (dl ?? 0) * 100 + (bgl ?? 0) * 10_000;
  return [wl, dl, bgl].every(Number.isSafeInteger) && Number.isSafeInteger(total) && total >= 0
    ? total
    : undefined;
}

function growIdOf(value: unknown): string | undefined {
  try {
    return checkGrowId(text(value));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function source(table: string, row: LegacyRow): string {
  return `${table} ${String(row['_row'])}`;
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim();
}
