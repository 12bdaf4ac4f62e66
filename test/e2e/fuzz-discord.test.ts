import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../src/discord/commands/definitions.ts';
import type { OptionValue, Outcome, ViewedMessage } from '../../src/sandbox/control-api.ts';
import { expectHelpful, type FuzzedShop, HIDDEN, startFuzzedShop } from '../support/fuzzed-shop.ts';
import { nastyFile, nastyNumberOf, nastyTextOf } from '../support/nasty.ts';
import { type TestShop, textOf } from '../support/start-shop.ts';

const ALL = { offset: 0, limit: 1 };

let fuzzed: FuzzedShop;
let shop: TestShop;
beforeAll(async () => {
  fuzzed = await startFuzzedShop();
  ({ shop } = fuzzed);
}, 60_000);
afterAll(() => fuzzed[Symbol.asyncDispose](), 60_000);
afterEach(() => fuzzed.expectSound());

/** Every name that ever stands in a custom_id, as the code has them. */
const NAMES = globSync('src/discord/{buttons,commands,views}/*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/(?:customId\(|name: )'(?<name>[a-z-]+)'/g)].map(
    ({ groups }) => groups?.['name'] ?? '',
  ),
);
const argument = fc.oneof(
  nastyTextOf({ max_length: 30 }),
  fc.constantFrom('DIRT', '1', '0', '-1', '1.5', '1e9', '99999999999999999999', ''),
  fc.nat(3).map((nth) => fuzzed.people[nth] ?? ''),
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
    fuzzed.people.map(async (userId) => ({
      balance: (await fuzzed.store.buyer(shop.guildId, userId)).balanceWl,
      orders: (await fuzzed.store.orders(shop.guildId, userId, ALL)).total,
    })),
  );
}

interface Definition {
  name: string;
  type: number;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: number;
  max_value?: number;
  autocomplete?: boolean;
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
      return fc.nat(3).map((nth) => fuzzed.people[nth] ?? '');
    case 7:
      return fc.constant(0).map(() => shop.channelId);
    case 8:
      return fc.constant(0).map(() => shop.guildId);
    case 11:
      return nastyFile;
    default:
      return nastyTextOf(option);
  }
}
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

it('takes no word that all objects know for a role', async () => {
  for (const name of ['constructor', '__proto__', 'toString'])
    expectHelpful(await shop.owner('product edit', { code: 'DIRT', name, role: shop.guildId }), name);
  // Its answer looks at the roles of the server.
  const at = { userId: shop.userId('alex'), channelId: shop.channelId };
  await shop.control.sendMessage({ ...at, content: '!restart' });
  await vi.waitFor(async () => expect((await shop.control.view(at)).map(textOf).join()).toMatch(/operator/));
});

it('suggests something fit to be shown, whatever is typed', async () => {
  const suggesting = PATHS.flatMap(({ path, options }) =>
    options.flatMap((option) => (option.autocomplete ? [{ path, option: option.name }] : [])),
  );
  const asked = fc.constantFrom(...suggesting);
  await fc.assert(
    fc.asyncProperty(asked, nastyTextOf({}), async ({ path, option }, typed) => {
      const at = { userId: shop.ownerId, channelId: shop.channelId };
      const options = { [option]: typed };
      const choices = await shop.control.autocomplete({ ...at, name: path, options, focused: option });
      for (const { name } of choices) expect(name).not.toMatch(HIDDEN);
    }),
    { numRuns: 100 },
  );
}, 120_000);

it('lives through whatever is said to it', async () => {
  const said = fc.tuple(
    fc.constantFrom('!', '! ', '!restart ', '!health ', 'bot '),
    nastyTextOf({ max_length: 1_900 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('alex', 'owner'), said, async (name, [mark, text]) => {
      const start = mark === 'bot ' ? `<@${fuzzed.people[3]}> ` : mark;
      const at = { userId: shop.userId(name), channelId: shop.channelId };
      await shop.control.sendMessage({ ...at, content: start + text });
    }),
    { numRuns: 60 },
  );
  expectHelpful(await shop.owner('balance'), 'balance');
}, 120_000);
