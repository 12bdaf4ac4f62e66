import { asObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { Intent } from '../protocol.ts';
import { FormErrors } from '../rules/form-errors.ts';
import { channelJson, fullMemberJson, guildJson, roleJson, userJson } from '../world/json-forms.ts';
import { canManageRole } from '../world/permissions.ts';
import type { Channel } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';
import { guildOf, memberOf } from './lookup.ts';
import { bot, noContent, ok, param, type Answer, type Call, type Route } from './route.ts';

/** Guilds with their roles and members. */
export function guildRoutes(parts: { world: World; allowedIntents: number }): Route[] {
  const { world, allowedIntents } = parts;
  return [
    bot('GET /guilds/{guild_id}', (call) => ok(guildJson(guildOf(world, call)))),
    bot('GET /guilds/{guild_id}/channels', (call) =>
      ok(world.channelsOf(guildOf(world, call).id).map((channel) => channelJson(world, channel))),
    ),
    bot('GET /guilds/{guild_id}/roles', (call) => ok([...guildOf(world, call).roles.values()].map(roleJson))),
    bot('GET /guilds/{guild_id}/members', (call) => {
      const guild = guildOf(world, call);
      if ((allowedIntents & Intent.GUILD_MEMBERS) === 0) throw ApiError.missingAccess();
      const limit = Number(call.query['limit'] ?? 1);
      return ok([...guild.members.values()].slice(0, limit).map((member) => fullMemberJson(world, member)));
    }),
    bot('GET /guilds/{guild_id}/members/{user_id}', (call) =>
      ok(fullMemberJson(world, memberOf(guildOf(world, call), call))),
    ),
    bot('PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}', (call) => changeRole(world, call, true)),
    bot('DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}', (call) =>
      changeRole(world, call, false),
    ),
  ];
}

/** Users, and the direct channels with them. */
export function userRoutes(parts: { world: World; limits: Limits }): Route[] {
  const { world } = parts;
  const opened: number[] = [];
  return [
    bot('GET /users/@me', () =>
      ok({
        ...userJson(world.bot),
        mfa_enabled: false,
        locale: 'en-US',
        premium_type: 0,
        email: null,
        verified: true,
      }),
    ),
    bot('GET /users/{user_id}', (call) => {
      const user = world.users.get(param(call, 'user_id'));
      if (!user) throw ApiError.unknownUser();
      return ok(userJson(user));
    }),
    bot('POST /users/@me/channels', (call) => ok(channelJson(world, openDirect(parts, call, opened)))),
  ];
}

function changeRole(world: World, call: Call, given: boolean): Answer {
  const guild = guildOf(world, call);
  const member = memberOf(guild, call);
  const roleId = param(call, 'role_id');
  if (!guild.roles.has(roleId)) throw ApiError.unknownRole();
  if (!canManageRole(world, guild, roleId)) throw ApiError.missingPermissions();
  if (member.roleIds.includes(roleId) === given) return noContent;
  member.roleIds = given ? [...member.roleIds, roleId] : member.roleIds.filter((id) => id !== roleId);
  world.events.emit({ kind: 'member_updated', guildId: guild.id, userId: member.userId });
  return noContent;
}

/** @param opened when the last new channels were made, oldest first. */
function openDirect(
  { world, limits }: { world: World; limits: Limits },
  call: Call,
  opened: number[],
): Channel {
  const errors = new FormErrors();
  const userId = errors.snowflake(['recipient_id'], asObject(call.body)['recipient_id']);
  errors.throwIfAny();
  if (userId === undefined || !world.users.has(userId))
    throw new ApiError(400, 50033, 'Invalid Recipient(s)');
  if (userId === world.botId) throw ApiError.cannotWriteToUser();
  const known = world.directChannel(userId);
  if (known) return known;
  const now = world.clock.now();
  while (opened[0] !== undefined && opened[0] <= now - limits.dmOpenWindowMs) opened.shift();
  if (opened.length >= limits.dmOpens) throw ApiError.openingDirectMessagesTooFast();
  opened.push(now);
  return world.openDirectChannel(userId);
}
