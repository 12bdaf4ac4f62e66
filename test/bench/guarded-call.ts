import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { Pool } from 'undici';
import { BREAKER_DEFAULTS } from '../../src/resilience/circuit-breaker.ts';
import { Policy, type PolicySettings } from '../../src/resilience/policy.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Row } from './row.ts';
import { type Round, ratioLine } from './stats.ts';

const CALLS = 20_000;
const REQUESTS = 2000;
const AT_ONCE = 10;
const SETTINGS: PolicySettings = {
  deadlineMs: 30_000,
  attemptTimeoutMs: 5000,
  attempts: 3,
  baseDelayMs: 500,
  maxDelayMs: 10_000,
  breaker: BREAKER_DEFAULTS,
  bulkhead: { concurrency: AT_ONCE, maxWaiting: 100 },
};

type Work = (signal?: AbortSignal) => Promise<unknown>;
type Guard = (work: Work) => Promise<unknown>;

/** What deadline, retry, breaker, bulkhead and attempt timeout cost a call that succeeds, beside the bare call. */
export const guardedCall: Row = {
  name: 'guarded-call',
  about: 'a call within the whole policy, beside the bare one and beside the same of cockatiel',
  async measure({ rounds }) {
    const bare: Guard = (work) => work();
    const [ours, peer] = [guardOfOurs(), guardOfCockatiel()];
    await using server = await startServer();
    const [nothing, besidePeer, request]: [Round[], Round[], Round[]] = [[], [], []];
    for (const guard of [ours, peer, bare]) {
      await callMicros(guard, async () => 1, CALLS);
      await callMicros(guard, server.request, REQUESTS);
    }
    for (let round = 0; round < rounds; round++) {
      const oursUs = await callMicros(ours, async () => 1, CALLS);
      nothing.push({ ours: oursUs, reference: await callMicros(bare, async () => 1, CALLS) });
      besidePeer.push({ ours: oursUs, reference: await callMicros(peer, async () => 1, CALLS) });
      request.push({
        ours: await callMicros(ours, server.request, REQUESTS),
        reference: await callMicros(bare, server.request, REQUESTS),
      });
    }
    return [
      ratioLine('call of nothing, guarded / bare', nothing, { unit: 'µs' }),
      ratioLine('call of nothing, guarded / by cockatiel', besidePeer, { unit: 'µs' }),
      ratioLine('loopback request, guarded / bare', request, { unit: 'µs' }),
    ];
  },
};

function guardOfOurs(): Guard {
  const policy = new Policy({
    name: 'bench',
    clock: systemClock,
    random: Math.random,
    settings: () => SETTINGS,
    isFailure: () => true,
    retryable: () => ({ reason: 'other' }),
  });
  return (work) => policy.execute(work);
}

function guardOfCockatiel(): Guard {
  const policy = wrap(
    timeout(SETTINGS.deadlineMs, TimeoutStrategy.Aggressive),
    retry(handleAll, { maxAttempts: SETTINGS.attempts - 1, backoff: new ExponentialBackoff() }),
    circuitBreaker(handleAll, {
      halfOpenAfter: SETTINGS.breaker.openMs,
      breaker: new ConsecutiveBreaker(SETTINGS.breaker.threshold),
    }),
    bulkhead(SETTINGS.bulkhead.concurrency, SETTINGS.bulkhead.maxWaiting),
    timeout(SETTINGS.attemptTimeoutMs, TimeoutStrategy.Aggressive),
  );
  return (work) => policy.execute(({ signal }) => work(signal));
}

/** Mean time of a call in microseconds, `AT_ONCE` at a time. */
async function callMicros(guard: Guard, work: Work, calls: number): Promise<number> {
  const startMs = systemClock.monotonicMs();
  for (let done = 0; done < calls; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => guard(work)));
  }
  return ((systemClock.monotonicMs() - startMs) * 1000) / calls;
}

async function startServer(): Promise<AsyncDisposable & { request: Work }> {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: AT_ONCE });
  return {
    async request(signal) {
      const { body } = await pool.request({ path: '/', method: 'GET', ...(signal && { signal }) });
      return await body.text();
    },
    async [Symbol.asyncDispose]() {
      await pool.close();
      server.close();
    },
  };
}
