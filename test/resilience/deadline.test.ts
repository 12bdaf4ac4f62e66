import { describe, expect, it } from 'vitest';
import { DeadlineError, deadline } from '../../src/resilience/deadline.ts';
import { TestClock } from '../support/test-clock.ts';

describe('a deadline', () => {
  it('gives what the work gives in time', async () => {
    await expect(deadline('x', 1000, async () => 7, { clock: new TestClock() })).resolves.toBe(7);
  });

  it('ends and aborts work that ignores the time', async () => {
    const clock = new TestClock();
    let signal: AbortSignal | undefined;
    const outcome = deadline(
      'edit',
      1000,
      (given) => {
        signal = given;
        return new Promise<never>(() => {});
      },
      { clock },
    ).catch((error: unknown) => error);
    await clock.advance(999);
    expect(signal?.aborted).toBe(false);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ name: 'DeadlineError', operation: 'edit', timeoutMs: 1000 });
    expect(await outcome).toBeInstanceOf(DeadlineError);
    expect(signal?.aborted).toBe(true);
  });

  it('passes an abort from outside on, with its reason', async () => {
    const stop = new AbortController();
    const outcome = deadline('x', 1000, () => new Promise<never>(() => {}), {
      clock: new TestClock(),
      signal: stop.signal,
    }).catch((error: unknown) => error);
    stop.abort(new Error('stopping'));
    expect(await outcome).toMatchObject({ message: 'stopping' });
  });

  it('tells why it ended, and not what the aborted work makes of it', async () => {
    const clock = new TestClock();
    const outcome = deadline(
      'edit',
      1000,
      (signal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('socket closed')));
        }),
      { clock },
    ).catch((error: unknown) => error);
    await clock.advance(1000);
    expect(await outcome).toBeInstanceOf(DeadlineError);
  });
});
