import type { APIMessage, GatewayMessageCreateDispatchData } from 'discord.js';
import type { DepositResult } from '../observability/labels.ts';
import { Coalescer } from '../resilience/coalescer.ts';
import type { Clock } from '../runtime/clock.ts';
import { isRefusal } from '../runtime/errors.ts';
import { readDeposit } from '../shop/deposit-message.ts';
import type { Shop } from '../shop/shop.ts';
import type { DepositSource, ShopStore } from '../shop/store/shop-store.ts';
import type { DepositProblem } from './deposit-access.ts';
import { CODES, codeOf, rateLimitMs } from './discord-errors.ts';

/** What one request gives at most. */
export const MESSAGES_PAGE = 100;
/** A channel is read at most this often, however many messages come. */
const PACE_MS = 1_000;
const RETRY_MS = 5_000;
/** Every channel is looked at this often all the same: a nudge may have been lost. */
const LOOK_MS = 60_000;
/** Discord may show a message after one with a later id; so what was read last is read again for this long. */
const OVERLAP = 10_000n << 22n;

export interface DepositReaderDeps {
  shop: Pick<Shop, 'deposit'>;
  store: Pick<ShopStore, 'depositSources' | 'depositsSeen'>;
  clock: Clock;
  /** A channel's messages after one, the oldest of them, in any order. @throws what Discord or the network says */
  messages: (channelId: string, afterId: string, signal: AbortSignal) => Promise<APIMessage[]>;
  /** This process serves this shop. */
  serves: (shopId: string) => boolean;
  problemOf: (source: DepositSource) => DepositProblem | undefined;
  /** How a source does; undefined: it can be read. */
  onProblem: (source: DepositSource, problem: DepositProblem | undefined) => void;
  onResult: (shopId: string, result: DepositResult) => void;
  onError: (error: unknown) => void;
}

/** One shop's channel. */
interface Channel {
  source: DepositSource;
  reading: Coalescer;
  /** Not read before this, on the monotonic clock. */
  notBeforeMs: number;
  /** Messages after `seenMessageId` that are dealt with. */
  done: Set<string>;
}

/**
 * Reads the messages that announce deposits. A new message only nudges: what comes in is always read from the channel, from
 * the last one dealt with on, so that a message of the time when the bot was away is like any other, and none is skipped.
 * How far a channel is dealt with is written after its deposits, each of which counts once by the message's id.
 */
export class DepositReader {
  readonly #deps: DepositReaderDeps;
  readonly #channels = new Map<string, Channel>();
  readonly #stopping = new AbortController();
  #stopLooking = () => {};

  constructor(deps: DepositReaderDeps) {
    this.#deps = deps;
  }

  /** Reads what was announced meanwhile, and goes on. */
  start(): void {
    this.#stopLooking = this.#deps.clock.every(LOOK_MS, () => void this.look());
    void this.look();
  }

