import { discordTime } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { Intent, Permission } from '../protocol.ts';
import { channelJson, fullMemberJson, guildJson, roleJson, userJson } from '../world/json-forms.ts';
import type { MessageJson } from '../world/message-json.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { Channel, Guild, Message } from '../world/types.ts';
import type { WorldEvent } from '../world/world-events.ts';
import type { World } from '../world/world.ts';
import type { Session } from './session.ts';

export interface Dispatch {
  event: string;
  data: JsonObject;
  guildId?: string;
}

export function readyJson(world: World, session: Session, parts: { url: string; flags: number }): JsonObject {
  const guilds = [...world.guilds.values()].filter((guild) => session.covers(guild.id));
  return {
    v: 10,
    user: { ...userJson(world.bot), verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: parts.url,
    shard: [session.shard, session.shardCount],
    application: { id: world.botId, flags: parts.flags },
    session_type: 'normal',
    private_channels: [],
    presences: [],
    relationships: [],
    user_settings: {},
    _trace: [],
  };
}

/** GUILD_CREATE; without the members intent it names only the bot. */
export function guildCreateJson(world: World, guild: Guild, session: Session): JsonObject {
  const all = [...guild.members.values()];
  const members = session.has(Intent.GUILD_MEMBERS)
    ? all
    : all.filter(({ userId }) => userId === world.botId);
  return {
    ...guildJson(guild),
    unavailable: false,
    large: false,
    joined_at: discordTime(guild.members.get(world.botId)?.joinedAtMs ?? 0),
    member_count: all.length,
    members: members.map((member) => fullMemberJson(world, member)),
    channels: world.channelsOf(guild.id).map((channel) => channelJson(world, channel)),
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The answer to op 8: the members it names, or all of them where the session has the intent for that. */
export function membersChunk(world: World, session: Session, request: JsonObject): JsonObject | undefined {
  const guild = world.guilds.get(String(request['guild_id']));
  if (!guild || !session.covers(guild.id)) return undefined;
  const named = [request['user_ids'] ?? []].flat();
  const all = [...guild.members.values()];
  const everybody = named.length === 0 && session.has(Intent.GUILD_MEMBERS);
  const members = everybody ? all : all.filter(({ userId }) => named.includes(userId));
  return {
    guild_id: guild.id,
    members: members.map((member) => fullMemberJson(world, member)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: named.filter((id) => !guild.members.has(String(id))),
    ...(request['nonce'] === undefined ? {} : { nonce: request['nonce'] }),
  };
}

/** What a session hears of an event: nothing without the intent or the permission for it. */
export function dispatchFor(
  event: WorldEvent,
  session: Session,
  parts: { world: World; json: MessageJson },
): Dispatch | undefined {
  const { world } = parts;
  switch (event.kind) {
    case 'message_created':
    case 'message_updated':
      return messageDispatch(event.kind, event.message, session, parts);
    case 'message_deleted':
      return hearsMessages(world, session, event.channel, event.message)
        ? within(event.message.guildId, 'MESSAGE_DELETE', {
            id: event.message.id,
            channel_id: event.channel.id,
          })
        : undefined;
    case 'member_added':
    case 'member_updated':
      return memberDispatch(event, session, world);
    case 'guild_created': {
      const guild = world.guilds.get(event.guildId);
      if (!guild || !session.has(Intent.GUILDS)) return undefined;
      return { event: 'GUILD_CREATE', data: guildCreateJson(world, guild, session), guildId: guild.id };
    }
    case 'world_changed':
      return undefined;
    default:
      return session.has(Intent.GUILDS) ? guildDispatch(event, world) : undefined;
  }
}

function messageDispatch(
  kind: 'message_created' | 'message_updated',
  message: Message,
  session: Session,
  { world, json }: { world: World; json: MessageJson },
): Dispatch | undefined {
  const channel = world.channels.get(message.channelId);
  if (!channel || !hearsMessages(world, session, channel, message)) return undefined;
  const event = kind === 'message_created' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
  return within(message.guildId, event, json.forGateway(message, session.has(Intent.MESSAGE_CONTENT)));
}

/** Ephemeral messages are never told; others need the intent of their kind and VIEW_CHANNEL. */
function hearsMessages(world: World, session: Session, channel: Channel, message: Message): boolean {
  if (message.ephemeralFor !== undefined) return false;
  if (channel.guildId === undefined) return session.has(Intent.DIRECT_MESSAGES);
  const visible = (channelPermissions(world, channel, world.botId) & Permission.VIEW_CHANNEL) !== 0n;
  return visible && session.has(Intent.GUILD_MESSAGES);
}

/** Members need their intent, but the bot always hears of itself. */
function memberDispatch(
  event: Extract<WorldEvent, { kind: 'member_added' | 'member_updated' }>,
  session: Session,
  world: World,
): Dispatch | undefined {
  const member = world.guilds.get(event.guildId)?.members.get(event.userId);
  const itself = event.userId === world.botId && event.kind === 'member_updated';
  if (!member || !(itself || session.has(Intent.GUILD_MEMBERS))) return undefined;
  const name = event.kind === 'member_added' ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE';
  return within(event.guildId, name, fullMemberJson(world, member));
}

type GuildEvent = Extract<
  WorldEvent,
  {
    kind:
      | 'pins_changed'
      | 'channel_created'
      | 'channel_updated'
      | 'channel_deleted'
      | 'role_created'
      | 'role_updated';
  }
>;

const CHANNEL_EVENTS = {
  channel_created: 'CHANNEL_CREATE',
  channel_updated: 'CHANNEL_UPDATE',
  channel_deleted: 'CHANNEL_DELETE',
} as const;

function guildDispatch(event: GuildEvent, world: World): Dispatch | undefined {
  switch (event.kind) {
    case 'pins_changed': {
      const at = event.lastPinAtMs === undefined ? null : discordTime(event.lastPinAtMs);
      return within(event.channel.guildId, 'CHANNEL_PINS_UPDATE', {
        channel_id: event.channel.id,
        last_pin_timestamp: at,
      });
    }
    case 'role_created':
    case 'role_updated': {
      const name = event.kind === 'role_created' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE';
      return within(event.guildId, name, { role: roleJson(event.role) });
    }
    default:
      if (event.channel.guildId === undefined) return undefined;
      return within(event.channel.guildId, CHANNEL_EVENTS[event.kind], channelJson(world, event.channel));
  }
}

function within(guildId: string | undefined, event: string, data: JsonObject): Dispatch {
  return guildId === undefined ? { event, data } : { event, data: { ...data, guild_id: guildId }, guildId };
}
