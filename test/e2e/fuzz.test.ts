import { createHmac } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../src/discord/commands/definitions.ts';
import type { OptionValue, Outcome, ViewedMessage } from '../../src/sandbox/control-api.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/shop/store/sqlite-store.ts';
import type { ShopStore } from '../../src/shop/store/shop-store.ts';
import { nastyNumberOf, nastyText, nastyTextOf } from '../support/nasty.ts';
import { startShop, type TestShop, textOf } from '../support/start-shop.ts';

const MESSAGE_CONTENT = 1 << 15;
const WEBHOOK = '1100000000000000077';
const SECRET = 's'.repeat(32);
const ALL = { offset: 0, limit: 1 };

let shop: TestShop;
/** Another connection to the bot's database. */
let store: ShopStore;
let faultsBefore: string[];
/** Ids of those who are in the server, the bot among them. */
let people: string[];

beforeAll(async () => {
  shop = await startShop({
    sandbox: { allowedIntents: MESSAGE_CONTENT, limits: { globalPerSecond: 1_000 } },
    env: { MESSAGE_CONTENT: 'on', DEPOSIT_HOOK_SECRETS: `k1:${SECRET}` },
  });
  await shop.product('DIRT', { price: 5, stock: 20 });
  await shop.fund('alex', 500);
  await shop.fund('budi', 500);
  const { bot } = await shop.control.world();
  people = [shop.ownerId, shop.userId('alex'), shop.userId('budi'), bot.id];
  const path = shop.env['DATABASE_URL']?.slice('sqlite:'.length) ?? '';
  store = await openSqliteStore({ path, clock: systemClock });
}, 60_000);
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
}, 60_000);

beforeEach(async () => {
  faultsBefore = await faults();
});
// Nothing crashed, nothing was a fault, and nothing was half done.
afterEach(async () => {
  expect(await faults()).toEqual(faultsBefore);
  expect(await store.verify()).toEqual([]);
});

async function faults(): Promise<string[]> {
  const metrics = await (await fetch(`${shop.app.httpUrl}/metrics`)).text();
  return metrics.match(/^livestock_errors_total\{.*\} [1-9].*$/gm) ?? [];
}

