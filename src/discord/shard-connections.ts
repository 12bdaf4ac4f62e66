import {
  type GatewayDispatchPayload,
  type IShardingStrategy,
  SimpleShardingStrategy,
  type WebSocketOptions,
  WebSocketShardStatus,
} from 'discord.js';
import type { Clock } from '../runtime/clock.ts';
import type { IdentifyBudget } from './identify-budget.ts';

/** @discordjs/ws' manager; discord.js exports another class under that name. */
type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];
type Statuses = Awaited<ReturnType<IShardingStrategy['fetchStatus']>>;
type Send = Parameters<IShardingStrategy['send']>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** As when Discord asks for a reconnect: discord.js then shows the shard as connecting. */
const RECONNECTING_CODE = 4200;

export interface ShardConnectionsDeps {
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
  budget: Pick<IdentifyBudget, 'pass'>;
  /** Sees every event before discord.js; true: it is dealt with, and discord.js need not unpack it. */
  take: (event: GatewayDispatchPayload) => boolean;
}

/**
 * The shards' connections for discord.js, each of which can be given up and begun anew whatever state it is in.
 *
 * @discordjs/ws has no limit for an unanswered RESUME, ends a shard's connection safely only in some of its states, and
 * reconnects every half second without a break. So each connection of a shard is a life of its own: once it is given up,
 * nothing of it is heard and it can neither connect nor identify again.
 */
export class ShardConnections implements IShardingStrategy {
  readonly #deps: ShardConnectionsDeps;
  readonly #lives = new Map<number, ShardLife>();
  #manager: Manager | undefined;

  constructor(deps: ShardConnectionsDeps) {
    this.#deps = deps;
  }

  /** For discord.js' `buildStrategy`. */
  for(manager: Manager): this {
    this.#manager = manager;
    return this;
  }

  async spawn(shardIds: readonly number[]): Promise<void> {
    for (const id of shardIds) this.#lives.set(id, await this.#begin(id));
  }

  /** Returns at once: each shard connects for as long as it takes. */
  connect(): void {
    for (const life of this.#lives.values()) life.connect();
  }

  /**
   * Gives a shard's connection up, whatever it is doing, and connects it anew with a new session.
   * @throws what `GET /gateway/bot` said, when Discord's address had to be asked for; then the old connection stays
   */
  async renew(id: number): Promise<void> {
    const manager = this.#manager;
    const old = this.#lives.get(id);
    if (!manager || !old) return;
    const next = await this.#begin(id);
    await manager.options.updateSessionInfo(id, null);
    this.#lives.set(id, next);
    old.end();
    tell(manager, 'closed', { code: RECONNECTING_CODE, shardId: id });
    next.connect();
  }

  async destroy(): Promise<void> {
    const ending = [...this.#lives.values()].map((life) => life.close());
    this.#lives.clear();
    await Promise.all(ending);
  }

  async send(...[id, payload]: Send): Promise<void> {
    await this.#lives.get(id)?.connection.send(id, payload);
  }

  async fetchStatus(): Promise<Statuses> {
    const statuses = await new SimpleShardingStrategy(this.#known()).fetchStatus();
    for (const [id, life] of this.#lives) statuses.set(id, await life.status());
    return statuses;
  }

  async #begin(id: number): Promise<ShardLife> {
    const life = new ShardLife(id, this.#known(), this.#deps);
    await life.connection.spawn([id]);
    return life;
  }

  #known(): Manager {
    if (!this.#manager) throw new Error('discord.js has not asked for connections yet');
    return this.#manager;
  }
}

interface Dispatch {
  data: GatewayDispatchPayload;
}

/** How long a connection may take to say goodbye. */
const CLOSE_MS = 1000;

/** One connection of one shard with its reconnects, until it is given up. */
class ShardLife {
  readonly connection: SimpleShardingStrategy;
  readonly #id: number;
  readonly #deps: ShardConnectionsDeps;
  readonly #ended = new AbortController();
  /** Connections since the last that became ready. */
  #tries = 0;

  constructor(id: number, manager: Manager, deps: ShardConnectionsDeps) {
    this.#id = id;
    this.#deps = deps;
    this.connection = new SimpleShardingStrategy(this.#seenBy(manager));
  }

  async status(): Promise<WebSocketShardStatus> {
    return (await this.connection.fetchStatus()).get(this.#id) ?? WebSocketShardStatus.Idle;
  }

  /** Its promise tells of the first connection only; errors come as events too, and there they are heard. */
  connect(): void {
    void this.connection.connect().catch(() => undefined);
  }

  /** Gives it up: at once for us, in the background for the socket. */
  end(): void {
    void this.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    // A connection that never heard HELLO does not end by itself: the end of the process ends it.
    const patience = new AbortController();
    const late = this.#deps.clock.sleep(CLOSE_MS, patience.signal).catch(() => undefined);
    await Promise.race([this.connection.destroy(), late]);
    patience.abort('closed');
  }

  /** The manager as this life sees it: what it says and asks for goes through us, until it is given up. */
  #seenBy(manager: Manager): Manager {
    const options: Manager['options'] = {
      ...manager.options,
      retrieveSessionInfo: async (id) => {
        await this.#paced();
        return await manager.options.retrieveSessionInfo(id);
      },
      updateSessionInfo: async (id, info) => {
        if (!this.#ended.signal.aborted) await manager.options.updateSessionInfo(id, info);
      },
      buildIdentifyThrottler: () => ({ waitForIdentify: (id, signal) => this.#identify(id, signal) }),
    };
    const emit = (event: string, payload: object) => {
      if (this.#ended.signal.aborted) return false;
      if (event === 'ready' || event === 'resumed') this.#tries = 0;
      if (event === 'dispatch' && this.#deps.take((payload as Dispatch).data)) return true;
      return tell(manager, event, payload);
    };
    return Object.create(manager, { options: { value: options }, emit: { value: emit } }) as Manager;
  }

  /** Asked for the session before each connection, while idle, and again with every event. */
  async #paced(): Promise<void> {
    if ((await this.status()) !== WebSocketShardStatus.Idle) return;
    if (this.#ended.signal.aborted) return await never();
    this.#tries += 1;
    if (this.#tries <= 2) return;
    const { clock, random } = this.#deps;
    const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#tries - 2));
    try {
      await clock.sleep(longestMs * (0.5 + random() / 2), this.#ended.signal);
    } catch {
      await never();
    }
  }

  async #identify(id: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#deps.budget.pass(id, AbortSignal.any([signal, this.#ended.signal]));
    } catch (error) {
      if (!this.#ended.signal.aborted) throw error;
      // After any other error than its own signal's, @discordjs/ws sends the IDENTIFY all the same.
      await never();
    }
  }
}

function tell(manager: Manager, event: string, payload: object): boolean {
  return (manager.emit as (event: string, payload: object) => boolean).call(manager, event, payload);
}

/** Where a connection that was given up stays; the garbage collector takes it from there. */
function never(): Promise<never> {
  return new Promise(() => {});
}
