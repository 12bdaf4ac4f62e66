import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReplyMessage } from '../src/discord/handler.ts';
import { translators } from '../src/languages/text.ts';
import { createLogger } from '../src/observability/logger.ts';
import { Ending } from '../src/restart.ts';
import type { RestartOrder } from '../src/restart-course.ts';
import { countRestart, takeNote, writeNote } from '../src/restart-note.ts';
import type { ShutdownStep } from '../src/shutdown.ts';
import { openSqliteUnderTest } from './shop/sqlite-under-test.ts';

let sqlite: Awaited<ReturnType<typeof openSqliteUnderTest>>;
beforeEach(async () => void (sqlite = await openSqliteUnderTest()));
afterEach(() => sqlite.close());

const ORDER: RestartOrder = {
  reason: 'command',
  language: 'en',
  userId: '1',
  message: { channelId: '2', messageId: '3' },
};

/** An ending over the named steps; each takes as long as it says, by the clock. */
function ending(steps: { text: ShutdownStep['text']; ms?: number; fails?: Error }[], editMs = 0) {
  const { clock, store } = sqlite;
  const edits: string[] = [];
  const ran: string[] = [];
  const posts = {
    async edit(_at: object, message: ReplyMessage) {
      edits.push(message.content ?? '');
      if (editMs > 0) await clock.sleep(editMs);
    },
  };
  const subject = new Ending({
    steps: steps.map(({ text, ms = 0, fails }) => ({
      name: text,
      text,
      timeoutMs: 5000,
      run: async () => {
        if (ms > 0) await clock.sleep(ms);
        ran.push(text);
        if (fails) throw fails;
      },
    })),
    store,
    clock,
    posts,
    texts: translators(),
    logger: createLogger({ level: 'silent' }),
    cleared: () => ({ catalogue: 2 }),
  });
  return { subject, edits, ran };
}
const SOON = [
  { text: 'restart.step.ready' },
  { text: 'restart.step.boards', ms: 2000 },
  { text: 'restart.step.store' },
] as const;

it('runs every step and asks for a new beginning; the note says what was done', async () => {
  const { subject, ran } = ending([
    SOON[0],
    { text: 'restart.step.boards', fails: Object.assign(new Error('x'), { name: 'TimeoutError' }) },
    SOON[2],
  ]);
  expect(subject.restart(ORDER)?.content).toContain('Restarting…');
  await sqlite.clock.advance(1);
  expect(await subject.over).toBe('restart');
  expect(ran).toEqual(['restart.step.ready', 'restart.step.boards', 'restart.step.store']);
  expect(await takeNote(sqlite.store)).toMatchObject({
    reason: 'command',
    end: 'restarted',
    cleared: { catalogue: 2 },
    steps: [
      { text: 'restart.step.note' },
      { text: 'restart.step.ready' },
      { text: 'restart.step.boards', failure: 'timeout' },
    ],
  });
  expect(await takeNote(sqlite.store)).toBeUndefined();
});

it('does not begin a second time', async () => {
  const { subject } = ending([...SOON]);
  expect(subject.restart(ORDER)).toBeDefined();
  expect(subject.restart(ORDER)).toBeUndefined();
  await sqlite.clock.advance(3000);
  expect(subject.restart(ORDER)).toBeUndefined();
});

it('becomes a stop when a stop comes on the way, and says so', async () => {
  const { subject, edits, ran } = ending([...SOON]);
  subject.restart(ORDER);
  await sqlite.clock.advance(1000);
  const stopped = subject.stop();
  await sqlite.clock.advance(5000);
  expect(await stopped).toEqual([]);
  expect(await subject.over).toBe('stopped');
  expect(ran).toHaveLength(3);
  expect((await takeNote(sqlite.store))?.end).toBe('stopped');
  expect(edits.at(-1)).toContain('A stop came in');
});

it('is not held up by a message that cannot be edited', async () => {
  const { subject, edits } = ending([...SOON], 60_000);
  subject.restart(ORDER);
  await sqlite.clock.advance(2001);
  expect(await subject.over).toBe('restart');
  expect(edits).toHaveLength(1);
});

it('edits the message now and then only, however many steps there are', async () => {
  const steps = Array.from({ length: 40 }, () => ({ text: 'restart.step.timers', ms: 100 }) as const);
  const { subject, edits } = ending([...steps, SOON[2]]);
  subject.restart(ORDER);
  await sqlite.clock.advance(5000);
  expect(await subject.over).toBe('restart');
  expect(edits.length).toBeGreaterThanOrEqual(2);
  expect(edits.length).toBeLessThanOrEqual(4);
  expect(edits.at(-1)).toContain('✅ Stop the timers');
});

it('leaves a note that says so when the process is cut off on the way', async () => {
  const { subject } = ending([...SOON]);
  subject.restart(ORDER);
  await sqlite.clock.advance(500);
  expect((await takeNote(sqlite.store))?.end).toBe('cut_off');
  await sqlite.clock.advance(5000);
});

it('writes no note for a plain stop', async () => {
  const { subject } = ending([...SOON]);
  const stopped = subject.stop();
  await sqlite.clock.advance(3000);
  await stopped;
  expect(await subject.over).toBe('stopped');
  expect(await takeNote(sqlite.store)).toBeUndefined();
});

it('counts restarts over processes, and starts over from a count it cannot read', async () => {
  const { store } = sqlite;
  expect(await countRestart(store, undefined)).toEqual({});
  await countRestart(store, 'command');
  expect(await countRestart(store, 'command')).toEqual({ command: 2 });
  expect(await countRestart(store, 'errors')).toEqual({ command: 2, errors: 1 });
  await store.setFact('restart:totals', '{"command":"many"');
  expect(await countRestart(store, 'memory')).toEqual({ memory: 1 });
});

it('passes over a note of another form', async () => {
  const { store } = sqlite;
  await store.setFact('restart:note', '{"reason":"whim"}');
  expect(await takeNote(store)).toBeUndefined();
  await writeNote(store, {
    reason: 'errors',
    language: 'id',
    startedAtMs: 1,
    end: 'restarted',
    steps: [],
    cleared: {},
  });
  expect(await takeNote(store)).toMatchObject({ reason: 'errors', language: 'id' });
});
