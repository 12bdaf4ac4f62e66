import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { Clock } from '../../runtime/clock.ts';
import { type LedgerBreak, type LedgerProof, proveLedger } from '../../shop/ledger-proof.ts';
import { formatPrice } from '../../shop/money.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import {
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { pager } from '../views/buyer-views.ts';
import { actLine } from '../views/act-line.ts';
import { command, named, subcommand } from './definition.ts';

/** 8 of the longest stay within 4,096 characters. */
const PAGE = 8;
const MAX_ACTION = 40;
const CHOICES = 25;

export const auditDefinition = command('command.audit', [
  subcommand('command.audit.ledger'),
  subcommand('command.audit.acts', [
    { type: Type.User, ...named('option.actor') },
    { type: Type.String, ...named('option.action'), autocomplete: true, max_length: MAX_ACTION },
  ]),
]);

export interface AuditCommandsDeps {
  store: Pick<ShopStore, 'acts' | 'actNames' | 'ledgerPage'>;
  clock: Clock;
  /** The ledger is damaged: nothing may be sold on it. */
  onBroken: (shopId: string, broken: LedgerBreak) => void;
}

/** Whether the books are right, and who did what. */
export function auditCommands(deps: AuditCommandsDeps): CommandHandler[] {
  const { store } = deps;
  const owner = { effect: 'read', needs: 'owner' } as const;
  return [
    {
      path: 'audit ledger',
      ...owner,
      answer: async ({ shopId, t }) => {
        const proof = await proveLedger(deps, shopId);
        if (proof.broken) deps.onBroken(shopId, proof.broken);
        return reply(proofView(proof, t));
      },
    },
    {
      path: 'audit acts',
      ...owner,
      complete: async ({ shopId }, typed) => {
        const names = await store.actNames(shopId);
        const fitting = names.filter((name) => name.includes(typed.trim()));
        return fitting.slice(0, CHOICES).map((name) => ({ name, value: name }));
      },
      answer: async (caller, options) => {
        const actorId = options.getUser('actor')?.id;
        const action = options.getString('action')?.trim().slice(0, MAX_ACTION) || undefined;
        return reply(await actsView(store, caller, { actorId, action, page: 0 }));
      },
    },
  ];
}

/** The pages of /audit acts. */
export function actsPages(store: AuditCommandsDeps['store']): ComponentHandler {
  return {
    name: 'acts-page',
    effect: 'read',
    shows: 'update',
    needs: 'owner',
    answer: async (caller, { args: [page, actorId, action] }) => {
      const filter = { actorId: actorId || undefined, action: action || undefined };
      return reply(await actsView(store, caller, { ...filter, page: pageOf(page) }));
    },
  };
}

function proofView(
  { entries, transactions, wallets, heldWl, broken }: LedgerProof,
  t: Caller['t'],
): ReplyMessage {
  const held = t('audit.held', {
    wallets,
    held: formatPrice(heldWl.wallet),
    revenue: formatPrice(heldWl.revenue),
    external: formatPrice(-heldWl.external),
  });
  const verdict = broken ? brokenText(broken, t) : t('audit.proven', { entries, transactions });
  const color = broken ? 0xe74c3c : 0x2ecc71;
  return { embeds: [{ title: t('audit.title'), description: `${verdict}\n${held}`, color }] };
}

function brokenText(
  { check, entryId, transactionId = 0, account, expectedWl, foundWl }: LedgerBreak,
  t: Caller['t'],
): string {
  const whose = t('audit.account', {
    kind: account?.kind ?? 'none',
    id: account?.id ?? 0,
    owner: account?.owner ?? '',
  });
  let what = t('audit.break.whole', { check });
  if (entryId !== undefined)
    what = t('audit.break.entry', { check, entry: entryId, transaction: transactionId, account: whose });
  else if (account) what = t('audit.break.account', { account: whose });
  return t('audit.broken', { what, expected: `${expectedWl} WL`, found: `${foundWl} WL` });
}

async function actsView(
  store: Pick<ShopStore, 'acts'>,
  caller: Caller,
  { actorId, action, page }: { actorId: string | undefined; action: string | undefined; page: number },
): Promise<ReplyMessage> {
  const { shopId, t } = caller;
  const window = { offset: page * PAGE, limit: PAGE };
  const { acts, total } = await store.acts(shopId, { actorId, action }, window);
  if (total === 0) return { content: t('audit.noActs') };
  const pages = Math.ceil(total / PAGE);
  return {
    embeds: [
      {
        title: t('audit.actsTitle'),
        description: acts.map((act) => actLine(act, t)).join('\n'),
        color: 0x3498db,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('acts-page', page, pages, caller, actorId ?? '', action ?? '')] : [],
  };
}
