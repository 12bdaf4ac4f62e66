import { ButtonStyle } from 'discord.js';
import { harmless, plain } from '../../languages/harmless.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ShopStore, WalletRequest } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import { type Caller, type ComponentHandler, reply, type ReplyMessage } from '../handler.ts';
import { withWalletRefusal } from '../refusals.ts';
import { button, row, timestamp } from '../views/components.ts';

/** A message has room for five rows of buttons. */
const SHOWN = 5;

type Requests = Pick<ShopStore, 'walletRequests'>;

/** Payments that wait for a second owner, each with its two buttons; for this owner alone. */
export async function approvalsView(store: Requests, { shopId, userId, t }: Caller): Promise<ReplyMessage> {
  const requests = await store.walletRequests(shopId);
  if (requests.length === 0) return { content: t('approval.none') };
  const shown = requests.slice(0, SHOWN);
  const more = requests.length - shown.length;
  const lines = [
    ...shown.map((request) => entry(request, t)),
    ...(more > 0 ? [t('approval.more', { count: more })] : []),
  ];
  return {
    embeds: [{ title: t('approval.title'), description: lines.join('\n\n'), color: 0xe67e22 }],
    components: shown.map(({ id, askerId }) =>
      row(
        button(customId('approval-approve', id), t('approval.approve', { id }), {
          style: ButtonStyle.Success,
          disabled: askerId === userId,
        }),
        button(customId('approval-reject', id), t('approval.reject', { id }), { style: ButtonStyle.Danger }),
      ),
    ),
  };
}

/** The buttons: who asked cannot approve, and each request is decided once, whatever was clicked meanwhile. */
export function approvalButtons({ shop, store }: { shop: Shop; store: Requests }): ComponentHandler[] {
  const decide = (verdict: 'approve' | 'reject'): ComponentHandler => ({
    name: `approval-${verdict}`,
    effect: 'write',
    shows: 'update',
    needs: 'owner',
    answer: (caller, { args }) =>
      withWalletRefusal(caller.t, async () => {
        const { shopId, userId, t } = caller;
        const decision = { id: Number(args[0]), actorId: userId, verdict };
        const request = await shop.decidePayment(shopId, decision);
        const { id } = request;
        const said =
          verdict === 'approve'
            ? t('approval.approved', { id, what: whatOf(request, t) })
            : t('approval.rejected', { id });
        const { content, ...rest } = await approvalsView(store, caller);
        return reply({ ...rest, content: [said, content].filter(Boolean).join('\n') });
      }),
  });
  return [decide('approve'), decide('reject')];
}

function entry(request: WalletRequest, t: Caller['t']): string {
  return t('approval.entry', {
    id: request.id,
    what: whatOf(request, t),
    reason: harmless(plain(request.reason, 200)),
    asker: request.askerId,
    when: timestamp(request.askedAtMs),
    until: timestamp(request.expiresAtMs),
  });
}

function whatOf({ kind, amountWl, userId, toUserId = '' }: WalletRequest, t: Caller['t']): string {
  return t('approval.what', { kind, amount: formatPrice(amountWl), user: userId, to: toUserId });
}
