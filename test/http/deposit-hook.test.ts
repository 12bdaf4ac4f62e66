import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import Emittery from 'emittery';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HttpServer } from '../../src/http/http-server.ts';
import { Shop } from '../../src/shop/shop.ts';
import { ANN, FIRST_PAGE, type StoreUnderTest } from '../shop/conformance/store-under-test.ts';
import { openSqliteUnderTest } from '../shop/sqlite-under-test.ts';
import { startServer } from './start-server.ts';

const SHOP = '900000000000000001';
const OLD = { id: 'old', secret: 'x'.repeat(32) };
const NEW = { id: 'new', secret: 'y'.repeat(32) };
const EVENT = { event_id: 'e-1', shop: SHOP, grow_id: 'Ann', diamond_locks: 2, world_locks: 5 };

let under: StoreUnderTest;
let server: HttpServer;
let results: string[];
let lines: string[];

beforeEach(async () => {
  under = await openSqliteUnderTest();
  const { store, clock } = under;
  await store.ensureShop(SHOP);
  await store.register(SHOP, ANN, 'Ann');
  results = [];
  const shop = new Shop({ store, bus: new Emittery(), clock });
  ({ server, lines } = await startServer({
    clock,
    depositHook: {
      secrets: [OLD, NEW],
      takeDeposit: shop.deposit.bind(shop),
      onResult: (shopId, result) => results.push(`${shopId} ${result}`),
    },
  }));
});
afterEach(async () => {
  const closing = server.close();
  await under.clock.advance(1_000);
  await closing;
  await under.close();
});

interface Sending {
  key?: { id: string; secret: string };
  /** How far the sender's clock is off, in seconds. */
  skew?: number;
  headers?: Record<string, string>;
}

/** Sends a body as its sender signed it; what `headers` gives replaces what was signed. */
async function send(
  body: string | Uint8Array<ArrayBuffer>,
  { key = NEW, skew = 0, headers = {} }: Sending = {},
) {
  const timestamp = String(Math.floor(under.clock.now() / 1000) + skew);
  const signature = createHmac('sha256', key.secret).update(`${timestamp}.`).update(body).digest('hex');
  const response = await fetch(`${server.url}/hooks/deposits`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-livestock-key': key.id,
      'x-livestock-timestamp': timestamp,
      'x-livestock-signature': `v1=${signature}`,
      ...headers,
    },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type')?.split(';')[0],
    text: await response.text(),
  };
}
const announce = (change: object = {}, sending: Sending = {}) =>
  send(JSON.stringify({ ...EVENT, ...change }), sending);
const balance = async () => (await under.store.buyer(SHOP, ANN)).balanceWl;

it('credits a signed deposit once, with the same answer each time, by every key', async () => {
  const first = await announce({}, { key: OLD });
  expect(first.status).toBe(200);
  expect(JSON.parse(first.text)).toEqual({ event_id: 'e-1', deposit: 1, result: 'credited' });
  expect(await announce()).toEqual(first);
  expect(await balance()).toBe(205);
  await announce({ event_id: 'e-2', blue_gem_locks: 1 });
  expect(await balance()).toBe(10_410);
  expect(results).toEqual([`${SHOP} credited`, `${SHOP} duplicate`, `${SHOP} credited`]);
});

it('takes one event that comes many times at once as one', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => announce()));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(await balance()).toBe(205);
});

it('keeps a deposit of nobody for the staff, and answers the same after they settled it', async () => {
  const waiting = await announce({ grow_id: 'Nobody' });
  expect(JSON.parse(waiting.text)).toMatchObject({ result: 'waiting' });
  const { deposits } = await under.store.waitingDeposits(SHOP, FIRST_PAGE);
  expect(deposits).toMatchObject([{ growId: 'Nobody', amountWl: 205, cause: 'unmatched' }]);
  await under.store.rejectDeposit(SHOP, { id: deposits[0]?.id ?? 0, reason: 'test', actorId: '1' });
  expect(await announce({ grow_id: 'Nobody' })).toEqual(waiting);
});

it('refuses the same event with other contents', async () => {
  await announce();
  const other = await announce({ world_locks: 6 });
  expect(other).toMatchObject({ status: 409, type: 'application/problem+json' });
  expect(await balance()).toBe(205);
});

it('says the same to everybody who cannot sign, and changes nothing', async () => {
  const wrong: [string, Sending][] = [
    ['another secret', { key: { id: 'new', secret: 'z'.repeat(32) } }],
    ['an unknown key', { key: { id: 'third', secret: NEW.secret } }],
    ['another key', { key: { id: 'old', secret: NEW.secret } }],
    ['no signature', { headers: { 'x-livestock-signature': '' } }],
    ['half a signature', { headers: { 'x-livestock-signature': 'v1=00' } }],
    ['another time', { headers: { 'x-livestock-timestamp': '1900000000' } }],
    ['no time', { headers: { 'x-livestock-timestamp': '' } }],
    ['old and unsigned', { skew: -900, key: { id: 'new', secret: 'z'.repeat(32) } }],
  ];
  const answers = [];
  for (const [, sending] of wrong) answers.push(await announce({}, sending));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, type: 'application/problem+json' });
  const unsigned = await fetch(`${server.url}/hooks/deposits`, { method: 'POST' });
  expect(await unsigned.text()).toBe(answers[0]?.text);
  expect(await balance()).toBe(0);
  expect(lines).toEqual([]);
});

