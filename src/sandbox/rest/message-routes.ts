import { asObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { MessageFlag, Permission } from '../protocol.ts';
import { FormErrors } from '../rules/form-errors.ts';
import { readMessageForm, type MessageForm } from '../rules/message-form.ts';
import type { MessageJson } from '../world/message-json.ts';
import type { Messages } from '../world/messages.ts';
import { channelPermissions, demand } from '../world/permissions.ts';
import type { Channel, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';
import { channelOf, messageOf } from './lookup.ts';
import type { RateLimits } from './rate-limits.ts';
import { bot, noContent, ok, type Call, type Route } from './route.ts';

interface Parts {
  world: World;
  messages: Messages;
  json: MessageJson;
  limits: Limits;
  rateLimits: RateLimits;
  contentAllowed: boolean;
}

/** Reading, sending, editing and deleting messages as the bot. */
export function messageRoutes(parts: Parts): Route[] {
  const { world, messages, json, contentAllowed } = parts;
  return [
    bot('GET /channels/{channel_id}/messages', (call) =>
      ok(list(world, call).map((message) => json.forBot(message, contentAllowed))),
    ),
    bot('GET /channels/{channel_id}/messages/{message_id}', (call) => {
      const { channel, message } = messageOf(world, call);
      demand(world, channel, Permission.READ_MESSAGE_HISTORY);
      return ok(json.forBot(message, contentAllowed));
    }),
    bot('POST /channels/{channel_id}/messages', (call) => {
      const channel = channelOf(world, call);
      demand(world, channel, Permission.SEND_MESSAGES);
      const form = readMessageForm(call.body, call.uploads);
      demandParts(world, channel, form);
      refuseUnwanted(world, channel);
      return ok(json.full(messages.send({ channel, authorId: world.botId }, form)));
    }),
    bot('PATCH /channels/{channel_id}/messages/{message_id}', (call) => ok(json.full(edit(parts, call)))),
    bot('DELETE /channels/{channel_id}/messages/{message_id}', (call) => {
      const { channel, message } = messageOf(world, call);
      demand(world, channel);
      if (message.authorId !== world.botId) {
        if (channel.guildId === undefined) throw ApiError.notInDirectChannel();
        demand(world, channel, Permission.MANAGE_MESSAGES);
      }
      messages.delete(message);
      return noContent;
    }),
  ];
}

function edit({ world, messages, limits, rateLimits }: Parts, call: Call): Message {
  const { channel, message } = messageOf(world, call);
  demand(world, channel);
  if (message.authorId !== world.botId && !onlySuppresses(call)) throw ApiError.notOwnMessage();
  if (message.authorId !== world.botId) demand(world, channel, Permission.MANAGE_MESSAGES);
  const form = readMessageForm(call.body, call.uploads, message.flags);
  const ageMs = world.clock.now() - message.createdAtMs;
  if (ageMs > limits.oldMessageMs) rateLimits.takeOldEdit(channel.id);
  return messages.edit(message, form);
}

/** Hiding embeds is the one edit of somebody else's message that MANAGE_MESSAGES allows. */
function onlySuppresses(call: Call): boolean {
  const body = asObject(call.body);
  return (
    Object.keys(body).every((key) => key === 'flags') &&
    (Number(body['flags']) & ~MessageFlag.SUPPRESS_EMBEDS) === 0
  );
}

function demandParts(world: World, channel: Channel, form: MessageForm): void {
  if (form.embeds?.length) demand(world, channel, Permission.EMBED_LINKS);
  if (form.uploads.length > 0) demand(world, channel, Permission.ATTACH_FILES);
}

/** @throws ApiError 50007 for closed DMs, 50278 without a guild in common. */
function refuseUnwanted(world: World, channel: Channel): void {
  if (channel.recipientId === undefined) return;
  if (!world.sharesGuild(channel.recipientId)) throw ApiError.noMutualGuild();
  if (!world.users.get(channel.recipientId)?.dmsOpen) throw ApiError.cannotWriteToUser();
}

/** Newest first; without READ_MESSAGE_HISTORY there is nothing to read, but no error. */
function list(world: World, call: Call): Message[] {
  const channel = channelOf(world, call);
  demand(world, channel);
  const bits = channelPermissions(world, channel, world.botId);
  if ((bits & Permission.READ_MESSAGE_HISTORY) === 0n) return [];
  const { before, after, around, limit = '50' } = call.query;
  const errors = new FormErrors();
  for (const [name, id] of Object.entries({ before, after, around }))
    if (id !== undefined) errors.snowflake([name], id);
  const count = errors.integer(['limit'], Number(limit), { min: 1, max: 100 }) ?? 0;
  errors.throwIfAny();
  const all = [...channel.messages.values()]
    .filter((message) => message.ephemeralFor === undefined)
    .toReversed();
  if (after !== undefined) return all.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-count);
  const from = around === undefined ? before : String(BigInt(around) + 1n);
  return all.filter(({ id }) => from === undefined || BigInt(id) < BigInt(from)).slice(0, count);
}
