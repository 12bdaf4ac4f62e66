import * as fc from 'fast-check';
import { ANN, BEN, STAFF } from '../conformance/store-under-test.ts';

export const USERS = [ANN, BEN];
const OTHER_STAFF = '9002';
/** How long quotes and payment requests last in the model, and also one lease of a delivery. */
export const LIFE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** What can happen to a shop in the model; users, codes, nonces and contents come from small sets so that they collide. */
interface Steps {
  credit: Payment;
  debit: Payment;
  transfer: Payment & { to: string };
  request: Payment & { kind: 'credit' | 'debit' | 'transfer'; to: string };
  approve: { key: string; actor: string };
  decline: { key: string; actor: string };
  deposit: { growId: string; amountWl: number; key: string; isEdited: boolean };
  claim: { key: string; user: string };
  reject: { key: string };
  addProduct: { code: string; priceWl: number };
  editProduct: { code: string; priceWl: number; limit: Limit | undefined };
  removeProduct: { code: string };
  addStock: { code: string; contents: string[] };
  /** Items of a product by their place among all that it ever had. */
  void: { code: string; nths: number[] };
  move: { code: string; nths: number[]; to: string };
  /** A product, or without a code the shop. */
  close: { code: string | undefined; forMs: number | undefined };
  reopen: { code: string | undefined };
  ban: { user: string; forMs: number | undefined };
  pardon: { user: string };
  register: { user: string; growId: string };
  quote: { user: string; code: string; quantity: number; nonce: string; giftTo: string | undefined };
  purchase: { user: string; nonce: string };
  look: { user: string; nonce: string };
  deliver: { outcome: 'delivered' | 'retrievable' | 'hanging' };
  refund: { nonce: string; items: number[] | undefined; goods: 'return' | 'void' | undefined };
  replace: { nonce: string; items: number[] | undefined };
  resend: { nonce: string };
  wait: { ms: number };
}

interface Payment {
  user: string;
  amountWl: number;
  key: string;
}

export type StepOf<Name extends keyof Steps> = { [Each in Name]: { do: Each } & Steps[Each] }[Name];
export type Step = StepOf<keyof Steps>;

/** 0: none. */
export interface Limit {
  buyLimit: number;
  limitDays: number;
  cooldownMinutes: number;
}

const user = fc.constantFrom(...USERS);
const code = fc.oneof({ weight: 4, arbitrary: fc.constant('DIRT') }, fc.constant('MUD'));
const nonce = fc.constantFrom('n1', 'n2', 'n3');
const priceWl = fc.integer({ min: 1, max: 15 });
const amountWl = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
  fc.integer({ min: 1, max: 1_000_000_000 }),
);
const key = fc.constantFrom('key-1', 'key-2', 'key-3', 'key-4');
const actor = fc.constantFrom(STAFF, OTHER_STAFF);
const contents = fc.array(
  fc.integer({ min: 1, max: 20 }).map((n) => `goods-${n}`),
  { maxLength: 5 },
);
const quantity = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 101) },
);
const giftTo = fc.option(user, { nil: undefined, freq: 3 });
/** Numbers of an order's items; mostly ones that there are. */
const items = fc.option(
  fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constantFrom(0, 9)), {
    maxLength: 3,
  }),
  { nil: undefined, freq: 2 },
);
const nths = fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, fc.constant(99)), {
  minLength: 1,
  maxLength: 3,
});
const goods = fc.constantFrom(undefined, 'return' as const, 'void' as const);
const limit = fc.option(
  fc
    .record({ buyLimit: fc.nat(3), limitDays: fc.nat(1), cooldownMinutes: fc.nat(1) })
    .map(({ limitDays, ...more }) => ({ ...more, limitDays: more.buyLimit ? limitDays : 0 })),
  { nil: undefined, freq: 2 },
);
const forMs = fc.constantFrom(undefined, LIFE_MS);
const place = fc.option(code, { nil: undefined, freq: 2 });
const ms = fc.constantFrom(1, LIFE_MS / 2, LIFE_MS, DAY_MS);
const growId = fc.constantFrom('Ann', 'ANN', 'Ben');
const outcome = fc.constantFrom(
  'delivered' as const,
  'delivered' as const,
  'retrievable' as const,
  'hanging' as const,
);
const kind = fc.constantFrom('credit' as const, 'debit' as const, 'transfer' as const);

/** A step of this name with these contents, and how often it is chosen. */
function one<Name extends keyof Steps>(
  weight: number,
  name: Name,
  parts: { [Part in keyof Steps[Name]]: fc.Arbitrary<Steps[Name][Part]> },
): { weight: number; arbitrary: fc.Arbitrary<Step> } {
  return { weight, arbitrary: fc.record(parts).map((rest) => ({ do: name, ...rest }) as unknown as Step) };
}

