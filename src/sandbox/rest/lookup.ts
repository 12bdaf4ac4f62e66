import type { Channel, Guild, Member, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';
import { param, type Call } from './route.ts';

/** @throws ApiError 10003 */
export function channelOf(world: World, call: Call): Channel {
  const channel = world.channels.get(param(call, 'channel_id'));
  if (!channel) throw ApiError.unknownChannel();
  return channel;
}

/**
 * The message that a path names; ephemeral ones can't be had this way.
 * @throws ApiError 10003, 10008
 */
export function messageOf(world: World, call: Call): { channel: Channel; message: Message } {
  const channel = channelOf(world, call);
  const message = channel.messages.get(param(call, 'message_id'));
  if (!message || message.ephemeralFor !== undefined) throw ApiError.unknownMessage();
  return { channel, message };
}

/** @throws ApiError 10004 */
export function guildOf(world: World, call: Call): Guild {
  const guild = world.guilds.get(param(call, 'guild_id'));
  if (!guild) throw ApiError.unknownGuild();
  return guild;
}

/** @throws ApiError 10007 */
export function memberOf(guild: Guild, call: Call): Member {
  const member = guild.members.get(param(call, 'user_id'));
  if (!member) throw ApiError.unknownMember();
  return member;
}
