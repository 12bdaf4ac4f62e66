import { asObjects, type JsonObject } from '../json.ts';
import { canSee } from '../world/permissions.ts';
import type { Channel, Guild, Message, User } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ControlError, notFound } from './control-error.ts';

const DIRECT = 'dm:';

export function userOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user) throw notFound('user', id);
  return user;
}

export function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild) throw notFound('guild', id);
  return guild;
}

/** A channel by id; `dm:<userId>` is that user's direct channel with the bot, opened when needed. */
export function channelOf(world: World, id: string): Channel {
  if (id.startsWith(DIRECT)) return world.openDirectChannel(userOf(world, id.slice(DIRECT.length)).id);
  const channel = world.channels.get(id);
  if (!channel) throw notFound('channel', id);
  return channel;
}

/** A channel that this user sees. */
export function channelFor(world: World, user: User, id: string): Channel {
  const channel = channelOf(world, id);
  if (!canSee(world, channel, user.id))
    throw new ControlError('not_visible', `${user.username} does not see channel ${id}`);
  return channel;
}

/** A message that this user sees. */
export function messageFor(channel: Channel, user: User, id: string): Message {
  const message = channel.messages.get(id);
  if (!message) throw notFound('message', id);
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== user.id) {
    throw new ControlError('not_visible', `${user.username} does not see message ${id}`);
  }
  return message;
}

/** A button or menu of a message, at any depth. */
export function componentOf(message: Message, customId: string): JsonObject {
  const component = find(message.components, customId);
  if (!component) throw new ControlError('not_found', `Message ${message.id} has no component ${customId}`);
  if (component['disabled'] === true)
    throw new ControlError('not_possible', `The component ${customId} is disabled`);
  return component;
}

function find(components: JsonObject[], customId: string): JsonObject | undefined {
  for (const component of components) {
    if (component['custom_id'] === customId) return component;
    const accessory = component['accessory'] ? [component['accessory'] as JsonObject] : [];
    const inner = find([...asObjects(component['components']), ...accessory], customId);
    if (inner) return inner;
  }
  return undefined;
}
