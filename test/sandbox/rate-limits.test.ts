import { describe, expect, test } from 'vitest';
import { type ApiAnswer, type Scene, startScene } from '../support/sandbox-scene.ts';

const HOUR_MS = 3_600_000;

async function times(count: number, run: (index: number) => Promise<ApiAnswer>): Promise<ApiAnswer[]> {
  const answers: ApiAnswer[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await run(index));
  return answers;
}

const statuses = (answers: ApiAnswer[]) => answers.map(({ status }) => status);

/** A message that is two hours old, and how it is edited. */
async function oldMessage(scene: Scene): Promise<() => Promise<ApiAnswer>> {
  const id = await scene.post({ content: 'board' });
  await scene.control.advanceClock({ ms: 2 * HOUR_MS });
  return () => scene.api('PATCH', `/channels/${scene.channelId}/messages/${id}`, { content: 'board' });
}

describe('buckets', () => {
  test('count down in the headers and answer 429 with the time to wait', async () => {
    const bucket = { limit: 5, windowMs: 60_000 };
    await using scene = await startScene({ limits: { buckets: { 'POST /channels/:id/messages': bucket } } });
    const path = `/channels/${scene.channelId}/messages`;
    const answers = await times(6, () => scene.api('POST', path, { content: 'x' }));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429]);
    const remaining = answers.map(({ headers }) => headers.get('x-ratelimit-remaining'));
    expect(remaining).toEqual(['4', '3', '2', '1', '0', '0']);
    const [first, last] = [answers[0]?.headers, answers[5]];
    expect(first?.get('x-ratelimit-limit')).toBe('5');
    expect(first?.get('x-ratelimit-bucket')).toMatch(/^[\da-f]{32}$/);
    expect(Number(first?.get('x-ratelimit-reset-after'))).toBeGreaterThan(40);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(40);
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(last?.headers.get('x-ratelimit-scope')).toBe('user');
    expect(last?.body).toMatchObject({ global: false, message: 'You are being rate limited.' });
    await scene.control.advanceClock({ ms: 60_000 });
    expect((await scene.api('POST', path, { content: 'x' })).status).toBe(200);
  });

  test('are separate for each channel', async () => {
    await using scene = await startScene();
    const other = await scene.control.createChannel({ guildId: scene.guildId, name: 'other' });
    await times(5, () => scene.api('POST', `/channels/${scene.channelId}/messages`, { content: 'x' }));
    expect((await scene.api('POST', `/channels/${other.id}/messages`, { content: 'x' })).status).toBe(200);
  });

  test('are waited for by discord.js, which sends nothing into a 429', async () => {
    await using scene = await startScene({
      limits: { buckets: { 'POST /channels/:id/messages': { limit: 2, windowMs: 300 } } },
    });
    const client = await scene.bot();
    const channel = await client.channels.fetch(scene.channelId);
    if (!channel?.isSendable()) throw new Error('Not a text channel');
    await Promise.all(['1', '2', '3', '4', '5'].map((content) => channel.send(content)));
    const sent = await scene.control.requests({ route: '/channels/:id/messages' });
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('the limit of 50 a second', () => {
  test('counts all routes together and tells that it is global', async () => {
    await using scene = await startScene({ limits: { globalPerSecond: 3 } });
    await scene.api('GET', '/users/@me');
    await scene.control.advanceClock({ ms: 1_000 });
    const paths = ['/users/@me', `/guilds/${scene.guildId}`, `/channels/${scene.channelId}`, '/gateway/bot'];
    const answers = await Promise.all(paths.map((path) => scene.api('GET', path)));
    expect(statuses(answers).toSorted()).toEqual([200, 200, 200, 429]);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.body['global']).toBe(true);
    expect(limited?.headers.get('x-ratelimit-global')).toBe('true');
    expect(limited?.headers.get('x-ratelimit-scope')).toBe('global');
  });

  test('leaves out callbacks and what follows by an interaction token', async () => {
    await using scene = await startScene({ limits: { globalPerSecond: 1 } });
    const wrong = (path: string) => scene.api('POST', path, { type: 6 }, null);
    const answers = await times(12, () => wrong('/interactions/1100000000000000009/token/callback'));
    expect(new Set(statuses(answers))).toEqual(new Set([404]));
    const edits = await times(3, () =>
      scene.api('PATCH', `/webhooks/${scene.sandbox.applicationId}/token/messages/@original`, {}, null),
    );
    expect(new Set(statuses(edits))).toEqual(new Set([401]));
  });
});

describe('edits of messages older than an hour', () => {
  test('are three in six seconds, then 429 with 30046', async () => {
    await using scene = await startScene();
    const edit = await oldMessage(scene);
    const answers = await times(4, edit);
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.body['code']).toBe(30046);
    expect(Number(answers[3]?.body['retry_after'])).toBeGreaterThan(0);
    expect(Number(answers[3]?.body['retry_after'])).toBeLessThanOrEqual(6);
    expect(Number(answers[3]?.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
    await scene.control.advanceClock({ ms: 6_000 });
    expect((await edit()).status).toBe(200);
  });

  test('have no limit of their own before that age', async () => {
    await using scene = await startScene();
    const id = await scene.post({ content: 'board' });
    const path = `/channels/${scene.channelId}/messages/${id}`;
    const answers = await times(5, () => scene.api('PATCH', path, { content: 'x' }));
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
  });
});

describe('invalid requests', () => {
  test('bring a ban when there are too many, and Cloudflare answers in text', async () => {
    await using scene = await startScene({ limits: { invalidRequests: 3 } });
    const answers = await times(4, () => scene.api('GET', '/users/@me', undefined, 'Bot wrong'));
    expect(statuses(answers)).toEqual([401, 401, 401, 429]);
    const banned = await scene.api('GET', '/users/@me');
    expect(banned).toMatchObject({ status: 429, text: 'error code: 1015' });
    expect(banned.headers.get('x-ratelimit-bucket')).toBeNull();
    await scene.control.advanceClock({ ms: HOUR_MS });
    expect((await scene.api('GET', '/users/@me')).status).toBe(200);
  });

  test('do not include 429s of the scope shared', async () => {
    await using scene = await startScene({ limits: { invalidRequests: 2 } });
    const effect = { kind: 'rate_limit', retryAfterMs: 1, scope: 'shared' } as const;
    await scene.control.addFault({ on: 'rest', effect, count: 3 });
    const answers = await times(4, () => scene.api('GET', '/users/@me'));
    expect(statuses(answers)).toEqual([429, 429, 429, 200]);
  });
});
