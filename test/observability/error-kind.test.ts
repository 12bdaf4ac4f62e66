import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { DeadlineError } from '../../src/resilience/deadline.ts';
import { ERROR_KINDS, errorKind } from '../../src/observability/error-kind.ts';

const request = { files: [], body: undefined };
function answer(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError(
    { code, message: 'x' },
    code,
    status,
    'GET',
    'https://discord.com/api/v10/x',
    request,
  );
}
function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test.each([
  [answer(50035, 400), 'discord_rejected'],
  [answer(0, 401), 'unauthorized'],
  [answer(50013, 403), 'forbidden'],
  [answer(10008, 404), 'not_found'],
  [answer(10062, 404), 'too_late'],
  [answer(40060, 400), 'too_late'],
  [answer(30046, 429), 'rate_limited'],
  [new HTTPError(502, 'Bad Gateway', 'GET', 'https://discord.com', request), 'discord_down'],
  [AbortSignal.abort().reason, 'timeout'],
  [new DeadlineError('board_edit', 5_000), 'timeout'],
  [Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' }), 'timeout'],
  [new Error('x', { cause: Object.assign(new Error('y'), { code: 'ECONNRESET' }) }), 'network'],
  [new AggregateError([Object.assign(new Error('y'), { code: 'ECONNREFUSED' })]), 'network'],
  [thrownBy(() => new DatabaseSync(':memory:').exec('no sql')), 'database'],
  [thrownBy(() => (undefined as unknown as { x: { y: 1 } }).x.y), 'bug'],
  [new Error('x'), 'other'],
  ['a string', 'other'],
])('%o is %s', (error, kind) => {
  expect(errorKind(error)).toBe(kind);
});

test('a rate limit that discord.js hands back is rate_limited', () => {
  const error = new RateLimitError({
    global: false,
    hash: 'x',
    limit: 3,
    majorParameter: '1',
    method: 'PATCH',
    retryAfter: 1,
    route: '/x',
    scope: 'user',
    sublimitTimeout: 0,
    timeToReset: 1,
    url: 'x',
  });
  expect(errorKind(error)).toBe('rate_limited');
});

test("a refused connection is fetch's TypeError, and counts as the network", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  const port = typeof address === 'object' ? address?.port : 0;
  const error = await fetch(`http://127.0.0.1:${port}`).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(errorKind(error)).toBe('network');
});

test('an endless chain of causes ends', () => {
  const error = new Error('x');
  error.cause = error;
  expect(errorKind(error)).toBe('other');
});

test('there are at most 12 kinds', () => {
  expect(ERROR_KINDS.length).toBeLessThanOrEqual(12);
});
