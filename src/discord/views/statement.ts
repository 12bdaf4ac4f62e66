import { csvFile } from './csv-file.ts';
import { type Clock, isoTime } from '../../runtime/clock.ts';
import { formatPrice } from '../../shop/money.ts';
import type { ShopStore, WalletEntry } from '../../shop/store/shop-store.ts';
import type { Caller, ReplyMessage } from '../handler.ts';
import { historyLine, pager } from './buyer-views.ts';

const PAGE = 10;
/** A file of these stays under a megabyte; read at once, so many hold the loop for a few milliseconds. */
const FILE_ENTRIES = 10_000;
const FILE_BATCH = 1_000;
const COLUMNS = ['entry', 'time', 'kind', 'amount_wl', 'balance_after_wl', 'order', 'reason'];

type Store = Pick<ShopStore, 'history' | 'buyer'>;

/** Somebody's wallet movements, for staff; `page` counts from 0. */
export async function statement(
  store: Store,
  caller: Caller,
  { userId, page }: { userId: string; page: number },
): Promise<ReplyMessage> {
  const { shopId, t } = caller;
  const { entries, total } = await store.history(shopId, userId, { offset: page * PAGE, limit: PAGE });
  const { balanceWl } = await store.buyer(shopId, userId);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const lines = entries.map((entry) => historyLine(entry, caller));
  return {
    embeds: [
      {
        title: t('statement.title'),
        description: [
          t('statement.of', { user: userId, balance: formatPrice(balanceWl) }),
          lines.join('\n') || t('statement.none'),
        ].join('\n'),
        color: 0x3498db,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('statement-page', page, pages, caller, userId)] : [],
  };
}

/** The same as a file, newest first. */
export async function statementFile(
  { store, clock }: { store: Store; clock: Clock },
  { shopId, t }: Caller,
  userId: string,
): Promise<ReplyMessage> {
  const entries: WalletEntry[] = [];
  for (let left = true; left && entries.length < FILE_ENTRIES; ) {
    const page = await store.history(shopId, userId, { offset: entries.length, limit: FILE_BATCH });
    entries.push(...page.entries);
    left = page.entries.length === FILE_BATCH;
    await clock.sleep(0);
  }
  const { balanceWl } = await store.buyer(shopId, userId);
  const name = `wallet-${userId}.csv`;
  return {
    content: t('statement.file', { count: entries.length, user: userId, balance: formatPrice(balanceWl) }),
    files: [await csvFile(name, [COLUMNS, ...rowsOf(entries)])],
  };
}

/** Amounts stay numbers. */
function rowsOf(entries: readonly WalletEntry[]) {
  return entries.map(({ id, atMs, kind, amountWl, balanceAfterWl, orderId, reason }) => [
    id,
    isoTime(atMs),
    kind,
    amountWl,
    balanceAfterWl,
    orderId ?? '',
    reason,
  ]);
}
