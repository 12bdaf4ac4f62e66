/**
 * `support` helps buyers with their orders and deposits, `stock` keeps products and items, `owner` runs the shop and may do
 * all of it.
 */
export const STAFF_TIERS = ['support', 'stock', 'owner'] as const;
export type StaffTier = (typeof STAFF_TIERS)[number];
