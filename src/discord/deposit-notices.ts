import { harmless } from '../languages/harmless.ts';
import type { Translate } from '../languages/text.ts';
import { formatPrice } from '../shop/money.ts';
import type { Outbox } from '../shop/outbox-worker.ts';
import type { DepositNotice, ShopStore } from '../shop/store/shop-store.ts';
import type { DirectMessages, Sent } from './direct-messages.ts';

type Rows = Pick<ShopStore, 'claimDepositNotices' | 'settleDepositNotice' | 'nextDepositNoticeMs'>;
/** `closed`: this person takes no direct messages; History shows the deposit. */
type Told = Exclude<Sent, { kind: 'postponed' }>;

/** The buyers who have to be told of a deposit. */
export function depositOutbox(store: Rows): Outbox<DepositNotice, Told> {
  return {
    claim: ({ leaseMs, limit }) => store.claimDepositNotices({ leaseMs, limit }),
    settle: (notice, outcome) => store.settleDepositNotice(notice, outcome),
    nextDueAtMs: () => store.nextDepositNoticeMs(),
    keyOf: ({ id }) => id,
  };
}

/** Tells one buyer. @throws what may pass by itself */
export async function tellOfDeposit(
  {
    directMessages,
    store,
    translate,
  }: {
    directMessages: DirectMessages;
    store: Pick<ShopStore, 'buyer'>;
    translate: (shopId: string) => Translate;
  },
  { id, shopId, userId, growId, amountWl }: DepositNotice,
  signal: AbortSignal,
): Promise<Sent> {
  const { balanceWl } = await store.buyer(shopId, userId);
  const content = translate(shopId)('deposit.arrived', {
    amount: formatPrice(amountWl),
    growId: harmless(growId),
    balance: formatPrice(balanceWl),
  });
  const nonce = `deposit-${id}`;
  return await directMessages.send({ userId, message: { content }, nonce, operation: 'notice', signal });
}
