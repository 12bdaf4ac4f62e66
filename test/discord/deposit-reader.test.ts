import type { APIMessage } from 'discord.js';
import Emittery from 'emittery';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DepositReader } from '../../src/discord/deposit-reader.ts';
import type { DepositProblem } from '../../src/discord/deposit-access.ts';
import { Shop } from '../../src/shop/shop.ts';
import { ANN, FIRST_PAGE, SHOP, STAFF, type StoreUnderTest } from '../shop/conformance/store-under-test.ts';
import { openSqliteUnderTest } from '../shop/sqlite-under-test.ts';

const CHANNEL = '500000000000000001';
const WEBHOOK = '600000000000000001';
const START = 1_400_000_000_000_000_000n;

let under: StoreUnderTest;
/** The channel, as Discord has it. */
let posted: APIMessage[];
let reader: DepositReader;
let results: string[];
let problems: (DepositProblem | undefined)[];
let errors: unknown[];
/** Failures of the next requests. */
let failures: unknown[];
let problem: DepositProblem | undefined;

beforeEach(async () => {
  under = await openSqliteUnderTest();
  [posted, results, problems, errors, failures, problem] = [[], [], [], [], [], undefined];
  const { store } = under;
  await store.ensureShop(SHOP);
  await store.register(SHOP, ANN, 'Ann');
  const source = { channelId: CHANNEL, webhookId: WEBHOOK, seenMessageId: String(START) };
  await store.setDepositSource(SHOP, source, STAFF);
  reader = begin();
});
afterEach(async () => {
  await reader.stop();
  expect(under.clock.waiting).toBe(0);
  await under.close();
});

function begin(): DepositReader {
  const { store, clock } = under;
  return new DepositReader({
    shop: new Shop({ store, bus: new Emittery(), clock }),
    store,
    clock,
    messages: async (_channelId, afterId) => {
      const failure = failures.shift();
      if (failure) throw failure;
      const after = posted.filter(({ id }) => BigInt(id) > BigInt(afterId));
      return after
        .toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
        .slice(0, 100)
        .toReversed();
    },
    serves: () => true,
    problemOf: () => problem,
    onProblem: (_source, found) => problems.push(found),
    onResult: (_shopId, result) => results.push(result),
    onError: (error) => errors.push(error),
  });
}

/** A message of the webhook, so many milliseconds after the start. */
function post(ms: number, amount: number, change: object = {}): void {
  const message = {
    id: String(START + (BigInt(ms) << 22n) + 1n),
    webhook_id: WEBHOOK,
    content: `GrowID: Ann\nDeposit: ${amount} WL`,
    embeds: [],
    edited_timestamp: null,
    ...change,
  };
  posted.push(message as unknown as APIMessage);
}
const nudge = () => reader.nudge({ guild_id: SHOP, channel_id: CHANNEL, webhook_id: WEBHOOK });
const balance = async () => (await under.store.buyer(SHOP, ANN)).balanceWl;

it('credits each message once, over reads, edits and new beginnings', async () => {
  reader.start();
  await under.clock.advance(1_000);
  post(1, 5);
  nudge();
  await under.clock.advance(1_000);
  expect(await balance()).toBe(5);
  const [first] = posted;
  if (first) first.content = 'GrowID: Ann\nDeposit: 900 WL';
  nudge();
  await under.clock.advance(1_000);
  await reader.stop();
  reader = begin();
  reader.start();
  await under.clock.advance(1_000);
  expect(await balance()).toBe(5);
  expect(results).toEqual(['credited', 'duplicate']);
});

it('lets staff decide about a message that was changed before it was read', async () => {
  post(1, 5, { edited_timestamp: '2030-01-01T00:00:00.000Z' });
  reader.start();
  await under.clock.advance(1_000);
  const { deposits } = await under.store.waitingDeposits(SHOP, FIRST_PAGE);
  expect(deposits).toMatchObject([{ cause: 'edited', amountWl: 5, holderId: ANN }]);
  expect(await balance()).toBe(0);
});

it('takes a message that shows after one with a later id', async () => {
  post(2_000, 7);
  reader.start();
  await under.clock.advance(1_000);
  post(1_000, 20);
  nudge();
  await under.clock.advance(1_000);
  expect(await balance()).toBe(27);
});

it('asks again after a failure and goes on where it was', async () => {
  for (let n = 1; n <= 250; n += 1) post(n * 1_000, 1);
  failures = [undefined, undefined, new Error('a lost answer')];
  reader.start();
  await under.clock.advance(1_000);
  expect(await balance()).toBe(200);
  expect(errors).toHaveLength(1);
  await under.clock.advance(5_000);
  expect(await balance()).toBe(250);
  expect(results.filter((result) => result !== 'credited')).toEqual([]);
});

it('finds by itself what nobody nudged about, within a minute', async () => {
  reader.start();
  await under.clock.advance(1_000);
  post(1, 5);
  await under.clock.advance(60_000);
  expect(await balance()).toBe(5);
});

it('reads nothing, and skips nothing, as long as it cannot read', async () => {
  problem = { reason: 'content', missing: [] };
  post(1, 5, { content: '' });
  reader.start();
  await under.clock.advance(1_000);
  expect(problems.at(-1)).toEqual(problem);
  problem = undefined;
  posted = [];
  post(1, 5);
  await reader.look();
  await under.clock.advance(1_000);
  expect(problems.at(-1)).toBeUndefined();
  expect(await balance()).toBe(5);
});

it('reads on where it is sent, and no more where it was', async () => {
  reader.start();
  await under.clock.advance(1_000);
  await under.store.setDepositSource(SHOP, undefined, STAFF);
  await reader.look();
  post(1, 5);
  nudge();
  await under.clock.advance(61_000);
  expect(await balance()).toBe(0);
  const again = { channelId: CHANNEL, webhookId: WEBHOOK, seenMessageId: String(START) };
  await under.store.setDepositSource(SHOP, again, STAFF);
  await reader.look();
  await under.clock.advance(1_000);
  expect(await balance()).toBe(5);
});
