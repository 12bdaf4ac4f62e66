import { type APIChannel, Routes } from 'discord.js';
import type { Cache } from '../runtime/cache.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Postponed } from '../shop/store/shop-store.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf, rateLimitMs } from './discord-errors.ts';
import type { ReplyMessage } from './handler.ts';

/** Answers after which a remembered DM channel is not worth keeping. */
const CHANNEL_LOST: readonly (number | undefined)[] = [CODES.unknownChannel, CODES.cannotDmUser];
/** Answers that no later attempt can change. */
const CLOSED: readonly (number | undefined)[] = [
  CODES.cannotDmUser,
  CODES.cannotDmUserHere,
  CODES.unknownUser,
];

export interface DirectMessagesDeps {
  api: DiscordApi;
  /** The DM channel of a user, by id: Discord limits how often one may be opened. */
  channels: Cache<string>;
  clock: Clock;
}

/** A message to one person. */
export interface DirectMessage {
  userId: string;
  message: ReplyMessage;
  /** At most 25 characters: Discord drops a second message with it, after a lease ran out between the message and its record. */
  nonce: string;
  operation: 'delivery' | 'notice';
  signal: AbortSignal;
}

/** How a direct message ended; `closed`: this person takes none. */
export type Sent = { kind: 'sent' } | { kind: 'closed'; code: number | undefined } | Postponed;

/** Direct messages, one attempt each: whoever sends them keeps the retries. */
export class DirectMessages {
  readonly #deps: DirectMessagesDeps;

  constructor(deps: DirectMessagesDeps) {
    this.#deps = deps;
  }

  /** @throws what may pass by itself */
  async send(direct: DirectMessage): Promise<Sent> {
    try {
      await this.#post(direct);
      return { kind: 'sent' };
    } catch (error) {
      const code = codeOf(error);
      if (CHANNEL_LOST.includes(code)) this.#deps.channels.delete(direct.userId);
      if (CLOSED.includes(code)) return { kind: 'closed', code };
      const waitMs = rateLimitMs(error);
      if (waitMs === undefined) throw error;
      return { kind: 'postponed', untilMs: this.#deps.clock.now() + waitMs, reason: 'rate_limited' };
    }
  }

  async #post({ userId, message, nonce, operation, signal }: DirectMessage): Promise<void> {
    const { api, channels } = this.#deps;
    const once = { operation, method: 'POST', attempts: 1, totalMs: 10_000, signal } as const;
    const channelId = await channels.getOrLoad(userId, async () => {
      const body = { recipient_id: userId };
      return (await api.request<APIChannel>({ ...once, route: Routes.userChannels(), body })).id;
    });
    const { files, ...content } = message;
    await api.request({
      ...once,
      route: Routes.channelMessages(channelId),
      body: { ...content, nonce, enforce_nonce: true, allowed_mentions: { parse: [] } },
      files: files ?? [],
    });
  }
}
