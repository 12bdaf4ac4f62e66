import type { Control, WorldView } from '../control-api.ts';
import { isSnowflake } from '../snowflake.ts';
import type { World } from '../world/world.ts';
import { ControlError, notFound } from './control-error.ts';
import { channelOf, guildOf, userOf } from './look-up.ts';

type Shaping = Pick<
  Control,
  | 'world'
  | 'createGuild'
  | 'createChannel'
  | 'deleteChannel'
  | 'createRole'
  | 'createUser'
  | 'changeUser'
  | 'setMember'
  | 'setPermissions'
>;

const DEFAULT_OWNER = 'owner';

/** Making and changing guilds, channels, roles and people. */
export function shapingControl(parts: { world: World; online: () => boolean }): Shaping {
  const { world } = parts;
  return {
    async world() {
      return worldView(world, parts.online());
    },
    async createGuild({ id, name, ownerId }) {
      const owner = ownerId === undefined ? defaultOwner(world) : userOf(world, ownerId).id;
      const guild = world.addGuild({ id: newId(world, id), name, ownerId: owner });
      world.events.emit({ kind: 'guild_created', guildId: guild.id });
      return { id: guild.id };
    },
    async createChannel({ id, guildId, name }) {
      const channel = world.addChannel(guildOf(world, guildId), { id: newId(world, id), name });
      world.events.emit({ kind: 'channel_created', channel });
      return { id: channel.id };
    },
    async deleteChannel({ channelId }) {
      const channel = channelOf(world, channelId);
      world.channels.delete(channel.id);
      for (const message of channel.messages.values())
        for (const file of message.attachmentIds) world.files.delete(file);
      world.events.emit({ kind: 'channel_deleted', channel });
    },
    async createRole({ guildId, name, permissions, position }) {
      const top = position === 'top';
      const role = world.addRole(guildOf(world, guildId), {
        name,
        permissions: bits(permissions ?? '0'),
        top,
      });
      world.events.emit({ kind: 'role_created', guildId, role });
      return { id: role.id };
    },
    async createUser({ id, username, locale, dmsOpen, bot }) {
      const user = {
        id: newId(world, id),
        username,
        locale: locale ?? 'en-US',
        dmsOpen: dmsOpen ?? true,
        bot: bot ?? false,
      };
      world.users.set(user.id, user);
      world.events.emit({ kind: 'world_changed' });
      return { id: user.id };
    },
    async changeUser({ userId, locale, dmsOpen }) {
      const user = userOf(world, userId);
      if (locale !== undefined) user.locale = locale;
      if (dmsOpen !== undefined) user.dmsOpen = dmsOpen;
      world.events.emit({ kind: 'world_changed' });
    },
    async setMember({ guildId, userId, roleIds }) {
      setMember(world, guildId, userId, roleIds ?? []);
    },
    async setPermissions({ channelId, targetId, kind, allow, deny }) {
      const channel = channelOf(world, channelId);
      const overwrite = { id: targetId, kind, allow: bits(allow), deny: bits(deny) };
      const others = channel.overwrites.filter((known) => known.id !== targetId);
      const empty = overwrite.allow === 0n && overwrite.deny === 0n;
      channel.overwrites = empty ? others : [...others, overwrite];
      world.events.emit({ kind: 'channel_updated', channel });
    },
  };
}

function setMember(world: World, guildId: string, userId: string, roleIds: string[]): void {
  const guild = guildOf(world, guildId);
  userOf(world, userId);
  const missing = roleIds.find((id) => !guild.roles.has(id));
  if (missing !== undefined) throw notFound('role', missing);
  const known = guild.members.get(userId);
  const joinedAtMs = known?.joinedAtMs ?? world.clock.now();
  guild.members.set(userId, { userId, roleIds: [...new Set(roleIds)], joinedAtMs });
  world.events.emit({ kind: known ? 'member_updated' : 'member_added', guildId, userId });
}

/** A guild must belong to somebody: without a name, to one person who exists for that. */
function defaultOwner(world: World): string {
  const known = [...world.users.values()].find((user) => user.username === DEFAULT_OWNER && !user.bot);
  if (known) return known.id;
  const id = world.ids.next();
  world.users.set(id, { id, username: DEFAULT_OWNER, locale: 'en-US', dmsOpen: true, bot: false });
  return id;
}

function newId(world: World, id: string | undefined): string {
  if (id === undefined) return world.ids.next();
  if (!isSnowflake(id) || id.length < 17)
    throw new ControlError('invalid', `${id} is not a snowflake of 17 to 20 digits`);
  const taken = world.guilds.has(id) || world.channels.has(id) || world.users.has(id);
  if (taken) throw new ControlError('invalid', `The id ${id} is taken`);
  return id;
}

function bits(text: string): bigint {
  if (!/^\d{1,20}$/.test(text)) throw new ControlError('invalid', `${text} are not permission bits`);
  return BigInt(text);
}

function worldView(world: World, online: boolean): WorldView {
  return {
    now: world.clock.now(),
    bot: { id: world.botId, username: world.bot.username, online },
    guilds: [...world.guilds.values()].map((guild) => ({
      id: guild.id,
      name: guild.name,
      channels: world
        .channelsOf(guild.id)
        .map(({ id, name, topic }) => ({ id, name, ...(topic ? { topic } : {}) })),
      roles: [...guild.roles.values()].map(({ id, name, permissions }) => ({
        id,
        name,
        permissions: String(permissions),
      })),
      commands: world.commands.get(guild.id) ?? [],
    })),
    users: [...world.users.values()]
      .filter((user) => !user.bot)
      .map(({ id, username, locale, dmsOpen }) => ({
        id,
        username,
        locale,
        dmsOpen,
        memberships: membershipsOf(world, id),
      })),
    commands: world.commands.get('') ?? [],
  };
}

function membershipsOf(world: World, userId: string): Record<string, string[]> {
  const guilds = [...world.guilds.values()].filter((guild) => guild.members.has(userId));
  return Object.fromEntries(guilds.map((guild) => [guild.id, guild.members.get(userId)?.roleIds ?? []]));
}
