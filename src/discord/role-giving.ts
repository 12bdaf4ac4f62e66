import { type Guild, PermissionFlagsBits, Routes } from 'discord.js';
import type { RoleGrant, RoleOutcome, RoleProblem } from '../shop/store/shop-store.ts';
import type { Clock } from '../runtime/clock.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf, rateLimitMs } from './discord-errors.ts';

/** What a person must mend is looked at again after this; sooner when the guild tells of a change. */
const HELD_MS = 600_000;

/** Answers that tell of a role that a person must mend. */
const PROBLEMS: Readonly<Record<number, RoleProblem>> = {
  [CODES.unknownRole]: 'role_gone',
  [CODES.missingAccess]: 'no_permission',
  [CODES.missingPermissions]: 'no_permission',
};
const LEFT: readonly (number | undefined)[] = [CODES.unknownMember, CODES.unknownUser];

export interface RoleGivingDeps {
  api: DiscordApi;
  clock: Clock;
  guild: (shopId: string) => Guild | undefined;
}

/** Gives buyers the roles that they were promised. */
export function roleGiving({ api, clock, guild }: RoleGivingDeps) {
  const problemOf = (shopId: string, roleId: string) => {
    const known = guild(shopId);
    return known && roleProblem(known, roleId);
  };
  const held = (problem: RoleProblem): RoleOutcome => {
    return { kind: 'postponed', untilMs: clock.now() + HELD_MS, reason: problem };
  };
  return {
    problemOf,
    /** One attempt. What is known to be refused is not sent: refusals count towards Discord's ban. @throws what may pass by itself */
    async send({ shopId, userId, roleId }: RoleGrant, signal: AbortSignal): Promise<RoleOutcome> {
      const known = problemOf(shopId, roleId);
      if (known) return held(known);
      try {
        const route = Routes.guildMemberRole(shopId, userId, roleId);
        await api.request({ operation: 'delivery', method: 'PUT', route, attempts: 1, signal });
        return { kind: 'given' };
      } catch (error) {
        const code = codeOf(error);
        if (LEFT.includes(code)) return { kind: 'dropped', reason: 'left' };
        if (code !== undefined && code in PROBLEMS) return held(PROBLEMS[code] ?? 'refused');
        const waitMs = rateLimitMs(error);
        if (waitMs === undefined) throw error;
        return { kind: 'postponed', untilMs: clock.now() + waitMs, reason: 'rate_limited' };
      }
    },
  };
}

/** Why Discord would refuse it, from what the gateway told: a bot gives only roles below its own highest one. */
function roleProblem(guild: Guild, roleId: string): RoleProblem | undefined {
  const role = guild.roles.cache.get(roleId);
  const { me } = guild.members;
  if (!role) return 'role_gone';
  if (role.managed || role.id === guild.id) return 'refused';
  if (!me) return undefined;
  if (!me.permissions.has(PermissionFlagsBits.ManageRoles)) return 'no_permission';
  return me.roles.highest.comparePositionTo(role) > 0 ? undefined : 'role_above';
}
