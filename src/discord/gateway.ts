import {
  type Client,
  DiscordAPIError,
  Events,
  GatewayCloseCodes,
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
import { GatewayWatchdog } from './gateway-watchdog.ts';
import { type IdentifyBudget, sessionLimit } from './identify-budget.ts';
import { TokenRefusedError } from './request-guard.ts';
import type { ShardConnections } from './shard-connections.ts';

const HEARTBEAT_POLL_MS = 5000;
/** Discord's usual interval; discord.js does not tell the one of a session. */
const HEARTBEAT_INTERVAL_MS = 41_250;
const LOGIN_PACE = { attempts: Number.POSITIVE_INFINITY, baseDelayMs: 1000, maxDelayMs: 60_000 };

/** What only a person can change: Discord knows no such token, allows no such intent, accepts no such shards. */
export type Rejection = 'token' | 'intents' | 'shards';

/** Close codes after which connecting again is in vain (docs: topics/opcodes-and-status-codes, "Gateway Close Event Codes"). */
const REJECTIONS: Readonly<Record<number, Rejection>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'token',
  [GatewayCloseCodes.InvalidShard]: 'shards',
  [GatewayCloseCodes.ShardingRequired]: 'shards',
  [GatewayCloseCodes.InvalidIntents]: 'intents',
  [GatewayCloseCodes.DisallowedIntents]: 'intents',
};

/** What an operator has to do; nothing else brings the bot back. */
export const REJECTED = {
  token:
    'Discord refuses the token: set DISCORD_TOKEN to the current one (Developer Portal, Bot) and restart',
  intents:
    'Discord refuses an intent: switch Message Content on in the Developer Portal or set MESSAGE_CONTENT=off, and restart',
  shards: 'Discord refuses the shards: correct SHARDS and SHARD_COUNT and restart',
} as const satisfies Record<Rejection, string>;

/** Discord refuses the bot's connection for good; the message says what to do. */
export class GatewayRejectedError extends Error {
  override readonly name = 'GatewayRejectedError';
  readonly code = 'GATEWAY_REJECTED';
  readonly rejection: Rejection;

  constructor(rejection: Rejection, cause?: unknown) {
    super(REJECTED[rejection], { cause });
    this.rejection = rejection;
  }
}

/** What must be told about the connection to Discord, at a time. */
export interface GatewayStatus {
  /** `rejected`: Discord refuses the bot for good. */
  state: 'connecting' | 'ready' | 'reconnecting' | 'rejected';
  /** On the monotonic clock. */
  sinceMs: number;
  guilds: number;
  /** `heartbeatMs`: from the last acknowledged heartbeat to its acknowledgement; undefined before the first. */
  shards: { id: number; connected: boolean; heartbeatMs: number | undefined }[];
  /** Why it is rejected. */
  rejection: Rejection | undefined;
  /** How long it still waits for Discord's leave to begin a session, milliseconds. */
  identifyWaitMs: number | undefined;
}

export interface GatewayDeps {
  client: Client;
  connections: ShardConnections;
  budget: IdentifyBudget;
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
  /** What the bot may do in a guild may have changed; undefined: in any, since changes may have been missed. */
  onAccessChanged: (guildId: string | undefined) => void;
  /** Connecting anew does not help. */
  onHopeless: () => void;
}

/**
 * The connection to Discord: `connecting` → `ready` ⇄ `reconnecting`; `rejected` for good when Discord refuses the
 * token, the intents or the shards.
 */