const step = fc.oneof(
  one(2, 'credit', { user, amountWl, key }),
  one(2, 'debit', { user, amountWl, key }),
  one(2, 'transfer', { user, to: user, amountWl, key }),
  one(2, 'request', { kind, user, to: user, amountWl, key }),
  one(1, 'approve', { key, actor }),
  one(1, 'decline', { key, actor }),
  one(2, 'deposit', {
    growId: fc.constantFrom('ann', 'Ben', 'Nobody'),
    amountWl,
    key,
    isEdited: fc.boolean(),
  }),
  one(2, 'claim', { key, user }),
  one(1, 'reject', { key }),
  one(1, 'addProduct', { code, priceWl }),
  one(2, 'editProduct', { code, priceWl, limit }),
  one(1, 'removeProduct', { code }),
  one(3, 'addStock', { code, contents }),
  one(2, 'void', { code, nths }),
  one(2, 'move', { code, nths, to: code }),
  one(1, 'close', { code: place, forMs }),
  one(1, 'reopen', { code: place }),
  one(1, 'ban', { user, forMs }),
  one(1, 'pardon', { user }),
  one(1, 'register', { user, growId }),
  one(4, 'quote', { user, code, quantity, nonce, giftTo }),
  one(2, 'purchase', { user, nonce }),
  one(2, 'look', { user, nonce }),
  one(2, 'deliver', { outcome }),
  one(3, 'refund', { nonce, items, goods }),
  one(3, 'replace', { nonce, items }),
  one(1, 'resend', { nonce }),
  one(1, 'wait', { ms }),
);

// Ways that independent steps seldom find: from a quote to its purchase and on, a payment to its approval, a deposit to its
// claim, with whatever comes in between.
const between = fc.array(step, { maxLength: 1 });
const aftermath = fc.array(fc.constantFrom('refund', 'replace', 'deliver', 'look', 'resend', 'limit'), {
  maxLength: 2,
});
const deal = fc
  .record({
    buying: fc.record({ user, code, quantity: fc.integer({ min: 1, max: 3 }), nonce, giftTo }),
    between,
    aftermath,
    items,
    goods,
    outcome,
    limit,
  })
  .map(({ buying, between, aftermath, items, goods, outcome, limit }): Step[] => {
    const { user, nonce, giftTo = user } = buying;
    const after: Record<string, Step> = {
      refund: { do: 'refund', nonce, items, goods },
      replace: { do: 'replace', nonce, items },
      deliver: { do: 'deliver', outcome },
      look: { do: 'look', user: giftTo, nonce },
      resend: { do: 'resend', nonce },
      limit: { do: 'editProduct', code: buying.code, priceWl: 7, limit },
    };
    const care = aftermath.flatMap((name) => after[name] ?? []);
    return [{ do: 'quote', ...buying }, ...between, { do: 'purchase', user, nonce }, ...care];
  });
/** What was asked for may not be there any more when it is approved. */
const drain = fc
  .record({ user, amountWl: fc.integer({ min: 20, max: 40 }), key: fc.constant('drain') })
  .map((payment): Step[] => [{ do: 'debit', ...payment }]);
const approval = fc
  .record({
    asked: fc.record({ kind, user, to: user, amountWl, key }),
    meanwhile: fc.oneof(between, drain),
    actor: fc.constantFrom(STAFF, OTHER_STAFF, OTHER_STAFF),
  })
  .map(({ asked, meanwhile, actor }): Step[] => [
    { do: 'request', ...asked },
    ...meanwhile,
    { do: 'approve', key: asked.key, actor },
  ]);
const claim = fc
  .record({ amountWl, key, between, user })
  .map(({ amountWl, key, between, user }): Step[] => [
    { do: 'deposit', growId: 'Nobody', amountWl, key, isEdited: false },
    ...between,
    { do: 'claim', key, user },
  ]);

// Most sequences begin with a shop that can sell, else they are refusals from end to end.
const opening: Step[] = [
  { do: 'addProduct', code: 'DIRT', priceWl: 7 },
  { do: 'addStock', code: 'DIRT', contents: ['goods-1', 'goods-2', 'goods-3', 'goods-4', 'goods-5'] },
  { do: 'register', user: ANN, growId: 'Ann' },
  { do: 'register', user: BEN, growId: 'Ben' },
  { do: 'credit', user: ANN, amountWl: 40, key: 'opening-1' },
  { do: 'credit', user: BEN, amountWl: 30, key: 'opening-2' },
];

export const sequences: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 10 }),
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: deal },
        { weight: 1, arbitrary: approval },
        { weight: 1, arbitrary: claim },
        { weight: 6, arbitrary: step.map((alone) => [alone]) },
      ),
      { maxLength: 10, size: 'max' },
    ),
  )
  .map(([chance, groups]) => [...(chance > 1 ? opening : []), ...groups.flat()]);
