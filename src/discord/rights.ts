import type { StaffTier } from '../shop/staff.ts';

/** What a person may do: a tier of a shop's staff, or `operator`, who runs the bot and with it every shop. */
export type Right = StaffTier | 'operator';

/** Who owns the bot, and how many shops it serves. */
export interface RightsDeps {
  /** OWNER_IDS. */
  ownerIds: readonly string[];
  shopCount: () => number;
}

/** What Discord says of a person at the time of this very call. */
export interface Person {
  userId: string;
  isAdministrator: boolean;
  /** Tiers of the roles that the person has. */
  tiers: readonly StaffTier[];
}

const OWNER: readonly Right[] = ['owner', 'stock', 'support'];

/**
 * What a person may do in a guild. An owner runs its shop, and may all that its staff may: OWNER_IDS, whoever has
 * Administrator there, and whoever has a role of that tier. An operator: OWNER_IDS; without any, the administrators of the
 * only shop.
 */
export function rightsOf(
  { userId, isAdministrator, tiers }: Person,
  { ownerIds, shopCount }: RightsDeps,
): ReadonlySet<Right> {
  const isNamed = ownerIds.includes(userId);
  const isOperator = isNamed || (isAdministrator && ownerIds.length === 0 && shopCount() === 1);
  const isOwner = isNamed || isAdministrator || tiers.includes('owner');
  return new Set([...tiers, ...(isOwner ? OWNER : []), ...(isOperator ? (['operator'] as const) : [])]);
}
