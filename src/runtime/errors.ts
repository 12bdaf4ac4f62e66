/**
 * What each expected refusal carries. The keys are the error codes; the data fills the text that the person sees
 * (`languages/`), so it may hold only what that person is allowed to know.
 */
export interface RefusalData {
  not_registered: Record<string, never>;
  growid_invalid: { growId: string };
  growid_taken: { growId: string };
  insufficient_balance: { shortWl: number; balanceWl: number; totalWl: number };
  /** `recipientId` of a gift, else empty. */
  out_of_stock: { name: string; left: number; code: string; priceWl: number; recipientId: string };
  gift_refused: { reason: 'self' | 'bot' | 'stranger' };
  limit_reached: { name: string; limit: number; left: number; days: number; againAtMs: number };
  cooling_down: { name: string; untilMs: number };
  price_changed: { name: string; oldPriceWl: number; newPriceWl: number };
  quantity_invalid: { min: number; max: number };
  confirmation_used: { orderId: number };
  confirmation_expired: Record<string, never>;
  confirmation_foreign: Record<string, never>;
  product_unknown: { code: string };
  product_exists: { code: string };
  product_invalid: { field: string; reason: string };
  order_unknown: { orderId: number };
  order_missing: { orderId: number };
  not_yours: Record<string, never>;
  opted_out: Record<string, never>;
  own_order: { orderId: number };
  order_gift: { orderId: number };
  order_erased: { orderId: number };
  order_in_delivery: { orderId: number };
  items_invalid: { max: number };
  items_refunded: { orderId: number };
  goods_seen: { orderId: number };
  replacement_short: { name: string; left: number };
  amount_invalid: { min: number; max: number };
  reason_missing: Record<string, never>;
  transfer_same: Record<string, never>;
  request_own: Record<string, never>;
  request_over: { state: 'approved' | 'rejected' | 'expired' | 'unknown' };
  deposit_settled: { id: number; state: 'credited' | 'claimed' | 'rejected' | 'unknown' };
  deposit_conflict: Record<string, never>;
  shop_unknown: Record<string, never>;
  webhook_invalid: Record<string, never>;
  stock_empty: Record<string, never>;
  stock_too_large: { maxLines: number; maxLineLength: number };
  upload_unknown: Record<string, never>;
  upload_foreign: Record<string, never>;
  item_unknown: { item: number };
  item_not_free: { item: number; status: string };
  items_unreadable: { max: number };
  file_unreadable: { reason: string; row: number; maxMib: number };
  world_invalid: { field: string; reason: string };
  not_allowed: { needs: 'support' | 'stock' | 'owner' };
  no_shop_here: Record<string, never>;
  shop_closed: { text: string; endsAtMs: number };
  product_closed: { name: string; text: string; endsAtMs: number };
  maintenance_invalid: { field: string; reason: string };
  blacklisted: { why: string; endsAtMs: number };
  board_impossible: { channelId: string; reason: string; missing: string };
  channel_impossible: { channelId: string; missing: string };
  board_unknown: Record<string, never>;
  board_unnamed: Record<string, never>;
  board_exists: { channelId: string };
  button_outdated: Record<string, never>;
  unavailable: Record<string, never>;
  buying_paused: Record<string, never>;
  restarting: Record<string, never>;
  operator_only: Record<string, never>;
  setting_unknown: { key: string; nearest: string };
  setting_invalid: { key: string; accepts: string };
  setting_order: { lower: string; higher: string };
  settings_file: { reason: string };
  shop_not_empty: Record<string, never>;
  item_exists: Record<string, never>;
  restart_foreign: Record<string, never>;
  restart_expired: Record<string, never>;
}
export type RefusalCode = keyof RefusalData;

/** An expected refusal: nothing was changed, and the person is told what to do. Everything else that is thrown is a fault. */
export class UserError<C extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'UserError';
  readonly code: C;
  readonly data: RefusalData[C];

  constructor(code: C, data: RefusalData[C]) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

/** True when `error` is the refusal with this code. */
export function isRefusal<C extends RefusalCode>(error: unknown, code: C): error is UserError<C> {
  return error instanceof UserError && error.code === code;
}
