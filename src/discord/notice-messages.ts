import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf } from './discord-errors.ts';

/** A message that was sent. */
export interface Place {
  channelId: string;
  messageId: string;
}

/** Sends and changes the notices' messages, after everything else that waits. Staff are pinged by none of them. */
export interface NoticeMessages {
  /** @returns where it stands @throws what Discord or the network says */
  send(to: { kind: 'channel' | 'user'; id: string }, content: string, nonce: string): Promise<Place>;
  /** @returns false when the message is gone @throws what Discord or the network says */
  edit(at: Place, content: string): Promise<boolean>;
}

/** @param signal ends what is being sent or waits for its turn */
export function noticeMessages(api: DiscordApi, signal: AbortSignal): NoticeMessages {
  const low = { operation: 'notice', idempotent: true, signal } as const;
  const quiet = { allowed_mentions: { parse: [] } };
  return {
    async send({ kind, id }, content, nonce) {
      let channelId = id;
      if (kind === 'user') {
        const body = { recipient_id: id };
        const call = { ...low, method: 'POST', route: Routes.userChannels(), body } as const;
        channelId = (await api.request<APIChannel>(call)).id;
      }
      const body = { content, ...quiet, nonce, enforce_nonce: true };
      const route = Routes.channelMessages(channelId);
      const message = await api.request<APIMessage>({ ...low, method: 'POST', route, body });
      return { channelId, messageId: message.id };
    },
    async edit({ channelId, messageId }, content) {
      const route = Routes.channelMessage(channelId, messageId);
      try {
        await api.request({ ...low, method: 'PATCH', route, body: { content, ...quiet } });
        return true;
      } catch (error) {
        const code = codeOf(error);
        if (code === CODES.unknownMessage || code === CODES.unknownChannel) return false;
        throw error;
      }
    },
  };
}
