import {
  type Client,
  DiscordAPIError,
  Events,
  type GatewayMessageCreateDispatchData,
  type Guild,
  type Interaction,
  Status,
} from 'discord.js';
import type { GatewaySample } from '../health/signals.ts';
import type { Logger } from '../observability/logger.ts';
import type { Recorder } from '../observability/recorder.ts';
import { retry } from '../resilience/retry.ts';
import type { Clock } from '../runtime/clock.ts';

const HEARTBEAT_POLL_MS = 5000;
/** Discord's usual interval; discord.js does not tell the one of a session. */
const HEARTBEAT_INTERVAL_MS = 41_250;
const MAX_LOGIN_DELAY_MS = 60_000;

/** What must be told about the connection to Discord, at a time. */
export interface GatewayStatus {
  /** `rejected`: Discord does not know the token; nothing is called any more. */
  state: 'connecting' | 'ready' | 'reconnecting' | 'rejected';
  /** On the monotonic clock. */
  sinceMs: number;
  guilds: number;
  /** `heartbeatMs`: from the last acknowledged heartbeat to its acknowledgement; undefined before the first. */
  shards: { id: number; connected: boolean; heartbeatMs: number | undefined }[];
}

export interface GatewayDeps {
  client: Client;
  recorder: Recorder;
  logger: Logger;
  clock: Clock;
  random: () => number;
  /** A guild is there: at the start and whenever the bot is invited to one. */
  onGuild: (guildId: string, applicationId: string) => Promise<void>;
  onGuildLeft: (guildId: string, applicationId: string) => Promise<void>;
  onInteraction: (interaction: Interaction) => void;
  onMessagesDeleted: (channelId: string, messageIds: readonly string[]) => Promise<void>;
  /** Somebody wrote in a channel. */
  onMessage: (message: GatewayMessageCreateDispatchData) => Promise<void>;
}

/**
 * The connection to Discord: `connecting` → `ready` ⇄ `reconnecting`; `rejected` for good when Discord refuses the token.
 */
