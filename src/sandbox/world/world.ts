import type { SandboxClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS } from '../protocol.ts';
import type { Snowflakes } from '../snowflake.ts';
import type { Channel, Guild, Message, Role, StoredFile, User } from './types.ts';
import { WorldEvents } from './world-events.ts';

/** Everything this Discord remembers. Whoever changes it says so on `events`. */
export class World {
  readonly events = new WorldEvents();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, User>();
  /** Uploaded files by attachment id. */
  readonly files = new Map<string, StoredFile>();
  /** Commands by guild id, the global ones under `''`. */
  readonly commands = new Map<string, JsonObject[]>();
  readonly clock: SandboxClock;
  readonly ids: Snowflakes;
  readonly botId: string;

  constructor(parts: { clock: SandboxClock; ids: Snowflakes; botId: string; botName: string }) {
    this.clock = parts.clock;
    this.ids = parts.ids;
    this.botId = parts.botId;
    this.users.set(parts.botId, {
      id: parts.botId,
      username: parts.botName,
      locale: 'en-US',
      dmsOpen: true,
      bot: true,
    });
  }

  get bot(): User {
    const bot = this.users.get(this.botId);
    if (!bot) throw new Error('The bot user has gone from the world');
    return bot;
  }

  /** Adds a guild with @everyone, the owner and the bot under a role of its own. */
  addGuild(spec: { id: string; name: string; ownerId: string }): Guild {
    const guild: Guild = { ...spec, roles: new Map(), members: new Map() };
    const everyone = newRole(spec.id, '@everyone', EVERYONE_PERMISSIONS, 0);
    const botRole = { ...newRole(this.ids.next(), this.bot.username, BOT_PERMISSIONS, 1), botId: this.botId };
    guild.roles.set(everyone.id, everyone);
    guild.roles.set(botRole.id, botRole);
    const joinedAtMs = this.clock.now();
    guild.members.set(spec.ownerId, { userId: spec.ownerId, roleIds: [], joinedAtMs });
    guild.members.set(this.botId, { userId: this.botId, roleIds: [botRole.id], joinedAtMs });
    this.guilds.set(guild.id, guild);
    return guild;
  }

  /** Adds a role at the bottom, as Discord does: everything else but @everyone moves up. Or at the top. */
  addRole(guild: Guild, spec: { name: string; permissions: bigint; top: boolean }): Role {
    const others = [...guild.roles.values()].filter(({ id }) => id !== guild.id);
    if (!spec.top) for (const other of others) other.position += 1;
    const position = spec.top ? others.length + 1 : 1;
    const role = newRole(this.ids.next(), spec.name, spec.permissions, position);
    guild.roles.set(role.id, role);
    return role;
  }

  addChannel(guild: Guild, spec: { id: string; name: string }): Channel {
    const position = this.channelsOf(guild.id).length;
    const channel: Channel = {
      ...spec,
      guildId: guild.id,
      topic: null,
      position,
      overwrites: [],
      messages: new Map(),
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  channelsOf(guildId: string): Channel[] {
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId);
  }

  /** The direct channel between the bot and a user, if it was opened before. */
  directChannel(userId: string): Channel | undefined {
    for (const channel of this.channels.values()) if (channel.recipientId === userId) return channel;
    return undefined;
  }

  openDirectChannel(userId: string): Channel {
    const known = this.directChannel(userId);
    if (known) return known;
    const channel: Channel = {
      id: this.ids.next(),
      recipientId: userId,
      name: '',
      topic: null,
      position: 0,
      overwrites: [],
      messages: new Map(),
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Whether the bot and this user share a guild; without one there is no way to write to them. */
  sharesGuild(userId: string): boolean {
    return [...this.guilds.values()].some((guild) => guild.members.has(userId));
  }

  removeMessage(channel: Channel, message: Message): void {
    channel.messages.delete(message.id);
    for (const id of message.attachmentIds) this.files.delete(id);
  }
}

function newRole(id: string, name: string, permissions: bigint, position: number): Role {
  return { id, name, permissions, position };
}
