import { harmless } from '../languages/harmless.ts';
import type { Translate } from '../languages/text.ts';
import { formatPrice } from '../shop/money.ts';
import type { Outbox } from '../shop/outbox-worker.ts';
import type { RestockNotice, ShopStore } from '../shop/store/shop-store.ts';
import type { DirectMessages, Sent } from './direct-messages.ts';

type Rows = Pick<ShopStore, 'claimRestockNotices' | 'settleRestockNotice' | 'nextRestockNoticeMs'>;
type Told = Exclude<Sent, { kind: 'postponed' }>;

/** Who has to be told that a product is back. */
export function restockOutbox(store: Rows): Outbox<RestockNotice, Told> {
  return {
    claim: ({ leaseMs, limit }) => store.claimRestockNotices({ leaseMs, limit }),
    settle: (notice, outcome) => store.settleRestockNotice(notice, outcome),
    nextDueAtMs: () => store.nextRestockNoticeMs(),
    keyOf: ({ id }) => id,
  };
}

/** Tells one person. @throws what may pass by itself */
export async function tellOfRestock(
  { directMessages, translate }: { directMessages: DirectMessages; translate: (shopId: string) => Translate },
  { id, restocks, shopId, userId, code, name, priceWl, free }: RestockNotice,
  signal: AbortSignal,
): Promise<Sent> {
  const values = { code, name: harmless(name), price: formatPrice(priceWl), free };
  const content = translate(shopId)('notify.back', values);
  const nonce = `restock-${id}-${restocks}`.slice(0, 25);
  return await directMessages.send({ userId, message: { content }, nonce, operation: 'notice', signal });
}
