import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { expectHelpful, type FuzzedShop, HOOK_SECRET, startFuzzedShop } from '../support/fuzzed-shop.ts';
import { nastyFile, nastyText, nastyTextOf } from '../support/nasty.ts';
import type { TestShop } from '../support/start-shop.ts';

const WEBHOOK = '1100000000000000077';

let fuzzed: FuzzedShop;
let shop: TestShop;
beforeAll(async () => {
  fuzzed = await startFuzzedShop();
  ({ shop } = fuzzed);
}, 60_000);
afterAll(() => fuzzed[Symbol.asyncDispose](), 60_000);
afterEach(() => fuzzed.expectSound());

it('reads any upload, or says why not', async () => {
  await fc.assert(
    fc.asyncProperty(nastyFile, async (upload) => {
      const text = await shop.owner('stock-add', { code: 'DIRT', file: upload });
      expectHelpful(text, { filename: upload.filename, content: upload.content.slice(0, 500) });
    }),
    { numRuns: 40 },
  );
}, 120_000);

const announcement = fc
  .record({
    first: fc.constantFrom('GrowID: ', 'growid:', '**GrowID**: ', 'Nama: ', ''),
    growId: fc.oneof(fc.constantFrom('alexGT', 'ALEXGT', 'nobody'), nastyTextOf({ max_length: 40 })),
    between: fc.constantFrom('\n', '\r\n', ' ', ''),
    second: fc.constantFrom('Deposit: ', 'Setor: ', 'Jumlah:', ''),
    amount: fc.oneof(fc.integer({ min: -5, max: 5 }).map(String), nastyTextOf({ max_length: 25 })),
    unit: fc.constantFrom(' World Lock', ' Diamond Lock', ' Blue Gem Lock', ' BGL', ' Gems', ''),
  })
  .map((parts) => Object.values(parts).join(''));

it('goes on taking deposits whatever the channel says', async () => {
  const { id } = await shop.control.createChannel({ guildId: shop.guildId, name: 'depo-log' });
  expect(await shop.owner('deposit set', { channel: id, webhook_id: WEBHOOK })).toContain(WEBHOOK);
  const say = (content: string) => shop.control.postWebhook({ channelId: id, webhookId: WEBHOOK, content });
  let announced = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(announcement, nastyTextOf({ max_length: 2_000 })), { maxLength: 15 }),
      async (contents) => {
        for (const content of contents) if (content.trim() !== '') await say(content);
        // By itself in its kind, so that it is known by its amount.
        const amount = 1_001 + announced++;
        await say(`GrowID: alexGT\nDeposit: ${amount} World Lock`);
        await vi.waitFor(
          async () => {
            const { entries } = await fuzzed.store.history(shop.guildId, shop.userId('alex'), {
              offset: 0,
              limit: 100,
            });
            expect(
              entries.filter(({ kind, amountWl }) => kind === 'deposit' && amountWl === amount),
            ).toHaveLength(1);
          },
          { timeout: 10_000, interval: 20 },
        );
      },
    ),
    { numRuns: 5 },
  );
}, 120_000);

it('answers any HTTP request in its own words, and takes no deposit that it does not understand', async () => {
  const body = fc.oneof(
    fc.json(),
    nastyText,
    fc
      .record({
        event_id: fc.anything(),
        shop: fc.anything(),
        grow_id: fc.anything(),
        world_locks: fc.anything(),
      })
      .map((value) =>
        JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
      ),
    fc.string({ unit: 'binary', minLength: 20_000, maxLength: 30_000 }),
  );
  const path = fc.oneof(
    fc.constantFrom(
      '/hooks/deposits',
      '/status',
      '/status?token=',
      '/status/events',
      '/metrics',
      '/healthz',
      '/readyz',
    ),
    fc.constantFrom(
      '/status/page/../../main.ts',
      '/status/page/%2e%2e/%00',
      '/%',
      '//',
      '/hooks/deposits/',
      '/constructor',
    ),
    nastyText.map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
      path,
      body,
      async (method, path, text) => {
        const time = String(Math.floor(Date.now() / 1000));
        const sent = text.toWellFormed();
        const signature = createHmac('sha256', HOOK_SECRET).update(`${time}.${sent}`).digest('hex');
        const stop = new AbortController();
        const response = await fetch(`${shop.app.httpUrl}${path}`, {
          method,
          redirect: 'manual',
          signal: stop.signal,
          headers: {
            'content-type': 'application/json',
            'x-livestock-key': 'k1',
            'x-livestock-timestamp': time,
            'x-livestock-signature': `v1=${signature}`,
          },
          ...(method === 'GET' || method === 'HEAD' ? {} : { body: sent }),
        });
        const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
        const answer = isStream ? '' : await response.text();
        stop.abort();
        expect(response.status, `${method} ${path} ${answer}`).toBeLessThan(500);
        expect(answer, `${method} ${path}`).not.toMatch(/^\s+at |node_modules|\.ts:\d/m);
      },
    ),
    { numRuns: 250 },
  );
}, 120_000);