export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #pings = new Map<number, number>();
  readonly #stopping = new AbortController();
  #state: GatewayStatus['state'] = 'connecting';
  #sinceMs: number;
  #stopPolling = () => {};

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#sinceMs = deps.clock.monotonicMs();
    this.#listen();
  }

  get status(): GatewayStatus {
    const { guilds, ws } = this.#deps.client;
    const shards = [...ws.shards.values()].map(({ id, status, ping }) => ({
      id,
      connected: status === Status.Ready,
      heartbeatMs: ping < 0 ? undefined : ping,
    }));
    return { state: this.#state, sinceMs: this.#sinceMs, guilds: guilds.cache.size, shards };
  }

  /** How the connection does, for the health of the shop; with several shards, the worst. */
  sample(): GatewaySample {
    if (this.#state !== 'ready') return { ready: false, sinceMs: this.#sinceMs };
    const nowMs = this.#deps.clock.now();
    const ages = this.#deps.client.ws.shards.map(({ lastPingTimestamp }) =>
      lastPingTimestamp < 0 ? 0 : (nowMs - lastPingTimestamp) / HEARTBEAT_INTERVAL_MS,
    );
    return { ready: true, heartbeatAge: Math.max(0, ...ages) };
  }

  /**
   * Logs in and waits until every guild of this process is known; waits out an outage of Discord.
   * @throws what Discord says of a token or an intent that it refuses
   */
  async connect(token: string): Promise<void> {
    const { client, clock, random, recorder, logger } = this.#deps;
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
    try {
      await retry(() => client.login(token), {
        clock,
        random,
        attempts: Number.POSITIVE_INFINITY,
        baseDelayMs: 1000,
        maxDelayMs: MAX_LOGIN_DELAY_MS,
        retryable: (error) => (isRejected(error) ? undefined : { reason: 'network' }),
        signal: this.#stopping.signal,
        onRetry: (reason) => {
          recorder.retry('login', reason);
          logger.warn('Discord is out of reach; trying again');
        },
      });
    } catch (error) {
      if (isRejected(error)) this.#become('rejected');
      throw error;
    }
    await ready;
    for (const guild of client.guilds.cache.values()) await this.#guild(guild);
    client.on(Events.GuildCreate, (guild) => void this.#guild(guild));
    this.#stopPolling = clock.every(HEARTBEAT_POLL_MS, () => this.#heartbeats());
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the bot stops'));
    this.#stopPolling();
    await this.#deps.client.destroy();
  }

  #listen(): void {
    const { client, recorder } = this.#deps;
    const report = (error: unknown) => void recorder.error('gateway', error);
    client.on(Events.Error, report);
    client.on(Events.ShardError, report);
    client.on(Events.Warn, (message) => this.#deps.logger.warn({ message }, 'discord.js warns'));
    client.on(Events.ShardReady, (shard) => this.#connected(shard, false));
    client.on(Events.ShardResume, (shard) => this.#connected(shard, true));
    client.on(Events.ShardReconnecting, (shard) => this.#disconnected(shard));
    client.on(Events.ShardDisconnect, (_event, shard) => this.#disconnected(shard));
    client.on(Events.InteractionCreate, (interaction) => this.#deps.onInteraction(interaction));
    client.on(Events.GuildDelete, ({ id, client: { application } }) => {
      void this.#safely(() => this.#deps.onGuildLeft(id, application.id));
    });
    // discord.js announces deletions only of messages in its cache, and there are none.
    // Nor does it keep the members that a message's writer is looked up among.
    client.on(Events.Raw, (packet: Packet) => this.#raw(packet));
  }

  #raw(packet: Packet): void {
    const { onMessage, onMessagesDeleted } = this.#deps;
    if (packet.t === 'MESSAGE_CREATE') void this.#safely(() => onMessage(packet.d));
    if (packet.t !== 'MESSAGE_DELETE' && packet.t !== 'MESSAGE_DELETE_BULK') return;
    const { channel_id: channelId, id, ids = id ? [id] : [] } = packet.d;
    void this.#safely(() => onMessagesDeleted(channelId, ids));
  }

  #connected(shard: number, resumed: boolean): void {
    const { recorder } = this.#deps;
    if (this.#state === 'reconnecting') recorder.gatewayReconnect(resumed);
    recorder.gatewayConnected(shard, true);
    if (
      this.#deps.client.ws.shards.every(({ status }) => status === Status.Ready || status === Status.Idle)
    ) {
      this.#become('ready');
    }
  }

  #disconnected(shard: number): void {
    this.#deps.recorder.gatewayConnected(shard, false);
    if (this.#state === 'ready') this.#become('reconnecting');
  }

  #become(state: GatewayStatus['state']): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#sinceMs = this.#deps.clock.monotonicMs();
    this.#deps.logger.info({ state }, 'gateway');
  }

  async #guild(guild: Guild): Promise<void> {
    await this.#safely(() => this.#deps.onGuild(guild.id, guild.client.application.id));
  }

  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.recorder.error('gateway', error);
    }
  }

  /** discord.js tells of no acknowledged heartbeat, it only keeps the last: looked at often enough to see each. */
  #heartbeats(): void {
    for (const [id, shard] of this.#deps.client.ws.shards) {
      if (shard.ping < 0 || this.#pings.get(id) === shard.lastPingTimestamp) continue;
      this.#pings.set(id, shard.lastPingTimestamp);
      this.#deps.recorder.gatewayHeartbeat(id, shard.ping / 1000);
    }
  }
}

type Packet =
  | { t: 'MESSAGE_CREATE'; d: GatewayMessageCreateDispatchData }
  | { t: 'MESSAGE_DELETE' | 'MESSAGE_DELETE_BULK'; d: DeletedMessages };

interface DeletedMessages {
  channel_id: string;
  id?: string;
  ids?: string[];
}

/** A wrong token or an intent that isn't enabled: only a person can change that. */
function isRejected(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === 'TokenInvalid' || /disallowed intents|invalid token|authentication failed/i.test(String(message))
  );
}
