import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/sandbox/control-api.ts';
import { type RawGateway, type Scene, startScene } from '../support/sandbox-scene.ts';

const ROWS = [{ type: 1, components: [{ type: 2, style: 1, label: 'Buy', custom_id: 'buy' }] }];

interface Clicked {
  id: string;
  token: string;
  outcome: Promise<Outcome>;
  callback: (body: unknown, query?: string) => ReturnType<Scene['api']>;
  webhook: (method: string, path?: string, body?: unknown) => ReturnType<Scene['api']>;
}

async function connect(scene: Scene): Promise<RawGateway> {
  const gateway = scene.socket();
  await gateway.identify(scene.sandbox.token);
  await gateway.event('READY');
  return gateway;
}

/** Clicks the board's button and hands out what the bot received. */
async function click(scene: Scene, gateway: RawGateway, messageId: string): Promise<Clicked> {
  gateway.frames.splice(1);
  const { userId, channelId } = scene;
  const outcome = scene.control.click({ userId, channelId, messageId, customId: 'buy' });
  const { id, token } = (await gateway.event('INTERACTION_CREATE')) as { id: string; token: string };
  return {
    id,
    token,
    outcome,
    callback: (body, query = '') =>
      scene.api('POST', `/interactions/${id}/${token}/callback${query}`, body, null),
    webhook: (method, path = '', body) =>
      scene.api(method, `/webhooks/${scene.sandbox.applicationId}/${token}${path}`, body, null),
  };
}

describe('the first response to an interaction', () => {
  test('is refused with 10062 when three seconds are over, and the user sees a failure', async () => {
    await using scene = await startScene({ limits: { ackMs: 100 } });
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    expect(await clicked.outcome).toMatchObject({ state: 'failed' });
    expect(await clicked.callback({ type: 6 })).toMatchObject({ status: 404, body: { code: 10062 } });
    expect((await clicked.webhook('GET', '/messages/@original')).body['code']).toBe(10015);
  });

  test('fails after three seconds of a clock that is moved', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    await scene.control.advanceClock({ ms: 3_000 });
    expect(await clicked.outcome).toMatchObject({ state: 'failed' });
  });

  test('is accepted once; a second one is 40060', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    expect((await clicked.callback({ type: 6 })).status).toBe(204);
    expect(await clicked.callback({ type: 6 })).toMatchObject({ status: 400, body: { code: 40060 } });
  });

  test('does nothing for a token that does not fit', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    const wrong = await scene.api('POST', `/interactions/${clicked.id}/wrong/callback`, { type: 6 }, null);
    expect(wrong.body['code']).toBe(10062);
    expect((await clicked.callback({ type: 6 })).status).toBe(204);
  });

  test('tells about the message when it is asked for with_response', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    const answer = await clicked.callback({ type: 5, data: { flags: 64 } }, '?with_response=true');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        interaction: {
          id: clicked.id,
          type: 3,
          response_message_loading: true,
          response_message_ephemeral: true,
        },
        resource: { type: 4, message: { flags: 192 } },
      },
    });
  });

  test('must be of a type that fits the interaction', async () => {
    await using scene = await startScene({ wrongRequests: true });
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    const answer = await clicked.callback({ type: 8, data: { choices: [] } });
    expect(answer.body).toMatchObject({
      code: 50035,
      errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } },
    });
  });

  test('shows mistakes of its message under data, and may then be repeated', async () => {
    await using scene = await startScene({ wrongRequests: true });
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    const answer = await clicked.callback({ type: 4, data: { content: 'x'.repeat(2_001) } });
    expect(answer.body).toMatchObject({
      errors: { data: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    });
    expect((await clicked.callback({ type: 4, data: { content: 'short' } })).status).toBe(204);
  });

  test('opens no modal with too long a title or equal inputs', async () => {
    await using scene = await startScene({ wrongRequests: true });
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    const input = { type: 1, components: [{ type: 4, custom_id: 'a', style: 1, label: 'A' }] };
    const answer = await clicked.callback({
      type: 9,
      data: { custom_id: 'm', title: 'T'.repeat(46), components: [input, input] },
    });
    expect(answer.body).toMatchObject({
      errors: {
        data: {
          title: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }] },
          components: {
            1: {
              components: { 0: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } },
            },
          },
        },
      },
    });
  });
});

describe('what follows the first response', () => {
  test('is refused with 50027 after fifteen minutes', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    await clicked.callback({ type: 5 });
    await scene.control.advanceClock({ ms: 15 * 60_000 - 5_000 });
    expect((await clicked.webhook('PATCH', '/messages/@original', { content: 'in time' })).status).toBe(200);
    await scene.control.advanceClock({ ms: 6_000 });
    const late = await clicked.webhook('PATCH', '/messages/@original', { content: 'late' });
    expect(late).toMatchObject({ status: 401, body: { code: 50027 } });
  });

  test('fills in the deferred message with the first follow-up, private as it was deferred', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    await clicked.callback({ type: 5, data: { flags: 64 } });
    const first = await clicked.webhook('POST', '', { content: 'one' });
    const original = await clicked.webhook('GET', '/messages/%40original');
    expect(original.body).toMatchObject({ id: first.body['id'], content: 'one', flags: 64 });
    const second = await clicked.webhook('POST', '', { content: 'two' });
    expect(second.body['id']).not.toBe(first.body['id']);
  });

  test('reaches an ephemeral message by the token only', async () => {
    await using scene = await startScene();
    const gateway = await connect(scene);
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    await clicked.callback({ type: 4, data: { content: 'psst', flags: 64 } });
    const id = String((await clicked.webhook('GET', '/messages/@original')).body['id']);
    const path = `/channels/${scene.channelId}/messages/${id}`;
    expect((await scene.api('GET', path)).body['code']).toBe(10008);
    expect((await scene.api('PATCH', path, { content: 'x' })).body['code']).toBe(10008);
    const other = { userId: scene.ownerId, channelId: scene.channelId, messageId: id, customId: 'buy' };
    await expect(scene.control.click(other)).rejects.toThrow('does not see');
    expect((await clicked.webhook('DELETE', '/messages/@original')).status).toBe(204);
    expect((await clicked.webhook('PATCH', '/messages/@original', { content: 'x' })).body['code']).toBe(
      10008,
    );
  });

  test('never lets the gateway hear of ephemeral messages', async () => {
    await using scene = await startScene();
    const gateway = scene.socket();
    await gateway.identify(scene.sandbox.token, { intents: 1 | (1 << 9) });
    await gateway.event('READY');
    const clicked = await click(scene, gateway, await scene.post({ content: 'board', components: ROWS }));
    await clicked.callback({ type: 4, data: { content: 'psst', flags: 64 } });
    await clicked.webhook('POST', '', { content: 'all' });
    await gateway.until(() =>
      gateway.frames.some(({ t, d }) => t === 'MESSAGE_CREATE' && d['content'] === 'all'),
    );
    expect(gateway.frames.some(({ d }) => d?.['content'] === 'psst')).toBe(false);
  });
});
