import { randomUUID } from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import { UserError } from '../../runtime/errors.ts';
import type {
  Board,
  Delivery,
  DeliveryOutcome,
  Page,
  Payment,
  ProductInput,
  QuoteRequest,
  ShopStore,
  World,
} from './shop-store.ts';
import { boards, removeBoard, saveBoard } from './sqlite/boards.ts';
import { buyer, register } from './sqlite/buyers.ts';
import { addProduct, catalogue, editProduct, product, removeProduct } from './sqlite/catalogue.ts';
import { openDatabaseFile } from './sqlite/database-file.ts';
import { claimDeliveries, pendingDeliveries, settleDelivery } from './sqlite/deliveries.ts';
import { canary, fact, setFact } from './sqlite/facts.ts';
import { sqliteMigrations } from './sqlite/migrations.ts';
import { orderGoods, orders } from './sqlite/orders.ts';
import { verify } from './sqlite/proofs.ts';
import { purchase } from './sqlite/purchases.ts';
import { quote } from './sqlite/quotes.ts';
import { ensureShop, shopIds } from './sqlite/shops.ts';
import { addStock } from './sqlite/stock.ts';
import { type Transaction, TransactionRunner } from './sqlite/transaction.ts';
import { credit, debit, history } from './sqlite/wallet.ts';
import { setWorld, worlds } from './sqlite/worlds.ts';

export interface StoreDeps {
  clock: Clock;
  /** Makes ids that nobody can guess: leases, canary tokens. Default: random UUIDs. */
  ids?: () => string;
  /** Hears of every operation: its method's name, how it ended and how long it took. */
  onOperation?: (operation: string, result: 'ok' | 'refused' | 'error', seconds: number) => void;
}

/**
 * The store in one SQLite file: WAL, synced at every commit. The methods are asynchronous by contract only: each runs its
 * whole transaction at once, so nothing of ours comes between its statements.
 * @param options.path a file (made with mode 0600, its folder with 0700), or `:memory:`
 * @throws StoreUnusableError for a file that isn't ours or comes from a newer version; it is left alone
 */
export async function openSqliteStore({ path, ...deps }: StoreDeps & { path: string }): Promise<ShopStore> {
  const db = openDatabaseFile(path, sqliteMigrations(), deps.clock.now());
  return new SqliteStore(
    new TransactionRunner(db, { now: () => deps.clock.now(), newId: deps.ids ?? randomUUID }),
    deps,
  );
}

class SqliteStore implements ShopStore {
  readonly #runner: TransactionRunner;
  readonly #deps: StoreDeps;

  constructor(runner: TransactionRunner, deps: StoreDeps) {
    this.#runner = runner;
    this.#deps = deps;
  }

  ensureShop = (shopId: string) => this.#write('ensureShop', (tx) => ensureShop(tx, shopId));
  shopIds = () => this.#read('shopIds', shopIds);

  catalogue = (shopId: string) => this.#read('catalogue', (tx) => catalogue(tx, shopId));
  product = (shopId: string, code: string) => this.#read('product', (tx) => product(tx, shopId, code));
  addProduct = (shopId: string, input: ProductInput, actorId: string) =>
    this.#write('addProduct', (tx) => addProduct(tx, shopId, input, actorId));
  editProduct = (
    shopId: string,
    code: string,
    change: Partial<Omit<ProductInput, 'code'>>,
    actorId: string,
  ) => this.#write('editProduct', (tx) => editProduct(tx, shopId, code, { change, actorId }));
  removeProduct = (shopId: string, code: string, actorId: string) =>
    this.#write('removeProduct', (tx) => removeProduct(tx, shopId, code, actorId));
  addStock = (shopId: string, code: string, contents: readonly string[], actorId: string) =>
    this.#write('addStock', (tx) => addStock(tx, shopId, code, { contents, actorId }));

  buyer = (shopId: string, userId: string) => this.#read('buyer', (tx) => buyer(tx, shopId, userId));
  register = (shopId: string, userId: string, growId: string) =>
    this.#write('register', (tx) => register(tx, shopId, userId, growId));
  credit = (shopId: string, payment: Payment) => this.#write('credit', (tx) => credit(tx, shopId, payment));
  debit = (shopId: string, payment: Payment) => this.#write('debit', (tx) => debit(tx, shopId, payment));
  history = (shopId: string, userId: string, page: Page) =>
    this.#read('history', (tx) => history(tx, shopId, userId, page));

  quote = (shopId: string, request: QuoteRequest) => this.#write('quote', (tx) => quote(tx, shopId, request));
  purchase = (shopId: string, request: { userId: string; nonce: string }) =>
    this.#write('purchase', (tx) => purchase(tx, shopId, request));
  orders = (shopId: string, userId: string, page: Page) =>
    this.#read('orders', (tx) => orders(tx, shopId, userId, page));
  orderGoods = (shopId: string, userId: string, orderId: number) =>
    this.#read('orderGoods', (tx) => orderGoods(tx, shopId, userId, orderId));

  claimDeliveries = (claim: Parameters<ShopStore['claimDeliveries']>[0]) =>
    this.#write('claimDeliveries', (tx) => claimDeliveries(tx, claim));
  settleDelivery = (delivery: Pick<Delivery, 'id' | 'lease'>, outcome: DeliveryOutcome) =>
    this.#write('settleDelivery', (tx) => settleDelivery(tx, delivery, outcome));
  pendingDeliveries = () => this.#read('pendingDeliveries', pendingDeliveries);

  worlds = (shopId: string) => this.#read('worlds', (tx) => worlds(tx, shopId));
  setWorld = (shopId: string, world: World, actorId: string) =>
    this.#write('setWorld', (tx) => setWorld(tx, shopId, world, actorId));

  boards = () => this.#read('boards', boards);
  saveBoard = (board: Board) => this.#write('saveBoard', (tx) => saveBoard(tx, board));
  removeBoard = (channelId: string) => this.#write('removeBoard', (tx) => removeBoard(tx, channelId));

  fact = (key: string) => this.#read('fact', (tx) => fact(tx, key));
  setFact = (key: string, value: string) => this.#write('setFact', (tx) => setFact(tx, key, value));

  canary = () => this.#write('canary', canary);
  verify = () => this.#read('verify', verify);

  async [Symbol.asyncDispose](): Promise<void> {
    this.#runner.close();
  }

  #read<T>(operation: keyof ShopStore & string, work: (tx: Transaction) => T): Promise<T> {
    return this.#timed(operation, () => this.#runner.read(work));
  }

  #write<T>(operation: keyof ShopStore & string, work: (tx: Transaction) => T): Promise<T> {
    return this.#timed(operation, () => this.#runner.write(work));
  }

  async #timed<T>(operation: string, run: () => T): Promise<T> {
    const startedMs = this.#deps.clock.monotonicMs();
    let result: 'ok' | 'refused' | 'error' = 'ok';
    try {
      return run();
    } catch (error) {
      result = error instanceof UserError ? 'refused' : 'error';
      throw error;
    } finally {
      this.#report(operation, result, startedMs);
    }
  }

  #report(operation: string, result: 'ok' | 'refused' | 'error', startedMs: number): void {
    try {
      this.#deps.onOperation?.(operation, result, (this.#deps.clock.monotonicMs() - startedMs) / 1_000);
    } catch {
      // What was committed stays committed, whatever its observer thinks of it.
    }
  }
}
