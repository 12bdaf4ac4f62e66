import type { ShopStore } from '../shop-store.ts';
import { actNames, acts, ledgerPage } from './acts.ts';
import { blacklist, blacklistAdd, blacklistRemove } from './blacklist.ts';
import {
  boardLeftovers,
  boards,
  deleteBoard,
  forgetLeftover,
  moveBoard,
  placeBoard,
  saveBoard,
} from './boards.ts';
import { buyer, register } from './buyers.ts';
import { addProduct, catalogue, editProduct, product, removeProduct } from './catalogue.ts';
import { claimDeliveries, pendingDeliveries, settleDelivery, stuckDeliveries } from './deliveries.ts';
import { claimDepositNotices, nextDepositNoticeMs, settleDepositNotice } from './deposit-notices.ts';
import {
  depositSource,
  depositSources,
  depositsSeen,
  setDepositSource,
  waitingMoney,
} from './deposit-sources.ts';
import { claimDeposit, deposit, rejectDeposit, waitingDeposits } from './deposits.ts';
import { canary, fact, setFact } from './facts.ts';
import { endDueMaintenance, endMaintenance, maintenanceIsDue, setMaintenance } from './maintenance.ts';
import { orderRecord, revealOrder } from './order-care.ts';
import { orderGoods, orders } from './orders.ts';
import { erase, privacy, setNotices } from './privacy.ts';
import {
  claimRestockNotices,
  nextRestockNoticeMs,
  settleRestockNotice,
  subscribe,
  unsubscribe,
} from './restock.ts';
import { verify } from './proofs.ts';
import { purchase } from './purchases.ts';
import { quote } from './quotes.ts';
import { ordersBetween, sales } from './sales.ts';
import { approvePayment, rejectPayment, requestPayment, walletRequests } from './requests.ts';
import { claimRoleGrants, hastenRoleGrants, pendingRoleGrants, settleRoleGrant } from './role-grants.ts';
import { refundOrder } from './refunds.ts';
import { replaceItems, resendOrder } from './replacements.ts';
import { ensureShop, shopIds } from './shops.ts';
import {
  claimActs,
  setAuditChannel,
  setNoticeChannel,
  settleActs,
  staffChannels,
  unpostedActs,
} from './staff-channels.ts';
import { removeStaffRole, setStaffRole, staffRoles } from './staff.ts';
import { moveItems, showItems, stockItems, voidItems } from './stock-items.ts';
import {
  addUploaded,
  beginUpload,
  confirmUpload,
  dropUpload,
  stageLines,
  sweepUpload,
  unfinishedUploads,
} from './stock-uploads.ts';
import { addStock, resealStock } from './stock.ts';
import type { Transaction } from './transaction.ts';
import { credit, debit, history, transfer } from './wallet.ts';
import { setWorld, worlds } from './worlds.ts';

type Operation<Method> = Method extends (...args: infer Args) => Promise<infer Result>
  ? (tx: Transaction, ...args: Args) => Result
  : never;
/** The methods of {@link ShopStore} as what each does within its transaction. */
export type Operations = { [Name in Exclude<keyof ShopStore, symbol>]: Operation<ShopStore[Name]> };

/** What reads with a single statement. */
export const LOOKS = {
  buyer,
} satisfies Partial<Operations>;

/** What only reads. */
export const READS = {
  shopIds,
  staffRoles,
  staffChannels,
  unpostedActs,
  stuckDeliveries,
  blacklist,
  maintenanceIsDue,
  catalogue,
  product,
  history,
  walletRequests,
  waitingDeposits,
  nextDepositNoticeMs,
  depositSources,
  depositSource,
  waitingMoney,
  acts,
  actNames,
  ledgerPage,
  orders,
  orderRecord,
  privacy,
  nextRestockNoticeMs,
  pendingDeliveries,
  pendingRoleGrants,
  stockItems,
  unfinishedUploads,
  worlds,
  sales,
  ordersBetween,
  boards,
  boardLeftovers,
  fact,
  verify,
} satisfies Partial<Operations>;

/** What changes something: it holds the write lock from its start. */
export const WRITES = {
  ensureShop,
  setStaffRole,
  removeStaffRole,
  setNoticeChannel,
  setAuditChannel,
  claimActs,
  settleActs,
  blacklistAdd,
  blacklistRemove,
  setMaintenance,
  endMaintenance,
  endDueMaintenance,
  addProduct,
  editProduct: (tx, shopId, code, change, actorId) => editProduct(tx, shopId, code, { change, actorId }),
  removeProduct,
  addStock: (tx, shopId, code, contents, actorId) => addStock(tx, shopId, code, { contents, actorId }),
  register,
  credit,
  debit,
  transfer,
  requestPayment,
  approvePayment,
  rejectPayment,
  deposit,
  claimDeposit,
  rejectDeposit,
  claimDepositNotices,
  settleDepositNotice,
  setDepositSource: (tx, shopId, source, actorId) => setDepositSource(tx, shopId, { source, actorId }),
  depositsSeen,
  quote,
  purchase,
  orderGoods,
  revealOrder,
  refundOrder,
  replaceItems,
  resendOrder,
  subscribe,
  unsubscribe,
  claimRestockNotices,
  settleRestockNotice,
  setNotices,
  erase,
  claimDeliveries,
  settleDelivery,
  beginUpload,
  confirmUpload,
  dropUpload,
  showItems,
  voidItems,
  moveItems,
  claimRoleGrants,
  settleRoleGrant,
  hastenRoleGrants,
  setWorld,
  saveBoard,
  placeBoard,
  moveBoard,
  deleteBoard,
  forgetLeftover,
  setFact,
  canary,
} satisfies Partial<Operations>;

/** What changes much, a chunk at a time. */
export const BULK = {
  stageLines,
  addUploaded,
  sweepUpload,
  resealStock,
} satisfies Partial<Operations>;
