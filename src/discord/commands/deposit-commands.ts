import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { UserError } from '../../runtime/errors.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import type { DepositSource, ShopStore, WaitingDeposit } from '../../shop/store/shop-store.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import { type DepositProblem, problemText } from '../deposit-access.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { pager } from '../views/buyer-views.ts';
import { timestamp } from '../views/components.ts';
import { command, named, required, subcommand } from './definition.ts';

const PAGE = 10;
const depositId = { type: Type.Integer, ...named('option.depositId'), ...required, min_value: 1 } as const;

export const depositDefinition = command('command.deposit', [
  subcommand('command.deposit.list'),
  subcommand('command.deposit.claim', [depositId, { type: Type.User, ...named('option.user'), ...required }]),
  subcommand('command.deposit.reject', [
    depositId,
    { type: Type.String, ...named('option.reason'), ...required, max_length: 200 },
  ]),
  subcommand('command.deposit.set', [
    { type: Type.String, ...named('option.webhookId'), ...required, max_length: 200 },
    { type: Type.Channel, ...named('option.channel'), channel_types: [0, 5] },
  ]),
  subcommand('command.deposit.off'),
  subcommand('command.deposit.show'),
]);

export interface DepositCommandsDeps {
  shop: Shop;
  store: Pick<ShopStore, 'waitingDeposits' | 'depositSource'>;
  /** Why a source cannot be read; undefined: it can. */
  problemOf: (source: DepositSource) => DepositProblem | undefined;
  isHookOn: boolean;
  /** WL above which support leaves a deposit to an owner; 0: never. */
  approvalAboveWl: () => number;
}

/** Deposits that nobody could be found for, and where deposits come from. */
export function depositCommands(deps: DepositCommandsDeps): CommandHandler[] {
  const { shop, store } = deps;
  const owner = { needs: 'owner' } as const;
  const support = { needs: 'support' } as const;
  return [
    {
      path: 'deposit list',
      effect: 'read',
      ...support,
      answer: async (caller) => reply(await queueView(store, caller, 0)),
    },
    {
      path: 'deposit claim',
      effect: 'write',
      ...support,
      answer: (caller, options) => claim(deps, caller, options),
    },
    {
      path: 'deposit reject',
      effect: 'write',
      ...support,
      answer: (caller, options) => reject(shop, caller, options),
    },
    {
      path: 'deposit set',
      effect: 'write',
      ...owner,
      answer: (caller, options) => setSource(deps, caller, options),
    },
    {
      path: 'deposit off',
      effect: 'write',
      ...owner,
      answer: async ({ shopId, userId, t }) => {
        await shop.setDepositSource(shopId, undefined, userId);
        return reply(t('deposit.sourceOff'));
      },
    },
    {
      path: 'deposit show',
      effect: 'read',
      ...owner,
      answer: async (caller) => reply(await sourceText(deps, caller)),
    },
  ];
}

/** The pages of /deposit list. */
export function depositPages(store: DepositCommandsDeps['store']): ComponentHandler {
  return {
    name: 'deposit-page',
    effect: 'read',
    shows: 'update',
    needs: 'support',
    answer: async (caller, { args }) => reply(await queueView(store, caller, pageOf(args[0]))),
  };
}

async function claim(
  { shop, approvalAboveWl }: DepositCommandsDeps,
  { shopId, userId, rights, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const user = options.getUser('user', true).id;
  const id = options.getInteger('id', true);
  const isOwner = (await rights()).has('owner');
  // Nobody but an owner decides about money for themselves, or about as much as would need two of them elsewhere.
  if (user === userId && !isOwner) throw new UserError('not_allowed', { needs: 'owner' });
  const maxWl = isOwner ? undefined : approvalAboveWl() || undefined;
  const claimed = await shop.claimDeposit(shopId, { id, userId: user, actorId: userId, maxWl });
  const amount = formatPrice(claimed.deposit.amountWl);
  return reply(t('deposit.claimed', { id, user, amount, balance: formatPrice(claimed.balanceWl) }));
}

async function reject(shop: Shop, { shopId, userId, t }: Caller, options: CommandOptions): Promise<Answer> {
  const id = options.getInteger('id', true);
  const rejection = { id, reason: options.getString('reason', true), actorId: userId };
  const { deposit } = await shop.rejectDeposit(shopId, rejection);
  return reply(t('deposit.rejected', { id, amount: formatPrice(deposit.amountWl) }));
}

async function setSource(
  deps: DepositCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { shopId, userId, interactionId, channelId: here, t } = caller;
  const channelId = options.getChannel('channel')?.id ?? here;
  const webhookId = options.getString('webhook_id', true).trim();
  // The command's own id is a moment in Discord's time: what was said before it is not credited.
  const source = { channelId, webhookId, seenMessageId: interactionId };
  await deps.shop.setDepositSource(shopId, source, userId);
  const said = t('deposit.sourceSet', { webhook: webhookId, channel: channelId });
  const problem = deps.problemOf({ shopId, ...source });
  return reply(problem ? `${said}\n⚠️ ${problemText(problem, t)}` : said);
}

async function sourceText(
  { store, problemOf, isHookOn }: DepositCommandsDeps,
  { shopId, t }: Caller,
): Promise<string> {
  const hook = t('deposit.hook', { state: isHookOn ? 'on' : 'off' });
  const source = await store.depositSource(shopId);
  if (!source) return `${t('deposit.sourceNone')}\n${hook}`;
  const problem = problemOf(source);
  const state = problem ? `⚠️ ${problemText(problem, t)}` : t('deposit.sourceWell');
  const where = t('deposit.source', { webhook: source.webhookId, channel: source.channelId });
  return [where, state, hook].join('\n');
}

async function queueView(
  store: DepositCommandsDeps['store'],
  caller: Caller,
  page: number,
): Promise<ReplyMessage> {
  const { shopId, t } = caller;
  const { deposits, total } = await store.waitingDeposits(shopId, { offset: page * PAGE, limit: PAGE });
  if (total === 0) return { content: t('deposit.none') };
  const pages = Math.ceil(total / PAGE);
  const lines = deposits.map((deposit) => t('deposit.entry', entryValues(deposit)));
  return {
    embeds: [
      {
        title: t('deposit.title'),
        description: [...lines, t('deposit.hint')].join('\n'),
        color: 0xe67e22,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('deposit-page', page, pages, caller)] : [],
  };
}

function entryValues({ id, growId, amountWl, atMs, cause, holderId }: WaitingDeposit) {
  return {
    id,
    growId: harmless(growId),
    amount: formatPrice(amountWl),
    when: timestamp(atMs),
    cause: cause ?? 'unmatched',
    holder: holderId ?? 'none',
  };
}
