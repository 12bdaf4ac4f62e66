import { harmless } from '../../languages/harmless.ts';
import { isRefusal, UserError } from '../../runtime/errors.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { itemLines, type StockFileReader } from '../stock-file.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';

/** Positions of left-out lines that are named one by one. */
const LISTED_DUPLICATES = 20;

export interface OwnerCommandsDeps {
  store: ShopStore;
  shop: Shop;
  catalogue: ListedCatalogue;
  readStockFile: StockFileReader;
  /** Gives a channel its board. @throws UserError board_impossible */
  createBoard: (shopId: string, channelId: string) => Promise<void>;
}

/** What the owner runs the shop with. Each is checked against the caller's rights at every call. */
export function ownerCommands(deps: OwnerCommandsDeps): CommandHandler[] {
  const { store, shop, catalogue } = deps;
  const complete: CommandHandler['complete'] = (caller, typed) => completeCode(catalogue, caller, typed);
  const write = { effect: 'write', ownerOnly: true } as const;
  return [
    { path: 'product add', ...write, answer: (caller, options) => addProduct(shop, caller, options) },
    {
      path: 'product edit',
      ...write,
      complete,
      answer: (caller, options) => editProduct(shop, caller, options),
    },
    {
      path: 'product remove',
      ...write,
      complete,
      answer: (caller, options) => removeProduct(shop, caller, options),
    },
    { path: 'stock-add', ...write, complete, answer: (caller, options) => addStock(deps, caller, options) },
    { path: 'wallet credit', ...write, answer: (caller, options) => pay('credit', store, caller, options) },
    { path: 'wallet debit', ...write, answer: (caller, options) => pay('debit', store, caller, options) },
    { path: 'world-set', ...write, answer: (caller, options) => setWorld(store, caller, options) },
    { path: 'board create', ...write, answer: (caller, options) => createBoard(deps, caller, options) },
  ];
}

async function addProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const added = await shop.addProduct(
    shopId,
    {
      code: options.getString('code', true),
      name: options.getString('name', true),
      priceWl: options.getInteger('price', true),
      category: options.getString('category') ?? undefined,
      description: options.getString('description') ?? undefined,
    },
    userId,
  );
  return reply(t('product.added', productValues(added)));
}

async function editProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const change = {
    name: options.getString('name') ?? undefined,
    priceWl: options.getInteger('price') ?? undefined,
    category: options.getString('category') ?? undefined,
    description: options.getString('description') ?? undefined,
  };
  if (Object.values(change).every((value) => value === undefined)) return reply(t('product.nothing'));
  const edited = await shop.editProduct(shopId, options.getString('code', true), change, userId);
  return reply(t('product.edited', productValues(edited)));
}

async function removeProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { product, voidedItems } = await shop.removeProduct(shopId, options.getString('code', true), userId);
  return reply(t('product.removed', { name: harmless(product.name), voided: voidedItems }));
}

async function addStock(deps: OwnerCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const { shopId, userId, t } = caller;
  const file = options.getAttachment('file');
  const fromFile = file ? await deps.readStockFile(file) : [];
  const lines = [...itemLines(options.getString('text') ?? ''), ...fromFile];
  if (lines.length === 0) throw new UserError('stock_empty', {});
  const code = options.getString('code', true);
  const { added, duplicates, free } = await deps.shop.addStock(shopId, code, lines, userId);
  const answer = t('stock.added', { added, free, code: code.toUpperCase() });
  if (duplicates.length === 0) return reply(answer);
  const listed = duplicates.slice(0, LISTED_DUPLICATES).join(', ');
  const more = duplicates.length > LISTED_DUPLICATES ? '…' : '';
  return reply(
    `${answer}\n${t('stock.duplicates', { count: duplicates.length, lines: `${listed}${more}` })}`,
  );
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

async function setWorld(
  store: ShopStore,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const name = options.getString('name', true);
  const owner = options.getString('owner') ?? undefined;
  const bot = options.getString('bot') ?? undefined;
  await store.setWorld(shopId, { name, owner, bot }, userId);
  return reply(t('worldSet.done', { name: harmless(name.trim().toUpperCase()) }));
}

async function createBoard(
  deps: OwnerCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const channelId = options.getChannel('channel')?.id ?? caller.channelId;
  await deps.createBoard(caller.shopId, channelId);
  return reply(caller.t('board.created', { channel: channelId }));
}

function productValues({ name, code, priceWl }: { name: string; code: string; priceWl: number }) {
  return { name: harmless(name), code, price: formatPrice(priceWl) };
}