export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #pings = new Map<number, number>();
  readonly #stopping = new AbortController();
  #state: GatewayStatus['state'] = 'connecting';
  #sinceMs: number;
  #stopPolling = () => {};
  readonly #watchdog: GatewayWatchdog;
  #rejection: Rejection | undefined;
  readonly #rejected = Promise.withResolvers<never>();

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#sinceMs = deps.clock.monotonicMs();
    this.#watchdog = this.#watch();
    this.#rejected.promise.catch(() => undefined);
    this.#listen();
  }

  get status(): GatewayStatus {
    const { guilds, ws } = this.#deps.client;
    const shards = [...ws.shards.values()].map(({ id, status, ping }) => ({
      id,
      connected: status === Status.Ready,
      heartbeatMs: ping < 0 ? undefined : ping,
    }));
    return {
      state: this.#state,
      sinceMs: this.#sinceMs,
      guilds: guilds.cache.size,
      shards,
      rejection: this.#rejection,
      identifyWaitMs: this.#identifyWaitMs(),
    };
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
   * @throws GatewayRejectedError when Discord refuses token, intents or shards
   */
  async connect(token: string): Promise<void> {
    const { client, clock } = this.#deps;
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
    this.#watchdog.start();
    this.#stopPolling = clock.every(HEARTBEAT_POLL_MS, () => this.#heartbeats());
    await this.#login(token);
    await Promise.race([ready, this.#rejected.promise]);
    for (const guild of client.guilds.cache.values()) await this.#guild(guild);
    client.on(Events.GuildCreate, (guild) => void this.#guild(guild));
  }

  /** Discord refuses the bot: ends every connection and stays `rejected`. */
  reject(rejection: Rejection): void {
    if (this.#rejection) return;
    this.#rejection = rejection;
    this.#become('rejected');
    this.#deps.logger.log('discord refuses the bot', { rejection });
    this.#rejected.reject(new GatewayRejectedError(rejection));
    void this.#safely(() => this.#disconnect());
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the bot stops'));
    await this.#disconnect();
    await this.#deps.client.destroy();
  }

  /** discord.js closes nothing after a login that failed at first. */
  async #disconnect(): Promise<void> {
    this.#stopPolling();
    await this.#watchdog.stop();
    await this.#deps.connections.destroy();
  }

  async #login(token: string): Promise<void> {
    const { client, clock, random, recorder, logger } = this.#deps;
    const login = async () => {
      await this.#whenSessionsLeft(token);
      await client.login(token);
    };
    const retryable = (error: unknown) => {
      if (rejectionOf(error)) return undefined;
      logger.log('discord unreachable', { err: error });
      return { reason: 'network' };
    };
    try {
      await retry(login, {
        clock,
        random,
        pace: () => LOGIN_PACE,
        retryable,
        signal: this.#stopping.signal,
        onRetry: (reason) => recorder.retry('login', reason),
      });
    } catch (error) {
      const rejection = rejectionOf(error);
      if (!rejection) throw error;
      this.reject(rejection);
      throw new GatewayRejectedError(rejection, error);
    }
  }

  /** discord.js would throw, and forget the token, when fewer sessions are left than there are shards. */
  async #whenSessionsLeft(token: string): Promise<void> {
    const { client, clock, budget } = this.#deps;
    const { signal } = this.#stopping;
    client.rest.setToken(token);
    const limit = await sessionLimit(client.rest, clock, signal);
    budget.learn(limit);
    const { shards } = client.options;
    const count = shards === 'auto' ? limit.shards : Array.isArray(shards) ? shards.length : 1;
    await budget.whenLeft(count, signal);
  }

  #watch(): GatewayWatchdog {
    const { clock, client, connections, budget, recorder, logger, onHopeless } = this.#deps;
    return new GatewayWatchdog({
      clock,
      shards: () => [...client.ws.shards.keys()],
      waitsToIdentify: (shard) => budget.waitsUntilMs(shard) !== undefined,
      renew: (shard) => connections.renew(shard),
      onRenew: (shard, trouble) => {
        recorder.retry('login', 'timeout');
        logger.log('shard hangs', { shard, trouble });
      },
      onHopeless: (shard, trouble) => {
        logger.log('shard hopeless', { shard, trouble });
        onHopeless();
      },
      onError: (error) => void recorder.error('gateway', error),
    });
  }

  #identifyWaitMs(): number | undefined {
    const { client, budget, clock } = this.#deps;
    const waits = [0, ...client.ws.shards.keys()].flatMap((shard) => budget.waitsUntilMs(shard) ?? []);
    return waits.length === 0 ? undefined : Math.max(0, Math.min(...waits) - clock.monotonicMs());
  }

  #listen(): void {
    const { client, recorder } = this.#deps;
    const report = (error: unknown) => void recorder.error('gateway', error);
    client.on(Events.Error, report);
    client.on(Events.ShardError, report);
    client.on(Events.Warn, (text) => this.#deps.logger.log('discord.js warns', { text }));
    client.on(Events.ShardReady, (shard) => this.#connected(shard, false));
    client.on(Events.ShardResume, (shard) => this.#connected(shard, true));
    client.on(Events.ShardReconnecting, (shard) => this.#disconnected(shard));
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      this.#disconnected(shard);
      const rejection = REJECTIONS[code];
      if (rejection) this.reject(rejection);
    });
    const { onAccessChanged } = this.#deps;
    client.on(Events.ChannelUpdate, (channel) => {
      if (!channel.isDMBased()) onAccessChanged(channel.guildId);
    });
    const inGuild = ({ guild }: { guild: Guild }) => onAccessChanged(guild.id);
    client.on(Events.GuildRoleCreate, inGuild);
    client.on(Events.GuildRoleUpdate, inGuild);
    client.on(Events.GuildRoleDelete, inGuild);
    client.on(Events.GuildMemberUpdate, inGuild);
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
    const { recorder, onAccessChanged } = this.#deps;
    if (this.#state === 'reconnecting') recorder.gatewayReconnect(resumed);
    recorder.gatewayConnected(shard, resumed);
    this.#watchdog.changed(shard, true);
    if (!resumed) onAccessChanged(undefined);
    if (
      this.#deps.client.ws.shards.every(({ status }) => status === Status.Ready || status === Status.Idle)
    ) {
      this.#become('ready');
    }
  }

  #disconnected(shard: number): void {
    this.#deps.recorder.gatewayDisconnected(shard);
    this.#watchdog.changed(shard, false);
    if (this.#state === 'ready') this.#become('reconnecting');
  }

  #become(state: GatewayStatus['state']): void {
    if (state === this.#state || this.#state === 'rejected') return;
    this.#state = state;
    this.#sinceMs = this.#deps.clock.monotonicMs();
    this.#deps.logger.log('gateway', { state });
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
      this.#watchdog.acknowledged(id, shard.lastPingTimestamp);
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

/** Set when only a person can change what this error says. */
function rejectionOf(error: unknown): Rejection | undefined {
  if (error instanceof TokenRefusedError) return 'token';
  if (error instanceof DiscordAPIError) return error.status === 401 ? 'token' : undefined;
  return (error as { code?: unknown }).code === 'TokenInvalid' ? 'token' : undefined;
}
