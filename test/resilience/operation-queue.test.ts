import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationClass } from '../../src/resilience/operation.ts';
import { OperationQueue, QueueFullError, QueueStoppedError } from '../../src/resilience/operation-queue.ts';
import { TestClock } from '../support/test-clock.ts';

interface Given {
  class?: OperationClass;
  key?: string;
  signal?: AbortSignal;
}

function setUp(settings = { workers: 1, maxWaiting: 10 }) {
  const clock = new TestClock();
  const queue = new OperationQueue({ clock, settings });
  const begun: string[] = [];
  /** An operation that ends when the test says, or when it is aborted. */
  const add = (name: string, given: Given = {}) => {
    const work = Promise.withResolvers<string>();
    const outcome = queue
      .run({
        class: given.class ?? 'board',
        run: (signal) => {
          begun.push(name);
          signal.addEventListener('abort', () => work.reject(new Error(`${name} aborted`)));
          return work.promise;
        },
        ...(given.key !== undefined && { key: given.key }),
        ...(given.signal && { signal: given.signal }),
      })
      .catch((error: unknown) => error);
    return { outcome, end: () => work.resolve(name), fail: () => work.reject(new Error(`${name} failed`)) };
  };
  return { clock, queue, begun, add };
}

describe('the order', () => {
  it('is by class, deliveries before boards before cosmetics, and in a class by age', async () => {
    const { queue, begun, add } = setUp();
    const first = add('first');
    const rest = [
      add('cosmetic 1', { class: 'cosmetic' }),
      add('board 1', { class: 'board' }),
      add('delivery 1', { class: 'delivery' }),
      add('board 2', { class: 'board' }),
      add('delivery 2', { class: 'delivery' }),
    ];
    for (const { end } of [first, ...rest]) end();
    await queue.drained();
    expect(begun).toEqual(['first', 'delivery 1', 'delivery 2', 'board 1', 'board 2', 'cosmetic 1']);
  });

  it('runs as many at once as there are workers, and follows a change of that at once', async () => {
    const { queue, begun, add } = setUp({ workers: 2, maxWaiting: 10 });
    const all = ['a', 'b', 'c', 'd'].map((name) => add(name));
    expect(begun).toEqual(['a', 'b']);
    queue.configure({ workers: 3, maxWaiting: 10 });
    expect(begun).toEqual(['a', 'b', 'c']);
    queue.configure({ workers: 1, maxWaiting: 10 });
    all[0]?.end();
    expect(await all[0]?.outcome).toBe('a');
    expect(begun).toHaveLength(3);
    for (const { end } of all) end();
    await queue.drained();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('an error', () => {
  it('reaches whoever asked and stops no worker', async () => {
    const { queue, add } = setUp({ workers: 2, maxWaiting: 100 });
    const failing = Array.from({ length: 20 }, (_, index) => add(`f${index}`));
    const thrown = queue
      .run({
        class: 'board',
        run: () => {
          throw new Error('at once');
        },
      })
      .catch((error: Error) => error.message);
    for (const { fail } of failing) fail();
    expect(await failing[19]?.outcome).toMatchObject({ message: 'f19 failed' });
    expect(await thrown).toBe('at once');
    const after = add('after');
    after.end();
    expect(await after.outcome).toBe('after');
    expect(queue.status.counts).toEqual({ completed: 1, failed: 21, coalesced: 0, rejected: 0 });
  });
});

describe('a key', () => {
  it('makes one operation of all that ask while it waits', async () => {
    const { queue, begun, add } = setUp();
    const busy = add('busy');
    const asked = Array.from({ length: 5 }, (_, index) => add(`ask ${index}`, { key: 'k' }));
    expect(queue.status).toMatchObject({ waiting: { board: 1 }, counts: { coalesced: 4 } });
    busy.end();
    asked[0]?.end();
    expect(await Promise.all(asked.map(({ outcome }) => outcome))).toEqual(Array(5).fill('ask 0'));
    expect(begun).toEqual(['busy', 'ask 0']);
  });

  it('runs one at a time, and one more for those who ask meanwhile', async () => {
    const { queue, begun, add } = setUp({ workers: 3, maxWaiting: 10 });
    const running = add('running', { key: 'k' });
    const next = add('next', { key: 'k' });
    const shared = add('shared', { key: 'k' });
    const other = add('other', { key: 'another' });
    expect(begun).toEqual(['running', 'other']);
    running.end();
    other.end();
    await expect.poll(() => begun).toEqual(['running', 'other', 'next']);
    next.end();
    expect(await shared.outcome).toBe('next');
    await queue.drained();
    const later = add('later', { key: 'k' });
    later.end();
    expect(await later.outcome).toBe('later');
  });

  it('takes no worker while it waits for its turn', async () => {
    const { queue, begun, add } = setUp({ workers: 2, maxWaiting: 10 });
    const running = add('running', { key: 'k' });
    const held = add('held', { key: 'k', class: 'delivery' });
    const others = [add('x'), add('y')];
    for (const { end } of others) end();
    await expect.poll(() => begun).toEqual(['running', 'x', 'y']);
    running.end();
    held.end();
    await queue.drained();
  });

  it('comes to its turn after a failure too', async () => {
    const { add } = setUp({ workers: 3, maxWaiting: 10 });
    const [running, next] = [add('running', { key: 'k' }), add('next', { key: 'k' })];
    running.fail();
    next.end();
    expect(await next.outcome).toBe('next');
  });

  it('still runs one at a time after the one that waited was given up', async () => {
    const { queue, begun, add } = setUp({ workers: 3, maxWaiting: 10 });
    const running = add('running', { key: 'k' });
    const giveUp = new AbortController();
    const givenUp = add('given up', { key: 'k', signal: giveUp.signal });
    giveUp.abort(new Error('given up'));
    expect(await givenUp.outcome).toMatchObject({ message: 'given up' });
    const next = add('next', { key: 'k' });
    expect(begun).toEqual(['running']);
    running.end();
    next.end();
    expect(await next.outcome).toBe('next');
    await queue.drained();
    expect(begun).toEqual(['running', 'next']);
  });

  it('shares the one that waits, also when an earlier one that waited was given up', async () => {
    const { queue, begun, add } = setUp({ workers: 3, maxWaiting: 10 });
    const giveUp = new AbortController();
    const running = add('running', { key: 'k' });
    add('given up', { key: 'k', signal: giveUp.signal });
    giveUp.abort(new Error('given up'));
    const next = add('next', { key: 'k' });
    running.end();
    await expect.poll(() => begun).toEqual(['running', 'next']);
    const last = add('last', { key: 'k' });
    expect(begun).toEqual(['running', 'next']);
    next.end();
    last.end();
    await queue.drained();
    expect(begun).toEqual(['running', 'next', 'last']);
  });
});

describe('who gives up', () => {
  it('leaves alone; the others get their result', async () => {
    const { add } = setUp();
    const busy = add('busy');
    const giveUp = new AbortController();
    const leaving = add('ask', { key: 'k', signal: giveUp.signal });
    const staying = add('ask again', { key: 'k' });
    giveUp.abort(new Error('given up'));
    expect(await leaving.outcome).toMatchObject({ message: 'given up' });
    busy.end();
    leaving.end();
    expect(await staying.outcome).toBe('ask');
  });

  it('aborts what runs when nobody else wants it, and frees the worker', async () => {
    const { add } = setUp();
    const giveUp = new AbortController();
    const running = add('running', { signal: giveUp.signal });
    const next = add('next');
    giveUp.abort(new Error('given up'));
    expect(await running.outcome).toMatchObject({ message: 'given up' });
    next.end();
    expect(await next.outcome).toBe('next');
  });

  it('is not taken in any more', async () => {
    const { begun, add } = setUp();
    const late = add('late', { signal: AbortSignal.abort(new Error('given up')) });
    expect(await late.outcome).toMatchObject({ message: 'given up' });
    expect(begun).toEqual([]);
  });
});

describe('a full queue', () => {
  it('rejects what finds no place, visibly', async () => {
    const { queue, add } = setUp({ workers: 1, maxWaiting: 2 });
    const all = ['running', 'a', 'b'].map((name) => add(name));
    const refused = await add('c').outcome;
    expect(refused).toBeInstanceOf(QueueFullError);
    expect(refused).toMatchObject({ code: 'QUEUE_FULL', class: 'board', maxWaiting: 2 });
    expect(queue.status.counts.rejected).toBe(1);
    for (const { end } of all) end();
    expect(await Promise.all(all.map(({ outcome }) => outcome))).toEqual(['running', 'a', 'b']);
  });

  it('gives the place of the least urgent that came last to something more urgent', async () => {
    const { queue, begun, add } = setUp({ workers: 1, maxWaiting: 3 });
    const all = [
      add('running'),
      add('cosmetic 1', { class: 'cosmetic' }),
      add('cosmetic 2', { class: 'cosmetic' }),
      add('board', { class: 'board' }),
      add('delivery', { class: 'delivery' }),
    ];
    expect(await all[2]?.outcome).toBeInstanceOf(QueueFullError);
    for (const { end } of all) end();
    await queue.drained();
    expect(begun).toEqual(['running', 'delivery', 'board', 'cosmetic 1']);
  });

  it('still lets an operation join one that waits', async () => {
    const { queue, add } = setUp({ workers: 1, maxWaiting: 1 });
    const [running, waiting, joining] = [add('running'), add('a', { key: 'k' }), add('b', { key: 'k' })];
    for (const { end } of [running, waiting]) end();
    expect(await joining.outcome).toBe('a');
    await queue.drained();
  });
});

describe('stopping', () => {
  it('rejects what waits, aborts what runs, and takes nothing more', async () => {
    const { queue, begun, add } = setUp({ workers: 1, maxWaiting: 10 });
    const [running, waiting, held] = [
      add('running', { key: 'k' }),
      add('waiting'),
      add('held', { key: 'k' }),
    ];
    await queue.stop();
    for (const { outcome } of [running, waiting, held])
      expect(await outcome).toBeInstanceOf(QueueStoppedError);
    expect(await add('late').outcome).toMatchObject({ code: 'QUEUE_STOPPED' });
    expect(begun).toEqual(['running']);
    expect(queue.status).toMatchObject({
      running: 0,
      waiting: { delivery: 0, board: 0, cosmetic: 0 },
      counts: { completed: 0, failed: 1, coalesced: 0, rejected: 4 },
    });
  });

  it('lets what runs end in the time given, but nothing that waits begin', async () => {
    const { clock, queue, begun, add } = setUp();
    const [running, waiting] = [add('running', { key: 'k' }), add('waiting')];
    const held = add('held', { key: 'k' });
    const stopped = queue.stop({ finishMs: 5000 });
    for (const { outcome } of [waiting, held]) expect(await outcome).toBeInstanceOf(QueueStoppedError);
    await clock.advance(4999);
    running.end();
    expect(await running.outcome).toBe('running');
    await stopped;
    expect(begun).toEqual(['running']);
    expect(clock.waiting).toBe(0);
  });

  it('leaves behind what ignores its signal: its promise and drained() settle all the same', async () => {
    const { clock, queue } = setUp();
    const outcome = queue
      .run({ class: 'board', run: () => new Promise<never>(() => {}) })
      .catch((error: unknown) => error);
    const drained = queue.drained();
    const stopped = queue.stop({ finishMs: 5000 });
    await clock.advance(5000);
    expect(await outcome).toBeInstanceOf(QueueStoppedError);
    await Promise.all([stopped, drained, queue.drained(), queue.stop()]);
  });

  it('is done at once when nothing is there', async () => {
    const { queue } = setUp();
    await queue.drained();
    await queue[Symbol.asyncDispose]();
  });
});

it('tells its depth, the age of the oldest, and what it saved and refused', async () => {
  const { clock, queue, add } = setUp({ workers: 1, maxWaiting: 10 });
  expect(queue.status.oldestWaitMs).toBe(0);
  const all = [add('running'), add('a', { class: 'delivery' })];
  await clock.advance(3000);
  all.push(add('b', { class: 'cosmetic', key: 'k' }), add('c', { class: 'cosmetic', key: 'k' }));
  await clock.advance(1000);
  expect(queue.status).toEqual({
    workers: 1,
    running: 1,
    waiting: { delivery: 1, board: 0, cosmetic: 1 },
    oldestWaitMs: 4000,
    counts: { completed: 0, failed: 0, coalesced: 1, rejected: 0 },
  });
  for (const { end } of all) end();
  await queue.drained();
  expect(queue.status).toMatchObject({ oldestWaitMs: 0, counts: { completed: 3 } });
});

it('whatever comes, runs no key twice at once, keeps its bounds and settles every promise', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('add' as const),
        class: fc.constantFrom<OperationClass>('delivery', 'board', 'cosmetic'),
        key: fc.constantFrom('', 'x', 'y'),
        givesUp: fc.boolean(),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constantFrom('end', 'fail', 'give up'), index: fc.nat(30) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('configure' as const),
        workers: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('turn' as const) }) },
  );
  const scenario = fc.record({ stopMs: fc.constantFrom(0, 1000), steps: fc.array(step, { maxLength: 60 }) });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ stopMs, steps }) => {
      const clock = new TestClock();
      let workers = 2;
      const maxWaiting = 4;
      const queue = new OperationQueue({ clock, settings: { workers, maxWaiting } });
      const running = new Map<string, number>();
      const works: { end: () => void; fail: () => void; giveUp: () => void }[] = [];
      const outcomes: Promise<unknown>[] = [];
      let tooMany = 0;
      for (const step of steps) {
        if (step.kind === 'turn') await clock.advance(1);
        if (step.kind === 'configure' && 'workers' in step) {
          workers = step.workers;
          queue.configure({ workers, maxWaiting });
        }
        if (step.kind === 'add' && 'class' in step) {
          const { promise, resolve, reject } = Promise.withResolvers<void>();
          promise.catch(() => undefined);
          const abort = new AbortController();
          const run = async () => {
            running.set(step.key, (running.get(step.key) ?? 0) + 1);
            if (step.key !== '' && running.get(step.key) !== 1) tooMany += 1;
            await promise.finally(() => running.set(step.key, (running.get(step.key) ?? 0) - 1));
          };
          abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
          const request = { class: step.class, run, ...(step.key && { key: step.key }) };
          const signal = step.givesUp ? { signal: abort.signal } : {};
          outcomes.push(queue.run({ ...request, ...signal }).catch(() => undefined));
          const giveUp = () => step.givesUp && abort.abort(new Error('given up'));
          works.push({ end: resolve, fail: () => reject(new Error('ill')), giveUp });
        }
        if ('index' in step) {
          const work = works[step.index];
          if (step.kind === 'end') work?.end();
          if (step.kind === 'fail') work?.fail();
          if (step.kind === 'give up') work?.giveUp();
        }
        const { waiting } = queue.status;
        expect(waiting.delivery + waiting.board + waiting.cosmetic).toBeLessThanOrEqual(maxWaiting);
      }
      const stopped = queue.stop({ finishMs: stopMs });
      await clock.advance(1000);
      await Promise.all([stopped, queue.drained(), ...outcomes]);
      expect(tooMany).toBe(0);
      expect(queue.status).toMatchObject({ running: 0, waiting: { delivery: 0, board: 0, cosmetic: 0 } });
      expect(clock.waiting).toBe(0);
      for (const { end } of works) end();
    }),
    { numRuns: 200 },
  );
});