/** Says something, that is no fault, hides nothing and calls nobody. */
function expectHelpful(text: string, about: unknown): void {
  expect(text, JSON.stringify(about)).not.toMatch(/^$|went wrong|Ada yang salah|This interaction failed/);
  expect(text, JSON.stringify(about)).not.toMatch(/^\s+at |node:internal|node_modules|SQLITE|\.ts:\d/m);
  expect(text, JSON.stringify(about)).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  // In a code span nothing takes effect.
  expect(text.replaceAll(/`[^`]*`/g, ''), JSON.stringify(about)).not.toMatch(/(?<!\\)@everyone/);
}

interface Definition {
  name: string;
  type: number;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: number;
  max_value?: number;
  choices?: { value: string | number }[];
  options?: Definition[];
}
// What ends the bot, moves its board and channels, or takes long; each has tests of its own.
const SPARED =
  /^(restart|backup|board (create|move|delete|refresh)|deposit (set|off)|audit-channel|notices|maintenance everywhere|config reset|cache|health clear)/;
const PATHS = (COMMANDS as unknown as Definition[])
  .flatMap(({ name, options = [] }) => {
    const inner = options.filter(({ type }) => type === 1);
    if (inner.length === 0) return [{ path: name, options }];
    return inner.map((sub) => ({ path: `${name} ${sub.name}`, options: sub.options ?? [] }));
  })
  .filter(({ path }) => !SPARED.test(path));

function valueOf(option: Definition): fc.Arbitrary<OptionValue> {
  if (option.choices?.length) return fc.constantFrom(...option.choices.map(({ value }) => value));
  switch (option.type) {
    case 4:
    case 10:
      return nastyNumberOf(option);
    case 5:
      return fc.boolean();
    case 6:
      return fc.nat(3).map((nth) => people[nth] ?? '');
    case 7:
      return fc.constant(0).map(() => shop.channelId);
    case 8:
      return fc.constant(0).map(() => shop.guildId);
    case 11:
      return file;
    default:
      return nastyTextOf(option);
  }
}
const bigText = fc.string({ unit: 'binary', maxLength: 3_000 }).map((text) => text.toWellFormed());
const csv = fc
  .array(
    fc.array(fc.oneof(nastyText, fc.constantFrom('"', '""', ',', '\r', '\uFEFF', 'a "b" c')), {
      maxLength: 4,
    }),
    {
      maxLength: 20,
    },
  )
  .map((rows) =>
    rows
      .map((row) => row.join(','))
      .join('\n')
      .slice(0, 20_000)
      .toWellFormed(),
  );
const file = fc.record({
  filename: fc.constantFrom(
    'a.txt',
    'a.csv',
    'A.CSV',
    'a.exe',
    'a',
    '.txt',
    'a.txt.exe',
    'a'.repeat(100) + '.txt',
  ),
  content: fc.oneof(
    bigText,
    csv,
    fc.constantFrom('', '\n\n\n', '\uFEFF', 'x'.repeat(300_000), 'x\n'.repeat(30_000)),
  ),
});

const call = fc.constantFrom(...PATHS).chain(({ path, options }) =>
  fc
    .tuple(
      ...options.map((option) =>
        fc
          .option(valueOf(option), { nil: undefined, freq: option.required ? 1_000_000 : 2 })
          .map((value) => [option.name, value] as const),
      ),
    )
    .map((values) => ({
      path,
      values: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    })),
);

/** Every name that ever stands in a custom_id, as the code has them. */
const NAMES = globSync('src/discord/{buttons,commands,views}/*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/(?:customId\(|name: )'(?<name>[a-z-]+)'/g)].map(
    ({ groups }) => groups?.['name'] ?? '',
  ),
);
const argument = fc.oneof(
  nastyTextOf({ max_length: 30 }),
  fc.constantFrom('DIRT', '1', '0', '-1', '1.5', '1e9', '99999999999999999999', ''),
  fc.nat(3).map((nth) => people[nth] ?? ''),
);
const customId = fc
  .record({
    prefix: fc.oneof({ weight: 9, arbitrary: fc.constant('ls1') }, fc.constantFrom('ls0', 'ls', '')),
    name: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...NAMES, 'approval-approve', 'approval-reject') },
      nastyTextOf({ max_length: 20 }),
    ),
    args: fc.array(argument, { maxLength: 4 }),
    isRaw: fc.boolean(),
  })
  .map(({ prefix, name, args, isRaw }) =>
    [...[prefix, name, ...args.map((arg) => (isRaw ? arg : encodeURIComponent(arg)))].join(':')]
      .slice(0, 90)
      .join(''),
  );
const values = fc
  .uniqueArray(fc.oneof(nastyTextOf({ min_length: 1, max_length: 90 }), argument), {
    maxLength: 3,
    selector: (value) => value.trim(),
  })
  .map((several) => several.filter((value) => value.trim() !== ''))
  .filter((several) => several.length > 0);

let posts = 0;
let channelId = '';
/** Has the bot post these components. Discord takes five messages in five seconds in one channel, so it takes many. */
async function post(component: object): Promise<string> {
  if (posts++ % 5 === 0) {
    channelId = (await shop.control.createChannel({ guildId: shop.guildId, name: `fuzz-${posts}` })).id;
  }
  const response = await fetch(`${shop.sandbox.apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${shop.sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'old', components: [{ type: 1, components: [component] }] }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return String(((await response.json()) as { id: string }).id);
}

/** What the person reads in the end: the answer, the message that changed, or one that came beside it. */
async function said(name: string, outcome: Outcome, before: ViewedMessage[]): Promise<string> {
  if (outcome.state === 'failed') return 'This interaction failed';
  if (outcome.state === 'answered') return textOf(outcome.message);
  const stamp = ({ id, edited_timestamp, loading }: ViewedMessage) => `${id} ${edited_timestamp} ${loading}`;
  const old = new Set(before.map(stamp));
  return await vi.waitFor(
    async () => {
      const view = await shop.control.view({ userId: shop.userId(name), channelId });
      const fresh = view.filter((message) => !old.has(stamp(message)) && !message.loading);
      if (fresh.length === 0) throw new Error('no answer yet');
      return textOf(fresh.at(-1));
    },
    { timeout: 8_000, interval: 10 },
  );
}

it('answers any custom_id, and takes nothing from anybody', async () => {
  const { confirmId } = await shop.toConfirm('alex', 'DIRT', 1);
  const moneyBefore = await money();
  const foreign = fc.constant(0).map(() => confirmId);
  const field = nastyTextOf({ min_length: 1, max_length: 24 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('budi', 'owner'),
      fc.oneof({ weight: 30, arbitrary: customId }, foreign),
      fc.option(values, { freq: 2 }),
      field,
      async (name, custom_id, options, typed) => {
        fc.pre(custom_id.length > 0);
        const messageId = await post(
          options
            ? { type: 3, custom_id, options: options.map((value) => ({ label: 'x', value })) }
            : { type: 2, style: 1, label: 'x', custom_id },
        );
        const at = { userId: shop.userId(name), channelId, messageId, customId: custom_id };
        const before = await shop.control.view(at);
        const outcome = options
          ? await shop.control.select({ ...at, values: options.slice(0, 1) })
          : await shop.control.click(at);
        const about = { name, custom_id, options, typed };
        if (!outcome.modal) return expectHelpful(await said(name, outcome, before), about);
        const { userId } = at;
        const { interactionId, modal } = outcome;
        const [input] = JSON.stringify(modal.components).match(/(?<="custom_id":")[^"]+/g) ?? [];
        const fields = { [input ?? '']: typed };
        const sent = await shop.control
          .submitModal({ userId, interactionId, fields })
          .catch((error: unknown) => String(error));
        if (typeof sent === 'string') expect(sent).toMatch(/characters/);
        else expectHelpful(await said(name, sent, before), about);
      },
    ),
    { numRuns: 250 },
  );
  expect(await money()).toEqual(moneyBefore);
}, 120_000);

async function money() {
  return await Promise.all(
    people.map(async (userId) => ({
      balance: (await store.buyer(shop.guildId, userId)).balanceWl,
      orders: (await store.orders(shop.guildId, userId, ALL)).total,
    })),
  );
}

it('reads any upload, or says why not', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (upload) => {
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
            const { entries } = await store.history(shop.guildId, shop.userId('alex'), {
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
        const signature = createHmac('sha256', SECRET).update(`${time}.${sent}`).digest('hex');
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

it('answers every option of every command with what to do', async () => {
  await fc.assert(
    fc.asyncProperty(call, async ({ path, values }) => {
      const at = { userId: shop.ownerId, channelId: shop.channelId };
      const outcome = await shop.control
        .command({ ...at, name: path, options: values as Record<string, OptionValue> })
        .catch((error: unknown) => String(error));
      // What Discord's own client does not let through never gets to the bot.
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/required|characters|whole number|choice|file/);
        return;
      }
      if (outcome.state === 'answered' && outcome.modal) return;
      expectHelpful(await shop.finalText('owner', outcome), { path, values });
    }),
    { numRuns: 250 },
  );
}, 120_000);
