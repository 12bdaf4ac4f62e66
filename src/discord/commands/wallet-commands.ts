import { ApplicationCommandOptionType as Type } from 'discord.js';
import { isRefusal } from '../../runtime/errors.ts';
import { formatPrice } from '../../shop/money.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { command, named, type Option, required, subcommand } from './definition.ts';

const payment: Option[] = [
  { type: Type.User, ...named('option.user'), ...required },
  { type: Type.Integer, ...named('option.amount'), ...required, min_value: 1, max_value: 1_000_000_000 },
  { type: Type.String, ...named('option.reason'), ...required, max_length: 200 },
];

export const walletDefinition = command('command.wallet', [
  subcommand('command.wallet.credit', payment),
  subcommand('command.wallet.debit', payment),
]);

/** Pays into and takes from wallets; every movement stays in the ledger. */
export function walletCommands(store: ShopStore): CommandHandler[] {
  const write = { effect: 'write', needs: 'owner' } as const;
  return [
    { path: 'wallet credit', ...write, answer: (caller, options) => pay('credit', store, caller, options) },
    { path: 'wallet debit', ...write, answer: (caller, options) => pay('debit', store, caller, options) },
  ];
}

async function pay(
  kind: 'credit' | 'debit',
  store: ShopStore,
  { shopId, userId, interactionId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const user = options.getUser('user', true);
  const amountWl = options.getInteger('amount', true);
  const payment = {
    userId: user.id,
    amountWl,
    reason: options.getString('reason', true),
    actorId: userId,
    key: `interaction:${interactionId}`,
  };
  try {
    const { balanceWl } = await store[kind](shopId, payment);
    const key = kind === 'credit' ? 'wallet.credited' : 'wallet.debited';
    return reply(t(key, { amount: formatPrice(amountWl), user: user.id, balance: formatPrice(balanceWl) }));
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
