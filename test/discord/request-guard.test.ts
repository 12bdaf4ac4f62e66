import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { DiscordApi } from '../../src/discord/discord-api.ts';
import { RequestGuard, TokenRefusedError, TooManyRefusalsError } from '../../src/discord/request-guard.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { BREAKER_DEFAULTS } from '../../src/resilience/circuit-breaker.ts';
import { OperationQueue } from '../../src/resilience/operation-queue.ts';
import { TestClock } from '../support/test-clock.ts';

const API = 'https://discord.com/api/v10';
const post = (channel: string) => ({
  method: 'POST',
  url: `${API}/channels/${channel}/messages`,
  isAuthorized: true,
});
const refusal = () =>
  new Response('{"message":"Missing Access","code":50001}', {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-ratelimit-bucket': 'b' },
  });
const ok = () => new Response('{}', { status: 200 });

function setUp() {
  const clock = new TestClock();
  let tokenRefusals = 0;
  const guard = new RequestGuard({ clock, onTokenRefused: () => (tokenRefusals += 1) });
  let sent = 0;
  /** Sends when the guard lets it; 0: answered from memory. */
  const send = async (request: ReturnType<typeof post>, answer = refusal()): Promise<number> => {
    const known = guard.before(request);
    if (known) return 0;
    sent += 1;
    return (await guard.after(request, answer as never)).status;
  };
  return { clock, guard, send, sent: () => sent, tokenRefusals: () => tokenRefusals };
}

describe('a refused token', () => {
  it('ends every request unsent, of whatever kind, and is told once', async () => {
    const { guard, send, sent, tokenRefusals } = setUp();
    await send(post('1'), new Response('{}', { status: 401 }));
    await expect(send(post('1'))).rejects.toThrow(TokenRefusedError);
    await expect(
      send({ method: 'POST', url: `${API}/interactions/1/x/callback`, isAuthorized: false }),
    ).rejects.toThrow(TokenRefusedError);
    guard.refuseToken();
    expect([sent(), tokenRefusals(), guard.isTokenRefused]).toEqual([1, 1, true]);
  });

  it('fails calls of the API with an error that says so, with discord.js’ token gone or not', async () => {
    const { clock, guard } = setUp();
    const metrics = new Metrics({ version: '0', revision: '0', shards: [0], droppedSpans: () => 0 });
    const logger = createLogger({ level: 'silent' });
    const api = new DiscordApi({
      rest: new REST(),
      guard,
      queue: new OperationQueue({ clock }),
      recorder: new Recorder({ metrics, logger, clock }),
      clock,
      random: () => 0,
      settings: () => ({ attempts: 3, baseDelayMs: 1, maxDelayMs: 1, breaker: BREAKER_DEFAULTS }),
      onBreaker: () => {},
    });
    guard.refuseToken();
    for (const operation of ['board_edit', 'reply'] as const) {
      const call = api.request({ operation, method: 'GET', route: '/channels/1' });
      await expect(call).rejects.toMatchObject({ code: 'TOKEN_REFUSED', status: 401 });
    }
  });

  it('is not concluded from the 401 of an interaction that is over', async () => {
    const { guard, send } = setUp();
    const late = { method: 'POST', url: `${API}/webhooks/1/token`, isAuthorized: false };
    expect(await send(late, new Response('{}', { status: 401 }))).toBe(401);
    expect(guard.isTokenRefused).toBe(false);
    expect(guard.invalidRequests).toBe(1);
  });
});

describe('a channel that refuses', () => {
  it('gives its answer again unsent, for one minute, then two, then four', async () => {
    const { clock, send } = setUp();
    const sentAt: number[] = [];
    for (let second = 0; second < 500; second += 10) {
      if ((await send(post('1'))) !== 0) sentAt.push(second);
      await clock.advance(10_000);
    }
    expect(sentAt).toEqual([0, 60, 180, 420]);
  });

  it('gives it as Discord did', async () => {
    const { guard, send } = setUp();
    await send(post('1'));
    const known = guard.before(post('1'));
    expect(known?.status).toBe(403);
    expect(await known?.json()).toEqual({ message: 'Missing Access', code: 50001 });
  });

  it('hands the first answer on with its headers and its body', async () => {
    const { guard } = setUp();
    const answer = await guard.after(post('1'), refusal() as never);
    expect(answer.headers.get('x-ratelimit-bucket')).toBe('b');
    expect(await answer.json()).toMatchObject({ code: 50001 });
  });

  it('refuses that act alone, and nothing any more once it is allowed', async () => {
    const { guard, send } = setUp();
    await send(post('1'));
    expect(guard.before({ ...post('1'), method: 'PATCH' })).toBeUndefined();
    expect(guard.before(post('2'))).toBeUndefined();
    guard.forget();
    expect(await send(post('1'), ok())).toBe(200);
    expect(guard.before(post('1'))).toBeUndefined();
  });
});

describe('many refusals', () => {
  it('are counted as Discord counts them, for ten minutes', async () => {
    const { clock, guard, send } = setUp();
    const limited = (scope: string) =>
      new Response('{}', { status: 429, headers: { 'x-ratelimit-scope': scope } });
    await send(post('1'), limited('user'));
    await send(post('1'), limited('shared'));
    await send(post('1'), new Response('{}', { status: 404 }));
    await send(post('2'));
    expect(guard.invalidRequests).toBe(2);
    await clock.advance(600_000);
    expect(guard.invalidRequests).toBe(0);
  });

  it('stop the requests about channels before 1 % of the ban limit, and say when to come back', async () => {
    const { clock, guard, send } = setUp();
    for (let channel = 0; channel < 90; channel++) await send(post(`${channel}`));
    await clock.advance(1000);
    const blocked = await send(post('999')).catch((error: unknown) => error);
    expect(blocked).toBeInstanceOf(TooManyRefusalsError);
    expect(blocked).toMatchObject({ afterMs: 599_000 });
    const answer = { method: 'POST', url: `${API}/interactions/1/x/callback`, isAuthorized: false };
    expect(await send(answer, ok())).toBe(200);
    await clock.advance(599_000);
    expect(guard.before(post('999'))).toBeUndefined();
  });

  it('stay under 100 in any ten minutes of a day with 300 forbidden boards, tried each minute', async () => {
    const { clock, guard, send } = setUp();
    let most = 0;
    for (let minute = 0; minute < 24 * 60; minute++) {
      for (let board = 0; board < 300; board++) await send(post(`${board}`)).catch(() => 0);
      most = Math.max(most, guard.invalidRequests);
      await clock.advance(60_000);
    }
    expect(most).toBeGreaterThan(50);
    expect(most).toBeLessThan(100);
  });
});
