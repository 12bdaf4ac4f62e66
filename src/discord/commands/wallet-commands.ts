import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { Clock } from '../../runtime/clock.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import type { PaymentRequest, ShopStore } from '../../shop/store/shop-store.ts';
import { approvalsView } from '../buttons/approval-buttons.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
} from '../handler.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import { withWalletRefusal } from '../refusals.ts';
import { timestamp } from '../views/components.ts';
import { statement, statementFile } from '../views/statement.ts';

import { command, named, type Option, required, subcommand } from './definition.ts';

const user = { type: Type.User, ...named('option.user'), ...required } as const;
const amount: Option[] = [
  { type: Type.Integer, ...named('option.amount'), ...required, min_value: 1, max_value: 1_000_000_000 },
  { type: Type.String, ...named('option.reason'), ...required, max_length: 200 },
];

export const walletDefinition = command('command.wallet', [
  subcommand('command.wallet.credit', [user, ...amount]),
  subcommand('command.wallet.debit', [user, ...amount]),
  subcommand('command.wallet.transfer', [
    { type: Type.User, ...named('option.fromUser'), ...required },
    { type: Type.User, ...named('option.toUser'), ...required },
    ...amount,
  ]),
  subcommand('command.wallet.approvals'),
  subcommand('command.wallet.statement', [user, { type: Type.Boolean, ...named('option.asFile') }]),
]);

/** How long a second owner has time. */
const APPROVAL_MS = 24 * 3_600_000;

export interface WalletCommandsDeps {
  store: ShopStore;
  shop: Shop;
  clock: Clock;
  /** WL above which a payment needs a second owner; 0: none does. */
  approvalAboveWl: () => number;
}

type Movement = PaymentRequest extends infer Each
  ? Each extends Each
    ? Omit<Each, 'expiresAtMs'>
    : never
  : never;

/** Moves what is in wallets, and shows it; every movement stays in the ledger. */
export function walletCommands(deps: WalletCommandsDeps): CommandHandler[] {
  const { store } = deps;
  const write = { effect: 'write', needs: 'owner' } as const;
  return [
    {
      path: 'wallet credit',
      ...write,
      answer: (caller, options) =>
        pay(deps, caller, { kind: 'credit', ...paymentOf(caller, options, 'user') }),
    },
    {
      path: 'wallet debit',
      ...write,
      answer: (caller, options) =>
        pay(deps, caller, { kind: 'debit', ...paymentOf(caller, options, 'user') }),
    },
    {
      path: 'wallet transfer',
      ...write,
      answer: (caller, options) => {
        const toUserId = options.getUser('to', true).id;
        return pay(deps, caller, { kind: 'transfer', toUserId, ...paymentOf(caller, options, 'from') });
      },
    },
    {
      path: 'wallet approvals',
      effect: 'read',
      needs: 'owner',
      answer: async (caller) => reply(await approvalsView(store, caller)),
    },
    {
      path: 'wallet statement',
      effect: 'read',
      needs: 'support',
      answer: async (caller, options) => {
        const { id } = options.getUser('user', true);
        if (options.getBoolean('as_file')) return reply(await statementFile(deps, caller, id));
        return reply(await statement(store, caller, { userId: id, page: 0 }));
      },
    },
  ];
}

/** The pages of /wallet statement. */
export function statementPages(store: ShopStore): ComponentHandler {
  return {
    name: 'statement-page',
    effect: 'read',
    shows: 'update',
    needs: 'support',
    answer: async (caller, { args: [page, userId = ''] }) =>
      reply(await statement(store, caller, { userId, page: pageOf(page) })),
  };
}

function paymentOf({ userId, interactionId }: Caller, options: CommandOptions, whose: 'user' | 'from') {
  return {
    userId: options.getUser(whose, true).id,
    amountWl: options.getInteger('amount', true),
    reason: options.getString('reason', true),
    actorId: userId,
    key: `interaction:${interactionId}`,
  };
}

async function pay(deps: WalletCommandsDeps, { shopId, t }: Caller, payment: Movement): Promise<Answer> {
  const { store, shop, clock, approvalAboveWl } = deps;
  const boundWl = approvalAboveWl();
  return await withWalletRefusal(t, async () => {
    if (boundWl > 0 && payment.amountWl > boundWl) {
      const expiresAtMs = clock.now() + APPROVAL_MS;
      const { id } = await shop.requestPayment(shopId, { ...payment, expiresAtMs });
      return reply(
        t('approval.asked', { id, bound: formatPrice(boundWl), until: timestamp(expiresAtMs, 'f') }),
      );
    }
    const values = { amount: formatPrice(payment.amountWl), user: payment.userId };
    if (payment.kind === 'transfer') {
      const { balanceWl, toBalanceWl } = await store.transfer(shopId, payment);
      const balances = { balance: formatPrice(balanceWl), toBalance: formatPrice(toBalanceWl) };
      return reply(t('wallet.transferred', { ...values, to: payment.toUserId, ...balances }));
    }
    const { balanceWl } = await store[payment.kind](shopId, payment);
    const key = payment.kind === 'credit' ? 'wallet.credited' : 'wallet.debited';
    return reply(t(key, { ...values, balance: formatPrice(balanceWl) }));
  });
}
