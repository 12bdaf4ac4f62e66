import { discordTime } from '../clock.ts';
import { asObject } from '../json.ts';
import { Permission } from '../protocol.ts';
import { FormErrors } from '../rules/form-errors.ts';
import { channelJson } from '../world/json-forms.ts';
import type { MessageJson } from '../world/message-json.ts';
import type { Messages } from '../world/messages.ts';
import { demand } from '../world/permissions.ts';
import type { Channel, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';
import { channelOf, messageOf } from './lookup.ts';
import { bot, noContent, ok, type Answer, type Call, type Route } from './route.ts';

const MAX_PINS = 250;

/** Channels and their pinned messages. */
export function channelRoutes(parts: { world: World; messages: Messages; json: MessageJson }): Route[] {
  const { world, messages, json } = parts;
  const pinned = (call: Call) => pins(world, channelOf(world, call));
  const setPin = (call: Call, on: boolean): Answer => {
    const { channel, message } = messageOf(world, call);
    demand(world, channel, Permission.PIN_MESSAGES);
    if (on && pins(world, channel).length >= MAX_PINS) throw ApiError.tooManyPins();
    messages.setPinned(message, on);
    return noContent;
  };
  return [
    bot('GET /channels/{channel_id}', (call) => {
      const channel = channelOf(world, call);
      demand(world, channel);
      return ok(channelJson(world, channel));
    }),
    bot('PATCH /channels/{channel_id}', (call) => ok(channelJson(world, editChannel(world, call)))),
    bot('GET /channels/{channel_id}/messages/pins', (call) =>
      ok({
        items: pinned(call).map((message) => ({
          pinned_at: discordTime(message.pinnedAtMs ?? 0),
          message: json.full(message),
        })),
        has_more: false,
      }),
    ),
    bot('PUT /channels/{channel_id}/messages/pins/{message_id}', (call) => setPin(call, true)),
    bot('DELETE /channels/{channel_id}/messages/pins/{message_id}', (call) => setPin(call, false)),
    bot('GET /channels/{channel_id}/pins', (call) => ok(pinned(call).map((message) => json.full(message)))),
    bot('PUT /channels/{channel_id}/pins/{message_id}', (call) => setPin(call, true)),
    bot('DELETE /channels/{channel_id}/pins/{message_id}', (call) => setPin(call, false)),
  ];
}

function pins(world: World, channel: Channel): Message[] {
  demand(world, channel);
  const list = [...channel.messages.values()].filter((message) => message.pinnedAtMs !== undefined);
  return list.sort((a, b) => (b.pinnedAtMs ?? 0) - (a.pinnedAtMs ?? 0));
}

function editChannel(world: World, call: Call): Channel {
  const channel = channelOf(world, call);
  if (channel.guildId === undefined) throw ApiError.notInDirectChannel();
  demand(world, channel, Permission.MANAGE_CHANNELS);
  const errors = new FormErrors();
  const body = asObject(call.body);
  const name = errors.text(['name'], body['name'], { min: 1, max: 100 });
  const topic = errors.text(['topic'], body['topic'], { max: 1_024 });
  errors.throwIfAny();
  if (name !== undefined) channel.name = name;
  if (body['topic'] !== undefined) channel.topic = topic ?? null;
  world.events.emit({ kind: 'channel_updated', channel });
  return channel;
}
