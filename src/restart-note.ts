import { z } from 'zod';
import { RESTART_REASONS, type RestartReason } from './observability/labels.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

/** What must outlive the process that restarts, for the one that follows it. */
const noteSchema = z.object({
  reason: z.enum(RESTART_REASONS),
  /** Who asked; absent when the bot restarts by itself. */
  userId: z.string().optional(),
  /** The message that asked and is told the outcome. */
  message: z.object({ channelId: z.string(), messageId: z.string() }).optional(),
  language: z.enum(['en', 'id']),
  startedAtMs: z.number(),
  /** `cut_off` until the steps have ended: whoever finds that comes after a crash. */
  end: z.enum(['cut_off', 'restarted', 'stopped']),
  steps: z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      startedAtMs: z.number(),
      ms: z.number(),
      failure: z.string().optional(),
    }),
  ),
  cleared: z.record(z.string(), z.number()),
});
export type RestartNote = z.infer<typeof noteSchema>;

const totalsSchema = z.partialRecord(z.enum(RESTART_REASONS), z.int().min(0));
const timesSchema = z.array(z.number());

const NOTE = 'restart:note';
const TOTALS = 'restart:totals';
const SELF_RESTARTS = 'restart:self';

type Facts = Pick<ShopStore, 'fact' | 'setFact'>;

export async function writeNote(store: Facts, note: RestartNote): Promise<void> {
  await store.setFact(NOTE, JSON.stringify(note));
}

/** The note of the process before this one; it is gone after this call, so that an outcome is told once. */
export async function takeNote(store: Facts): Promise<RestartNote | undefined> {
  const note = await read(store, NOTE, noteSchema);
  if (note) await store.setFact(NOTE, '');
  return note;
}

/** Counts a restart, if one is given. @returns the restarts of all processes so far, by reason */
export async function countRestart(
  store: Facts,
  reason: RestartReason | undefined,
): Promise<Partial<Record<RestartReason, number>>> {
  const totals = (await read(store, TOTALS, totalsSchema)) ?? {};
  if (!reason) return totals;
  const counted = { ...totals, [reason]: (totals[reason] ?? 0) + 1 };
  await store.setFact(TOTALS, JSON.stringify(counted));
  return counted;
}

/** When the bot restarted by itself: milliseconds since the Unix epoch. */
export async function selfRestarts(store: Facts): Promise<readonly number[]> {
  return (await read(store, SELF_RESTARTS, timesSchema)) ?? [];
}

export async function saveSelfRestarts(store: Facts, times: readonly number[]): Promise<void> {
  await store.setFact(SELF_RESTARTS, JSON.stringify(times));
}

/** Undefined as well for what another version has written and this one does not understand. */
async function read<T>(store: Facts, key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await store.fact(key);
  if (!text) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
