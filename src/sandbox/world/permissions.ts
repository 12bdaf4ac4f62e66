import { ApiError } from '../rest/api-error.ts';
import { ALL_PERMISSIONS, Permission } from '../protocol.ts';
import type { Channel, Guild, Overwrite } from './types.ts';
import type { World } from './world.ts';

/** What the two sides of a direct channel may do there. */
const DIRECT_PERMISSIONS =
  Permission.VIEW_CHANNEL |
  Permission.SEND_MESSAGES |
  Permission.READ_MESSAGE_HISTORY |
  Permission.EMBED_LINKS |
  Permission.ATTACH_FILES |
  Permission.ADD_REACTIONS |
  Permission.USE_EXTERNAL_EMOJIS |
  Permission.USE_APPLICATION_COMMANDS |
  Permission.PIN_MESSAGES;

/** A member's permissions in the whole guild: owner and ADMINISTRATOR have all, others what their roles give. */
function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of member.roleIds) bits |= guild.roles.get(id)?.permissions ?? 0n;
  return (bits & Permission.ADMINISTRATOR) === 0n ? bits : ALL_PERMISSIONS;
}

/**
 * A user's permissions in a channel, by Discord's order: @everyone's overwrite, those of the roles together, the
 * member's own. Without VIEW_CHANNEL nothing is left.
 */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  if (!guild) return channel.recipientId === userId || userId === world.botId ? DIRECT_PERMISSIONS : 0n;
  const base = guildPermissions(guild, userId);
  if (base === ALL_PERMISSIONS) return base;
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const of = (wanted: (overwrite: Overwrite) => boolean) => channel.overwrites.filter(wanted);
  let bits = apply(
    base,
    of(({ id }) => id === guild.id),
  );
  bits = apply(
    bits,
    of(({ kind, id }) => kind === 'role' && id !== guild.id && roleIds.includes(id)),
  );
  bits = apply(
    bits,
    of(({ kind, id }) => kind === 'member' && id === userId),
  );
  return (bits & Permission.VIEW_CHANNEL) === 0n ? 0n : bits;
}

export function canSee(world: World, channel: Channel, userId: string): boolean {
  return (channelPermissions(world, channel, userId) & Permission.VIEW_CHANNEL) !== 0n;
}

/**
 * Holds the bot to its permissions in a channel.
 * @throws ApiError 50001 without VIEW_CHANNEL, 50013 when another one is missing.
 */
export function demand(world: World, channel: Channel, ...needed: bigint[]): void {
  const bits = channelPermissions(world, channel, world.botId);
  if ((bits & Permission.VIEW_CHANNEL) === 0n) throw ApiError.missingAccess();
  if (needed.some((bit) => (bits & bit) === 0n)) throw ApiError.missingPermissions();
}

/** Whether the bot may give or take a role: MANAGE_ROLES, and the role stands below its own highest one. */
export function canManageRole(world: World, guild: Guild, roleId: string): boolean {
  const bits = guildPermissions(guild, world.botId);
  const role = guild.roles.get(roleId);
  if (!role || (bits & Permission.MANAGE_ROLES) === 0n) return false;
  const own = guild.members.get(world.botId)?.roleIds ?? [];
  const highest = Math.max(0, ...own.map((id) => guild.roles.get(id)?.position ?? 0));
  return role.id !== guild.id && role.botId === undefined && role.position < highest;
}

function apply(bits: bigint, overwrites: Overwrite[]): bigint {
  let deny = 0n;
  let allow = 0n;
  for (const overwrite of overwrites) {
    deny |= overwrite.deny;
    allow |= overwrite.allow;
  }
  return (bits & ~deny) | allow;
}
