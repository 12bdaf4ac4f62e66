import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import type { DiscordApi } from './discord-api.ts';
import type { ReplyMessage } from './handler.ts';

export interface ChannelPosts {
  /** Posts for everybody in the channel; the same nonce (at most 25 characters) within minutes posts once. */
  post(channelId: string, message: ReplyMessage, nonce: string): Promise<{ messageId: string }>;
  /** Replaces the whole message. `once`: no retries and no waits, because a fresher edit follows anyway. */
  edit(
    at: { channelId: string; messageId: string },
    message: ReplyMessage,
    options?: { once?: boolean },
  ): Promise<void>;
  /** Sends a direct message. */
  direct(userId: string, message: ReplyMessage, nonce: string): Promise<void>;
}

/** Messages of the bot that belong to no interaction. Nobody is pinged by them. */
export function channelPosts(api: DiscordApi): ChannelPosts {
  const quiet = { allowed_mentions: { parse: [] } };
  const posts: ChannelPosts = {
    async post(channelId, message, nonce) {
      const body = { ...message, ...quiet, nonce, enforce_nonce: true };
      const route = Routes.channelMessages(channelId);
      const call = { operation: 'reply', method: 'POST', route, body, idempotent: true } as const;
      return { messageId: (await api.request<APIMessage>(call)).id };
    },
    async edit({ channelId, messageId }, { content = '', embeds = [], components = [] }, { once } = {}) {
      await api.request({
        operation: 'reply',
        method: 'PATCH',
        route: Routes.channelMessage(channelId, messageId),
        body: { content, embeds, components, ...quiet },
        ...(once && { attempts: 1, totalMs: 3000 }),
      });
    },
    async direct(userId, message, nonce) {
      const body = { recipient_id: userId };
      const call = { operation: 'notice', method: 'POST', route: Routes.userChannels(), body } as const;
      // Opening a DM channel again gives the one that is there.
      const { id } = await api.request<APIChannel>({ ...call, idempotent: true });
      await posts.post(id, message, nonce);
    },
  };
  return posts;
}