  /** Looks at every shop's channel: also after a lost connection, and when permissions or sources may have changed. Never throws. */
  async look(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    try {
      const sources = (await this.#deps.store.depositSources()).filter(({ shopId }) =>
        this.#deps.serves(shopId),
      );
      const shopIds = new Set(sources.map(({ shopId }) => shopId));
      for (const [shopId, { source, reading }] of this.#channels) {
        if (shopIds.has(shopId)) continue;
        this.#channels.delete(shopId);
        void reading.stop();
        this.#deps.onProblem(source, undefined);
      }
      for (const source of sources) this.#channel(source).reading.request();
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  /** A message was written somewhere. */
  nudge({ guild_id, channel_id, webhook_id }: Nudge): void {
    const channel = this.#channels.get(guild_id ?? '');
    if (channel?.source.channelId === channel_id && channel.source.webhookId === webhook_id)
      channel.reading.request();
  }

  drained(): Promise<void> {
    return this.#each(({ reading }) => reading.drained());
  }

  async stop(): Promise<void> {
    this.#stopLooking();
    this.#stopping.abort(new Error('the bot stops'));
    await this.#each(({ reading }) => reading.stop());
  }

  async #each(run: (channel: Channel) => Promise<void>): Promise<void> {
    await Promise.all([...this.#channels.values()].map(run));
  }

  #channel(source: DepositSource): Channel {
    const known = this.#channels.get(source.shopId);
    if (known) {
      // Elsewhere, other messages are dealt with.
      if (known.source.channelId !== source.channelId) known.done.clear();
      known.source = source;
      return known;
    }
    const { clock } = this.#deps;
    const channel: Channel = {
      source,
      notBeforeMs: 0,
      done: new Set(),
      reading: new Coalescer({
        run: () => this.#read(channel),
        waitMs: () => channel.notBeforeMs - clock.monotonicMs(),
        clock,
      }),
    };
    this.#channels.set(source.shopId, channel);
    return channel;
  }

  /** Never throws: what failed is read again soon. */
  async #read(channel: Channel): Promise<void> {
    const { clock, problemOf, onProblem } = this.#deps;
    const { source } = channel;
    channel.notBeforeMs = clock.monotonicMs() + PACE_MS;
    const problem = problemOf(source);
    onProblem(source, problem);
    if (problem) return;
    try {
      await this.#readAfter(channel, source);
    } catch (error) {
      this.#failed(channel, error);
    }
  }

  async #readAfter(channel: Channel, source: DepositSource): Promise<void> {
    const { messages, store } = this.#deps;
    const { shopId, channelId } = source;
    for (let afterId = source.seenMessageId; ; ) {
      const page = await messages(channelId, afterId, this.#stopping.signal);
      const fresh = page.filter(({ id }) => !channel.done.has(id)).toSorted((a, b) => order(a.id, b.id));
      for (const message of fresh) {
        await this.#take(source, message);
        channel.done.add(message.id);
      }
      const lastId = page
        .map(({ id }) => id)
        .toSorted(order)
        .at(-1);
      if (lastId === undefined) return;
      if (fresh.length > 0) {
        source.seenMessageId = later(source.seenMessageId, String(BigInt(lastId) - OVERLAP));
        await store.depositsSeen(shopId, channelId, source.seenMessageId);
        for (const id of channel.done) if (order(id, source.seenMessageId) <= 0) channel.done.delete(id);
      }
      if (page.length < MESSAGES_PAGE) return;
      afterId = lastId;
    }
  }

  /** @throws when the store fails: the message is read again then */
  async #take({ shopId, webhookId }: DepositSource, message: APIMessage): Promise<void> {
    if (message.webhook_id !== webhookId) return;
    const { shop, onResult } = this.#deps;
    const read = readDeposit(message);
    if (!read) return onResult(shopId, 'ignored');
    const isEdited = message.edited_timestamp !== null;
    try {
      const announced = { key: `message:${message.id}`, source: webhookId, isEdited, ...read };
      const { deposit, isNew } = await shop.deposit(shopId, announced);
      onResult(shopId, !isNew ? 'duplicate' : deposit.userId === undefined ? 'waiting' : 'credited');
    } catch (error) {
      // Changed after it was dealt with.
      if (!isRefusal(error, 'deposit_conflict')) throw error;
      onResult(shopId, 'duplicate');
    }
  }

  #failed(channel: Channel, error: unknown): void {
    if (this.#stopping.signal.aborted) return;
    const { clock, onProblem, onError } = this.#deps;
    const code = codeOf(error);
    if (code === CODES.unknownChannel || code === CODES.missingAccess)
      return onProblem(channel.source, { reason: 'channel_gone', missing: [] });
    const waitMs = rateLimitMs(error);
    if (waitMs === undefined) onError(error);
    channel.notBeforeMs = clock.monotonicMs() + (waitMs ?? RETRY_MS);
    channel.reading.request();
  }
}

type Nudge = Pick<GatewayMessageCreateDispatchData, 'guild_id' | 'channel_id' | 'webhook_id'>;

/** Discord's ids by age. */
function order(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function later(a: string, b: string): string {
  return order(a, b) < 0 ? b : a;
}
