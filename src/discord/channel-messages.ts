import { type APIMessage, MessageType, Routes } from 'discord.js';
import { type BoardChannel, type BoardFailure, shownText } from '../board/board-channel.ts';
import { BOARD_BUTTONS } from '../board/board-message.ts';
import { english } from '../languages/english.ts';
import { BreakerOpenError } from '../resilience/circuit-breaker.ts';
import { QueueFullError } from '../resilience/operation-queue.ts';
import { MESSAGES_PAGE } from './deposit-reader.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf, rateLimitMs, retryable } from './discord-errors.ts';

/** How many of a channel's latest messages are searched for a board that is there already. */
const SEARCH_LIMIT = 50;
/** Until a breaker that somebody holds open is looked at again. */
const BREAKER_WAIT_MS = 5000;

/** The boards' messages over Discord's REST API. Each call is sent once: the board retries with fresher content. */
export function channelMessages(api: DiscordApi, botId: () => string): BoardChannel {
  const once = { operation: 'board_edit', attempts: 1, totalMs: 5000 } as const;
  return {
    async post(channelId, message, nonce) {
      const body = { ...message, nonce, enforce_nonce: true };
      const route = Routes.channelMessages(channelId);
      const sent = await api.request<APIMessage>({ ...once, method: 'POST', route, body, idempotent: true });
      return { messageId: sent.id };
    },
    async edit(channelId, messageId, body) {
      await api.request({
        ...once,
        method: 'PATCH',
        route: Routes.channelMessage(channelId, messageId),
        body,
      });
    },
    async find(channelId) {
      const query = new URLSearchParams({ limit: String(SEARCH_LIMIT) });
      const route = Routes.channelMessages(channelId);
      const messages = await api.request<APIMessage[]>({ ...once, method: 'GET', route, query });
      return messages.filter((message) => isBoard(message, botId())).map(({ id }) => id);
    },
    async remove(channelId, messageId) {
      await api.request({ ...once, method: 'DELETE', route: Routes.channelMessage(channelId, messageId) });
    },
    async read(channelId, messageId) {
      const route = Routes.channelMessage(channelId, messageId);
      const message = await api.request<APIMessage>({ ...once, method: 'GET', route });
      const shown = shownText({ embeds: message.embeds, components: (message.components ?? []) as never });
      return { shown, isPinned: message.pinned };
    },
    async pin(channelId, messageId) {
      await api.request({ ...once, method: 'PUT', route: Routes.channelMessagesPin(channelId, messageId) });
      // Discord says so in the channel with a message of the bot's own, which would stand between board and buyers.
      const query = new URLSearchParams({ after: messageId, limit: String(SEARCH_LIMIT) });
      const route = Routes.channelMessages(channelId);
      const messages = await api.request<APIMessage[]>({ ...once, method: 'GET', route, query });
      for (const { id } of messages.filter((message) => isPinNotice(message, messageId, botId()))) {
        await api.request({ ...once, method: 'DELETE', route: Routes.channelMessage(channelId, id) });
      }
    },
    async unpin(channelId, messageId) {
      await api.request({
        ...once,
        method: 'DELETE',
        route: Routes.channelMessagesPin(channelId, messageId),
      });
    },
    failureOf: boardFailure,
  };
}

function isPinNotice(message: APIMessage, pinnedId: string, botId: string): boolean {
  const { type, author, message_reference: reference } = message;
  return (
    type === MessageType.ChannelPinnedMessage && author.id === botId && reference?.message_id === pinnedId
  );
}

/** Reads a channel's messages after one: the oldest 100 of them, in any order. Whoever asked asks again when it fails. */
export function messagesAfter(api: DiscordApi) {
  return (channelId: string, afterId: string, signal: AbortSignal): Promise<APIMessage[]> => {
    const query = new URLSearchParams({ after: afterId, limit: String(MESSAGES_PAGE) });
    const route = Routes.channelMessages(channelId);
    const once = { operation: 'deposits', attempts: 1, totalMs: 10_000, signal } as const;
    return api.request<APIMessage[]>({ ...once, method: 'GET', route, query });
  };
}

/** By its buttons; one without any (closed, degraded) by its title. */
function isBoard(message: APIMessage, botId: string): boolean {
  if (message.author.id !== botId) return false;
  const text = JSON.stringify(message.components ?? []);
  if (message.embeds[0]?.title?.startsWith(english['board.title'])) return true;
  return BOARD_BUTTONS.every(({ id }) => text.includes(`"${id}"`));
}

/** What a failed call means for a board. */
function boardFailure(error: unknown): BoardFailure {
  if (error instanceof BreakerOpenError)
    return { kind: 'retryable', afterMs: error.afterMs ?? BREAKER_WAIT_MS };
  const code = codeOf(error);
  if (code === CODES.unknownMessage) return { kind: 'message_gone' };
  if (code === CODES.unknownChannel) return { kind: 'channel_gone' };
  if (code === CODES.missingAccess || code === CODES.missingPermissions) return { kind: 'forbidden' };
  const afterMs = rateLimitMs(error);
  // discord.js hides the code of a 429; a limit on one message's edits beside a free bucket is the one for old messages.
  if (afterMs !== undefined) return { kind: 'rate_limited', afterMs, old: isSubLimit(error) };
  const canPass = retryable(error, { idempotent: true }) || error instanceof QueueFullError;
  return { kind: canPass ? 'retryable' : 'refused' };
}

function isSubLimit(error: unknown): boolean {
  return (error as { sublimitTimeout?: number }).sublimitTimeout !== 0;
}