it('refuses a right signature that is too old or from the future, and says what time it is', async () => {
  for (const skew of [-301, 301]) {
    const { status, text } = await announce({}, { skew });
    expect(status).toBe(401);
    expect(text).toContain('2030-01-01T00:00:00.000Z');
  }
  expect(await balance()).toBe(0);
  for (const skew of [-299, 299]) expect((await announce({}, { skew })).status).toBe(200);
});

it('takes the body as the bytes that were signed', async () => {
  const spaced = `  ${JSON.stringify(EVENT, undefined, 3)}\n`;
  expect((await send(spaced)).status).toBe(200);
  const signed = JSON.stringify({ ...EVENT, event_id: 'e-9' });
  const timestamp = String(Math.floor(under.clock.now() / 1000));
  const signature = createHmac('sha256', NEW.secret).update(`${timestamp}.`).update(signed).digest('hex');
  const changed = await send(signed.replace('Ann', 'Ben'), {
    headers: { 'x-livestock-signature': `v1=${signature}` },
  });
  expect(changed.status).toBe(401);
});

it.each([
  ['what is no JSON', '{"event_id":', 400, 'not JSON'],
  ['an empty body', '', 400, 'not JSON'],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), 400, 'not JSON'],
  ['a list', '[]', 422, 'errors'],
  ['an unknown field', JSON.stringify({ ...EVENT, gems: 1 }), 422, 'gems'],
  ['a missing field', JSON.stringify({ ...EVENT, grow_id: undefined }), 422, 'grow_id'],
  ['no locks', JSON.stringify({ ...EVENT, diamond_locks: 0, world_locks: 0 }), 422, 'worth 1 to'],
  ['half a lock', JSON.stringify({ ...EVENT, world_locks: 0.5 }), 422, 'world_locks'],
  ['fewer than none', JSON.stringify({ ...EVENT, world_locks: -1 }), 422, 'world_locks'],
  ['locks as text', JSON.stringify({ ...EVENT, world_locks: '5' }), 422, 'world_locks'],
  ['more than a payment', JSON.stringify({ ...EVENT, blue_gem_locks: 100_001 }), 422, 'worth 1 to'],
  ['a shop that is not here', JSON.stringify({ ...EVENT, shop: '900000000000000002' }), 404, 'no such shop'],
  ['5 KB', JSON.stringify({ ...EVENT, grow_id: 'x'.repeat(5000) }), 413, 'larger than 4096'],
])('says what is wrong with %s', async (_name, body, status, text) => {
  const answer = await send(body);
  expect(answer).toMatchObject({ status, type: 'application/problem+json' });
  expect(JSON.parse(answer.text)).toMatchObject({ type: 'about:blank', status });
  expect(answer.text).toContain(text);
  expect(results.at(-1)).toBe('undefined refused');
  expect(await balance()).toBe(0);
});

it('takes JSON only, and POST only', async () => {
  const form = await announce({}, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  expect(form.status).toBe(415);
  const got = await fetch(`${server.url}/hooks/deposits`);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
});

it('slows down whoever sends too much, and says until when', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 125 }, (_, n) => announce({ event_id: `e-${n}` }).then(({ status }) => status)),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  expect((await announce()).text).toContain('try again in');
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

it('tells a fault as one, without its cause, and takes the event afterwards', async () => {
  await server.close();
  let broken = true;
  const { store, clock } = under;
  const shop = new Shop({ store, bus: new Emittery(), clock });
  ({ server, lines } = await startServer({
    clock,
    depositHook: {
      secrets: [NEW],
      takeDeposit: (...args) => (broken ? Promise.reject(new Error('disk full')) : shop.deposit(...args)),
      onResult: () => undefined,
    },
  }));
  const failed = await announce();
  expect(failed.status).toBe(500);
  expect(failed.text).not.toContain('disk full');
  expect(lines.join()).toContain('disk full');
  broken = false;
  expect((await announce()).status).toBe(200);
});

it('is not there without a secret', async () => {
  const takeDeposit = () => Promise.reject(new Error('nobody asks'));
  const depositHook = { secrets: [], takeDeposit, onResult: () => undefined };
  const without = await startServer({ depositHook });
  const answer = await fetch(`${without.url}/hooks/deposits`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(404);
  await without.server.close();
});

it('survives whatever is sent to it', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const almost = fc
    .record({ shop: fc.constantFrom(SHOP, 1, null), grow_id: fc.anything(), world_locks: fc.anything() })
    .map((body) => new TextEncoder().encode(JSON.stringify({ ...EVENT, ...body })));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, almost), async (body) => {
      const { status } = await send(new Uint8Array(body));
      expect([200, 400, 422, 429]).toContain(status);
    }),
    { numRuns: 100 },
  );
  const raw = connect(Number(new URL(server.url).port), '127.0.0.1');
  raw.end('POST /hooks/deposits HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
  raw.on('error', () => undefined);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  raw.destroy();
});
