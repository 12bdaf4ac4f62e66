import type { StaffTier } from '../../staff.ts';

/** Which roles of a guild are staff of its shop. */
export interface StaffStore {
  staffRoles(shopId: string): Promise<StaffRole[]>;
  /** Gives a role a tier, in place of the one it had. */
  setStaffRole(shopId: string, role: StaffRole, actorId: string): Promise<void>;
  /** @returns false when the role had none */
  removeStaffRole(shopId: string, roleId: string, actorId: string): Promise<boolean>;
}

export interface StaffRole {
  roleId: string;
  tier: StaffTier;
}
