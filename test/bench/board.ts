import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Exchange } from '../../src/sandbox/sandbox.ts';
import type { Line, Row } from './row.ts';
import { type Scene, startScene } from './scene.ts';
import { percentile, ratioLine, zeroLine } from './stats.ts';

const PER_SECOND = 20;
const SECONDS = 60;
const TWO_HOURS_MS = 2 * 3_600_000;
/** Longer than the edit limit's window, so that the change that starts the load finds it unused. */
const QUIET_MS = 8000;
const LAST_EDIT_MS = 6000;
/** 3 edits in 6 s. */
const BEST_INTERVAL_MS = 2000;

/** A shop's revision and when it was there: committed, or visible on the board. */
interface Step {
  revision: number;
  atMs: number;
}

/** How long a change of stock takes to show on a board older than an hour, beside an editor that knows its limit perfectly. */
export const board: Row = {
  name: 'board',
  about: `${PER_SECOND} stock changes/s on a message older than an hour, beside the best that 3 edits per 6 s allows`,
  async measure({ seconds = SECONDS }) {
    await using scene = await startScene({
      bot: 'livestock',
      sandbox: { startAtMs: systemClock.now() - TWO_HOURS_MS },
    });
    const { sandbox, ownerId, command } = scene;
    await command(ownerId, 'product add', { code: 'ITEM', name: 'Item', price: 5 });
    await systemClock.sleep(QUIET_MS);
    await sandbox.control.advanceClock({ ms: TWO_HOURS_MS });

    const edits: Step[] = [];
    let limited = 0;
    sandbox.onExchange((exchange) => {
      if (exchange.status === 429) limited += 1;
      const revision = shownRevision(exchange, scene.boardId);
      if (revision !== undefined) edits.push({ revision, atMs: systemClock.now() });
    });
    await changeStock(scene, seconds);
    await systemClock.sleep(LAST_EDIT_MS);
    return lines(commits(scene), edits, limited);
  },
};

/** Changes the price again and again at a steady rate. */
async function changeStock({ command, ownerId }: Scene, seconds: number): Promise<void> {
  const startedMs = systemClock.monotonicMs();
  const changes: Promise<void>[] = [];
  for (let index = 0; index < PER_SECOND * seconds; index++) {
    const waitMs = startedMs + (index * 1000) / PER_SECOND - systemClock.monotonicMs();
    if (waitMs > 0) await systemClock.sleep(waitMs);
    changes.push(command(ownerId, 'product edit', { code: 'ITEM', price: 1000 + index }));
  }
  await Promise.all(changes);
}

/** When each change was committed, from the shop's own audit: every edit is one revision, after the product's first. */
function commits({ folder }: Scene): Step[] {
  using db = new DatabaseSync(join(folder, 'data/livestock.db'), { readOnly: true });
  const rows = db.prepare("SELECT at_ms FROM audit WHERE action = 'product.edit' ORDER BY id").all();
  return rows.map((row, index) => ({ revision: index + 2, atMs: Number(row['at_ms']) }));
}

/** The revision in the footer of an edit that Discord took. */
function shownRevision(
  { method, route, path, status, requestBody }: Exchange,
  boardId: string,
): number | undefined {
  if (method !== 'PATCH' || !route.startsWith('/channels/') || !path.endsWith(boardId) || status !== 200)
    return;
  const { embeds } = requestBody as { embeds: { footer?: { text: string } }[] };
  const digits = /#([\d.,]+)/.exec(embeds.at(-1)?.footer?.text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits.replace(/\D/g, ''));
}

function lines(changes: readonly Step[], edits: readonly Step[], limited: number): Line[] {
  const ideal = idealEdits(changes);
  const pair = (share: number) => ({
    ours: percentile(staleness(changes, edits), share) / 1000,
    reference: percentile(staleness(changes, ideal), share) / 1000,
  });
  const counted = { ours: edits.length, reference: ideal.length };
  return [
    ratioLine(`edits for ${changes.length} changes`, [counted], { unit: 'edits' }),
    ratioLine('commit → visible, p50', [pair(0.5)], { unit: 's' }),
    ratioLine('commit → visible, p99', [pair(0.99)], { unit: 's', bound: { atMost: 1.1 } }),
    zeroLine('429s provoked', limited),
    zeroLine('changes never shown', staleness(changes, edits).filter((ms) => !Number.isFinite(ms)).length),
  ];
}

/** An editor that shows the first change at once and edits every 2 s while there is something to show, in no time. */
function idealEdits(changes: readonly Step[]): Step[] {
  const edits: Step[] = [];
  let index = 0;
  for (let next = changes[index]; next; next = changes[index]) {
    const atMs = Math.max(next.atMs, (edits.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + BEST_INTERVAL_MS);
    let { revision } = next;
    for (let change: Step | undefined = next; change && change.atMs <= atMs; change = changes[++index])
      revision = change.revision;
    edits.push({ revision, atMs });
  }
  return edits;
}

/** For each change, the milliseconds until the first edit that shows it; infinite when none does. */
function staleness(changes: readonly Step[], edits: readonly Step[]): number[] {
  return changes.map(({ revision, atMs }) => {
    const shown = edits.find((edit) => edit.revision >= revision);
    return shown ? shown.atMs - atMs : Number.POSITIVE_INFINITY;
  });
}
