import type { Transaction } from './transaction.ts';

export type AuditAction =
  | 'product.add'
  | 'product.edit'
  | 'product.remove'
  | 'stock.add'
  | 'stock.show'
  | 'stock.void'
  | 'stock.move'
  | 'wallet.credit'
  | 'wallet.debit'
  | 'wallet.transfer'
  | 'wallet.request'
  | 'wallet.approve'
  | 'wallet.reject'
  | 'deposit.claim'
  | 'deposit.reject'
  | 'deposit.source'
  | 'world.set'
  | 'staff.set'
  | 'staff.remove'
  | 'board.create'
  | 'board.edit'
  | 'board.move'
  | 'board.delete'
  | 'maintenance.on'
  | 'maintenance.off'
  | 'blacklist.add'
  | 'blacklist.remove'
  | 'notices.channel'
  | 'audit.channel'
  | 'order.reveal'
  | 'order.refund'
  | 'order.replace'
  | 'order.resend'
  | 'privacy.erase';

export interface AuditEntry {
  actorId: string;
  action: AuditAction;
  /** What was acted on: a product's code, a user, a world. */
  subject: string;
  before: Readonly<Record<string, unknown>> | undefined;
  after: Readonly<Record<string, unknown>> | undefined;
}

/** Records an act of the staff beside what it did. Never pass the goods: counts only. */
export function recordAct(tx: Transaction, shopId: string, entry: AuditEntry): void {
  tx.run(
    'INSERT INTO audit (shop_id, at_ms, actor_id, action, subject, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)',
    shopId,
    tx.nowMs,
    entry.actorId,
    entry.action,
    entry.subject,
    json(entry.before),
    json(entry.after),
  );
}

function json(value: AuditEntry['before']): string | null {
  return value ? JSON.stringify(value) : null;
}
