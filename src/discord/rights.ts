/** Who owns the bot, and how many shops it serves. */
export interface RightsDeps {
  /** OWNER_IDS. */
  ownerIds: readonly string[];
  shopCount: () => number;
}

/**
 * What a person may do in a guild. An owner runs its shop: OWNER_IDS and whoever has Administrator there. An operator runs
 * the bot, and with it every shop: OWNER_IDS; without any, the administrators of its only shop.
 */
export function rightsOf(
  { userId, isAdministrator }: { userId: string; isAdministrator: boolean },
  { ownerIds, shopCount }: RightsDeps,
): { isOwner: boolean; isOperator: boolean } {
  const isNamed = ownerIds.includes(userId);
  return {
    isOwner: isAdministrator || isNamed,
    isOperator: isNamed || (isAdministrator && ownerIds.length === 0 && shopCount() === 1),
  };
}
