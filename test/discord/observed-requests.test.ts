import { expect, test } from 'vitest';
import { observedRequests } from '../../src/discord/observed-requests.ts';
import { RequestGuard } from '../../src/discord/request-guard.ts';
import type { RestFact } from '../../src/observability/recorder.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { type Scene, startScene } from '../support/sandbox-scene.ts';

type Fault = Parameters<Scene['control']['addFault']>[0];

/** Sends one request to a local Discord that answers it as told. */
async function observe(fault?: Fault) {
  await using scene = await startScene();
  if (fault) await scene.control.addFault(fault);
  const facts: RestFact[] = [];
  const guard = new RequestGuard({ clock: systemClock, onTokenRefused: () => {} });
  const send = observedRequests((fact) => facts.push(fact), systemClock, guard);
  const headers = { Authorization: `Bot ${scene.sandbox.token}` };
  const answer = await send(`${scene.sandbox.apiUrl}/v10/users/@me`, { method: 'GET', headers });
  return { facts, answer, body: await answer.json(), invalid: guard.invalidRequests };
}

test.each(['user', 'global', 'shared'] as const)('tells whose limit a 429 speaks of: %s', async (scope) => {
  const effect = { kind: 'rate_limit', retryAfterMs: 1, scope } as const;
  const { facts, invalid } = await observe({ on: 'rest', effect });
  expect(facts).toMatchObject([{ status: 429, scope, route: '/users/@me' }]);
  expect(invalid).toBe(scope === 'shared' ? 0 : 1);
});

test('hands on the answer as discord.js reads it', async () => {
  const { facts, answer, body } = await observe();
  expect(facts).toMatchObject([{ status: 200, scope: 'none' }]);
  expect(answer).toMatchObject({ ok: true, status: 200, statusText: 'OK', bodyUsed: true });
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(body).toMatchObject({ bot: true });
});
