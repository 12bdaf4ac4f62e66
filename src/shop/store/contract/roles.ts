import type { Postponed } from './deliveries.ts';

/** The outbox of roles that buyers were promised. */
export interface RoleStore {
  /**
   * Leases due grants to this caller, as `claimDeliveries` does. One whose product gives no role any more is dropped.
   */
  claimRoleGrants(claim: { leaseMs: number; limit: number; orderId?: number }): Promise<RoleGrant[]>;
  /** Ends or postpones a leased grant; false when the lease was no longer this caller's. */
  settleRoleGrant(grant: Pick<RoleGrant, 'id' | 'lease'>, outcome: RoleOutcome): Promise<boolean>;
  /** When the next one is due, and what holds others back: one row a product and reason. */
  pendingRoleGrants(): Promise<{ nextDueAtMs: number | undefined; held: HeldRole[] }>;
  /** Makes a shop's waiting grants due at once: something may have been mended. */
  hastenRoleGrants(shopId: string): Promise<void>;
}

export interface RoleGrant {
  id: number;
  lease: string;
  attempts: number;
  orderId: number;
  shopId: string;
  userId: string;
  /** The role that the product gives now. */
  roleId: string;
}

/** Why a role cannot be given until somebody mends it. */
export type RoleProblem = 'no_permission' | 'role_above' | 'role_gone' | 'refused';

export type RoleOutcome =
  | { kind: 'given' }
  /** The buyer left the server. */
  | { kind: 'dropped'; reason: string }
  | Postponed;

export interface HeldRole {
  shopId: string;
  code: string;
  roleId: string;
  problem: RoleProblem;
  /** How many buyers wait. */
  count: number;
}
