import { Routes } from 'discord.js';
import type { Translate } from '../languages/text.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ActBatch, ShopStore } from '../shop/store/shop-store.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf } from './discord-errors.ts';
import type { StaffNotices } from './staff-notices.ts';
import { actLine } from './views/act-line.ts';

/** Acts in one message: so many of the longest stay within 4,096 characters. */
const BATCH = 8;
const MAX_LINE = 500;
/** Messages to one channel in a row; Discord takes 5 in 5 s, and the next look comes soon. */
const BURST = 4;
/** What only a person can mend is looked at again after this, or when the channel's settings change. */
const HELD_MS = 60_000;

export interface AuditPosterDeps {
  api: Pick<DiscordApi, 'request'>;
  store: Pick<ShopStore, 'unpostedActs' | 'claimActs' | 'settleActs'>;
  clock: Clock;
  notices: Pick<StaffNotices, 'raise' | 'resolve'>;
  /** Does this process look after the shop? */
  serves: (shopId: string) => boolean;
  translate: (shopId: string) => Translate;
  onError: (error: unknown) => void;
}

/**
 * Posts every act of the staff in the channel that their shop has for it: in order, several in one message, each once. The
 * store says which acts make the next message, the same ones until they are settled, and the message's nonce is made of
 * the last: a crash between the message and its record posts nothing twice.
 */
export class AuditPoster {
  readonly #deps: AuditPosterDeps;
  readonly #heldUntilMs = new Map<string, number>();
  #work: Promise<void> | undefined;

  constructor(deps: AuditPosterDeps) {
    this.#deps = deps;
  }

  /** To be called every few seconds; joins a look that is under way. Never rejects. */
  look(): Promise<void> {
    this.#work ??= this.#look().finally(() => {
      this.#work = undefined;
    });
    return this.#work;
  }

  /** The channel is another one, or the bot may do other things in it. */
  retry(shopId: string): void {
    this.#heldUntilMs.delete(shopId);
    this.#deps.notices.resolve(keyOf(shopId));
  }

  async stop(): Promise<void> {
    await this.#work;
  }

  async #look(): Promise<void> {
    const { store, serves, clock, onError } = this.#deps;
    try {
      for (const shopId of (await store.unpostedActs()).filter(serves)) {
        const isHeld = clock.monotonicMs() < (this.#heldUntilMs.get(shopId) ?? 0);
        if (!isHeld) await this.#post(shopId);
      }
    } catch (error) {
      onError(error);
    }
  }

  async #post(shopId: string): Promise<void> {
    const { store, notices } = this.#deps;
    for (let sent = 0; sent < BURST; sent += 1) {
      const batch = await store.claimActs(shopId, BATCH);
      if (!batch) return;
      try {
        await this.#send(batch);
      } catch (error) {
        return this.#failed(batch, error);
      }
      notices.resolve(keyOf(shopId));
      await store.settleActs(batch);
    }
  }

  async #send({ shopId, channelId, endId, acts }: ActBatch): Promise<void> {
    const t = this.#deps.translate(shopId);
    const description = acts.map((act) => actLine(act, t).slice(0, MAX_LINE)).join('\n');
    await this.#deps.api.request({
      operation: 'notice',
      method: 'POST',
      route: Routes.channelMessages(channelId),
      body: {
        embeds: [{ description, color: 0x3498db }],
        allowed_mentions: { parse: [] },
        nonce: `audit-${endId}`,
        enforce_nonce: true,
      },
      idempotent: true,
    });
  }

  /** What passes by itself is tried at the next look; the rest is told to staff. */
  #failed({ shopId, channelId }: ActBatch, error: unknown): void {
    const { notices, clock, onError } = this.#deps;
    const code = codeOf(error);
    if (code === undefined) return onError(error);
    this.#heldUntilMs.set(shopId, clock.monotonicMs() + HELD_MS);
    const isForbidden = code === CODES.missingAccess || code === CODES.missingPermissions;
    const other = code === CODES.unknownChannel ? 'channel_gone' : 'refused';
    const reason = isForbidden ? 'forbidden' : other;
    notices.raise(keyOf(shopId), { kind: 'audit_channel', data: { channelId, reason } }, shopId);
    if (reason === 'refused') onError(error);
  }
}

function keyOf(shopId: string): string {
  return `audit_channel:${shopId}`;
}
