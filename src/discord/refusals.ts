import type { TextKey, TextValues, Translate } from '../languages/text.ts';
import { harmless, plain } from '../languages/harmless.ts';
import { isRefusal, type UserError } from '../runtime/errors.ts';
import { formatPrice } from '../shop/money.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';
import { type Answer, type Caller, reply } from './handler.ts';
import { ASKED_PERMISSIONS, permissionNames } from './permissions.ts';
import { shortageButtons } from './views/buy-views.ts';
import { timestamp } from './views/components.ts';

/** Values that are amounts of WL, and the name under which the texts know them. */
const PRICES: Record<string, string> = {
  shortWl: 'short',
  balanceWl: 'balance',
  totalWl: 'total',
  oldPriceWl: 'oldPrice',
  newPriceWl: 'newPrice',
};

/** Moments, Unix milliseconds; 0: none. */
const TIMES = new Set(['againAtMs', 'untilMs']);

/** Values that somebody typed; the others are ours. */
const TYPED = new Set(['name', 'growId', 'text', 'why']);

/** What the person is told. `worlds`: where they can deposit, for those who are short. */
function refusalText(error: UserError, t: Translate, worlds: readonly string[] = []): string {
  const values: TextValues = { worlds: worlds.length > 0 ? worlds.map(harmless).join(', ') : 'none' };
  for (const [key, value] of Object.entries<string | number>(error.data)) {
    const price = PRICES[key];
    if (price) values[price] = formatPrice(Number(value));
    else if (TIMES.has(key)) values[key.slice(0, -2)] = value === 0 ? 'never' : timestamp(Number(value));
    else if (key === 'code' || key === 'key') values[key] = plain(String(value), 32).replaceAll('`', '');
    else if (key === 'missing') values[key] = permissionNames(permissionsIn(String(value)), t);
    else if (key === 'endsAtMs') values['until'] = value === 0 ? 'none' : timestamp(Number(value), 'f');
    else values[key] = TYPED.has(key) ? harmless(String(value)) : value;
  }
  return t(`refusal.${error.code}` satisfies TextKey, values);
}

/** The answer to a refused request; a buyer who is short also reads where to deposit. */
export async function refusalAnswer(
  error: UserError,
  { shopId, t }: Caller,
  store: ShopStore,
): Promise<Answer> {
  const worlds = isRefusal(error, 'insufficient_balance') ? await store.worlds(shopId) : [];
  const content = refusalText(
    error,
    t,
    worlds.map(({ name }) => name),
  );
  const components = isRefusal(error, 'out_of_stock') ? shortageButtons(error.data, { t }) : [];
  return reply({ content, components });
}

/** Names with commas between them. */
function permissionsIn(list: string) {
  const names = list.split(',');
  return ASKED_PERMISSIONS.filter((name) => names.includes(name));
}

/** To staff, a wallet that is short is not theirs to fill up at a world. */
export async function withWalletRefusal(t: Caller['t'], run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (!isRefusal(error, 'insufficient_balance')) throw error;
    const { balanceWl, shortWl, totalWl } = error.data;
    const values = {
      balance: formatPrice(balanceWl),
      short: formatPrice(shortWl),
      total: formatPrice(totalWl),
    };
    return reply(t('refusal.wallet_short', values));
  }
}
