import { describe, expect, it } from 'vitest';
import { Bulkhead, BulkheadFullError } from '../../src/resilience/bulkhead.ts';

function setUp(settings = { concurrency: 2, maxWaiting: 1 }) {
  const bulkhead = new Bulkhead({ name: 'edits', settings: () => settings });
  const started: string[] = [];
  const call = (name: string, signal?: AbortSignal) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const outcome = bulkhead
      .execute(() => {
        started.push(name);
        return promise;
      }, signal)
      .catch((error: unknown) => error);
    return { outcome, end: () => resolve(name) };
  };
  return { bulkhead, settings, started, call };
}

describe('a bulkhead', () => {
  it('runs as many at once as it may, lets as many wait, and turns the others away', async () => {
    const { bulkhead, started, call } = setUp();
    const [a, b, c, d] = [call('a'), call('b'), call('c'), call('d')];
    expect(await d.outcome).toBeInstanceOf(BulkheadFullError);
    expect(await d.outcome).toMatchObject({ code: 'BULKHEAD_FULL', bulkhead: 'edits' });
    expect(started).toEqual(['a', 'b']);
    expect(bulkhead.status).toEqual({ running: 2, waiting: 1 });
    a.end();
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
    b.end();
    c.end();
    expect(await Promise.all([a.outcome, b.outcome, c.outcome])).toEqual(['a', 'b', 'c']);
    expect(bulkhead.status).toEqual({ running: 0, waiting: 0 });
  });

  it('lets nobody wait where none may', async () => {
    const { call } = setUp({ concurrency: 1, maxWaiting: 0 });
    const [a, b] = [call('a'), call('b')];
    expect(await b.outcome).toBeInstanceOf(BulkheadFullError);
    a.end();
    expect(await a.outcome).toBe('a');
    const c = call('c');
    c.end();
    expect(await c.outcome).toBe('c');
  });

  it('ends the waiting of who gives up, and gives the place to another', async () => {
    const { started, call } = setUp();
    const giveUp = new AbortController();
    const [a, b] = [call('a'), call('b')];
    const waiting = call('given up', giveUp.signal);
    giveUp.abort(new Error('given up'));
    expect(await waiting.outcome).toMatchObject({ message: 'given up' });
    const c = call('c');
    for (const { end } of [a, b, c]) end();
    expect(await c.outcome).toBe('c');
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('gives the place of a failed call to the next', async () => {
    const { bulkhead, call } = setUp({ concurrency: 1, maxWaiting: 5 });
    const failed = bulkhead
      .execute(() => Promise.reject(new Error('ill')))
      .catch((error: Error) => error.message);
    const next = call('next');
    next.end();
    expect(await failed).toBe('ill');
    expect(await next.outcome).toBe('next');
  });

  it('follows a bound that is changed while it runs', async () => {
    const { settings, started, call } = setUp({ concurrency: 1, maxWaiting: 5 });
    const calls = [call('a'), call('b')];
    settings.concurrency = 3;
    calls.push(call('c'));
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
    for (const { end } of calls) end();
    await Promise.all(calls.map(({ outcome }) => outcome));
  });
});
