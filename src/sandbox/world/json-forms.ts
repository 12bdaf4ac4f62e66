import { discordTime } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, Guild, Member, Role, User } from './types.ts';
import type { World } from './world.ts';

/** A user as the API gives it. */
export function userJson(user: User): JsonObject {
  const json: JsonObject = {
    id: user.id,
    username: user.username,
    avatar: null,
    discriminator: user.bot ? '0001' : '0',
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    global_name: user.bot ? null : user.username,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
  if (user.bot) json['bot'] = true;
  return json;
}

/** A guild member; interactions and messages leave `user` out. */
export function memberJson(member: Member): JsonObject {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: discordTime(member.joinedAtMs),
    nick: null,
    pending: false,
    premium_since: null,
    roles: member.roleIds,
    mute: false,
    deaf: false,
  };
}

export function fullMemberJson(world: World, member: Member): JsonObject {
  const user = world.users.get(member.userId);
  return { ...memberJson(member), user: user && userJson(user) };
}

export function roleJson(role: Role): JsonObject {
  const json: JsonObject = {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.botId !== undefined,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
  if (role.botId !== undefined) json['tags'] = { bot_id: role.botId };
  return json;
}

export function channelJson(world: World, channel: Channel): JsonObject {
  const common = { id: channel.id, last_message_id: channel.lastMessageId ?? null, flags: 0 };
  if (channel.guildId === undefined) {
    const recipient = world.users.get(channel.recipientId ?? '');
    return { ...common, type: 1, recipients: recipient ? [userJson(recipient)] : [] };
  }
  return {
    ...common,
    type: 0,
    guild_id: channel.guildId,
    name: channel.name,
    topic: channel.topic,
    position: channel.position,
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map(({ id, kind, allow, deny }) => ({
      id,
      type: kind === 'role' ? 0 : 1,
      allow: String(allow),
      deny: String(deny),
    })),
  };
}

/** A guild as `GET /guilds/{guild_id}` gives it. */
export function guildJson(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'us-west',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.values()].map(roleJson),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}
