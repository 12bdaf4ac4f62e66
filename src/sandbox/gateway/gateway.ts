import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Control } from '../control-api.ts';
import type { Faults } from '../faults.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { interactionJson } from '../interactions/interaction-json.ts';
import { asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { Close, Op } from '../protocol.ts';
import type { MessageJson } from '../world/message-json.ts';
import type { WorldEvent } from '../world/world-events.ts';
import type { World } from '../world/world.ts';
import { Connection } from './connection.ts';
import { IdentifyBudget, readIdentify } from './identify.ts';
import { dispatchFor, guildCreateJson, membersChunk, readyJson } from './payloads.ts';
import { Session } from './session.ts';

const MAX_FRAME_BYTES = 4_096;
type GatewayAction = Parameters<Control['gateway']>[0];

interface Parts {
  world: World;
  json: MessageJson;
  faults: Faults;
  limits: Limits;
  allowedIntents: number;
  applicationFlags: number;
  tokenValid: (token: string) => boolean;
  /** Called when the bot identifies once too often in a day. */
  resetToken: () => void;
  /** The address that READY names. */
  url: () => string;
}

/** The gateway: takes connections, keeps sessions and sends each what it may hear. */
export class Gateway {
  readonly budget: IdentifyBudget;
  readonly #parts: Parts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1_048_576 });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.budget = new IdentifyBudget(parts.limits, () => parts.world.clock.now());
    parts.world.events.on((event) => this.#tell(event));
  }

  /** Whether any shard of the bot is connected. */
  get online(): boolean {
    return [...this.#connections].some((connection) => connection.session !== undefined);
  }

  /** Takes an HTTP request that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: IncomingMessage['socket'], head: Buffer): void {
    const version = new URL(request.url ?? '', 'http://localhost').searchParams.get('v');
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, version));
  }

  /** Sends an interaction to every connected session of its shard; a lost one gets none later. */
  sendInteraction(interaction: Interaction): void {
    const { world, json } = this.#parts;
    const guildId = interaction.channel.guildId;
    const payload = interactionJson(world, json, interaction);
    for (const session of this.#sessions.values()) {
      if (session.connection && session.covers(guildId))
        this.#dispatch(session, 'INTERACTION_CREATE', payload);
    }
  }

  /** Does one thing to every connection, or to one shard's. */
  act({ do: action, shard, code }: GatewayAction): void {
    for (const connection of this.#connections) {
      const { session } = connection;
      if (!session || (shard !== undefined && session.shard !== shard)) continue;
      if (action === 'drop') connection.close(code);
      else if (action === 'reconnect') connection.sendOp(Op.RECONNECT, null);
      else this.#invalidate(connection, action === 'invalid_session_resumable');
    }
  }

  /** Clients beat in real time: where the clock was moved past a heartbeat, Discord asks for it. */
  clockMoved(): void {
    const { world, limits } = this.#parts;
    const dueMs = world.clock.now() - limits.heartbeatMs;
    for (const connection of this.#connections) {
      if (connection.heartbeatAtMs <= dueMs) connection.sendOp(Op.HEARTBEAT, null);
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
    this.#server.close();
  }

  #open(socket: WebSocket, version: string | null): void {
    const { faults, world } = this.#parts;
    const connection = new Connection(socket, { faults, nowMs: world.clock.now() });
    this.#connections.add(connection);
    socket.on('error', () => connection.close());
    socket.on('close', (code) => this.#lost(connection, code));
    if (version !== '10') return connection.close(Close.INVALID_API_VERSION, 'Invalid API version.');
    socket.on('message', (data: Buffer) => this.#receive(connection, data));
    connection.sendOp(Op.HELLO, { heartbeat_interval: this.#parts.limits.heartbeatMs, _trace: [] });
    this.#expectHeartbeat(connection);
  }

  #receive(connection: Connection, data: Buffer): void {
    const frame = data.byteLength > MAX_FRAME_BYTES ? undefined : parse(data);
    if (!frame) return connection.close(Close.DECODE_ERROR, 'Error while decoding payload.');
    if (!connection.countCommand(this.#parts.world.clock.now())) {
      return connection.close(Close.RATE_LIMITED, 'You are being rate limited.');
    }
    const body = asObject(frame['d']);
    switch (frame['op']) {
      case Op.HEARTBEAT:
        connection.heartbeatAtMs = this.#parts.world.clock.now();
        this.#expectHeartbeat(connection);
        return connection.acknowledgeHeartbeat();
      case Op.IDENTIFY:
        return this.#identify(connection, body);
      case Op.RESUME:
        return this.#resume(connection, body);
      case Op.REQUEST_GUILD_MEMBERS:
        return this.#sendMembers(connection, body);
      case Op.PRESENCE_UPDATE:
      case Op.VOICE_STATE_UPDATE:
        return connection.session
          ? undefined
          : connection.close(Close.NOT_AUTHENTICATED, 'Not authenticated.');
      default:
        return connection.close(Close.UNKNOWN_OPCODE, 'Unknown opcode.');
    }
  }

  #identify(connection: Connection, data: JsonObject): void {
    const { faults, limits, tokenValid, allowedIntents, resetToken } = this.#parts;
    if (connection.session) return connection.close(Close.ALREADY_AUTHENTICATED, 'Already authenticated.');
    if (faults.onGateway('ignore_identify')) return;
    if (!tokenValid(asString(data['token']) ?? '')) {
      return connection.close(Close.AUTHENTICATION_FAILED, 'Authentication failed.');
    }
    const identity = readIdentify(data, allowedIntents);
    if ('code' in identity) return connection.close(identity.code, identity.reason);
    const spent = this.budget.spend(identity.shard);
    if (spent === 'early') return connection.sendOp(Op.INVALID_SESSION, false);
    if (spent === 'exhausted') {
      resetToken();
      return connection.close(Close.AUTHENTICATION_FAILED, 'Authentication failed.');
    }
    const session = new Session({ ...identity, connection, keep: limits.replayEvents });
    connection.session = session;
    this.#sessions.set(session.id, session);
    this.#welcome(session);
  }

  #welcome(session: Session): void {
    const { world, url, applicationFlags } = this.#parts;
    this.#dispatch(session, 'READY', readyJson(world, session, { url: url(), flags: applicationFlags }));
    for (const guild of world.guilds.values()) {
      if (session.covers(guild.id))
        this.#dispatch(session, 'GUILD_CREATE', guildCreateJson(world, guild, session));
    }
    world.events.emit({ kind: 'world_changed' });
  }

  /** Members by id, or all of them with the intent for it, in one chunk. */
  #sendMembers(connection: Connection, data: JsonObject): void {
    const { session } = connection;
    if (!session) return connection.close(Close.NOT_AUTHENTICATED, 'Not authenticated.');
    const chunk = membersChunk(this.#parts.world, session, data);
    if (chunk) this.#dispatch(session, 'GUILD_MEMBERS_CHUNK', chunk);
  }

  #resume(connection: Connection, data: JsonObject): void {
    const { faults, tokenValid, world, limits } = this.#parts;
    if (connection.session) return connection.close(Close.ALREADY_AUTHENTICATED, 'Already authenticated.');
    if (faults.onGateway('ignore_resume')) return;
    if (!tokenValid(asString(data['token']) ?? '')) {
      return connection.close(Close.AUTHENTICATION_FAILED, 'Authentication failed.');
    }
    const session = this.#sessions.get(asString(data['session_id']) ?? '');
    const seq = asNumber(data['seq']) ?? -1;
    const lostForMs = world.clock.now() - (session?.detachedAtMs ?? world.clock.now());
    if (!session || lostForMs > limits.resumeMs) return connection.sendOp(Op.INVALID_SESSION, false);
    if (seq > session.seq) return connection.close(Close.INVALID_SEQ, 'Invalid seq.');
    if (!session.canReplay(seq)) return connection.sendOp(Op.INVALID_SESSION, false);
    const old = session.connection;
    connection.session = session;
    session.resume(connection, seq);
    if (old) {
      old.session = undefined;
      old.close();
    }
    world.events.emit({ kind: 'world_changed' });
  }

  /** A client that closes with 1000 or 1001 gives its session up; otherwise it waits for a RESUME. */
  #lost(connection: Connection, code: number): void {
    connection.cancelTimeout();
    this.#connections.delete(connection);
    const { session } = connection;
    if (!session || session.connection !== connection) return;
    this.#detach(session);
    if (code === 1_000 || code === 1_001) this.#sessions.delete(session.id);
    this.#forgetDead();
    this.#parts.world.events.emit({ kind: 'world_changed' });
  }

  /** The connection stays: the client resumes on it, or closes it and identifies anew. */
  #invalidate(connection: Connection, resumable: boolean): void {
    const { session } = connection;
    if (!session) return;
    connection.session = undefined;
    this.#detach(session);
    if (!resumable) this.#sessions.delete(session.id);
    connection.sendOp(Op.INVALID_SESSION, resumable);
  }

  #detach(session: Session): void {
    session.connection = undefined;
    session.detachedAtMs = this.#parts.world.clock.now();
  }

  #forgetDead(): void {
    const before = this.#parts.world.clock.now() - this.#parts.limits.resumeMs;
    for (const session of this.#sessions.values()) {
      if (session.detachedAtMs !== undefined && session.detachedAtMs < before)
        this.#sessions.delete(session.id);
    }
  }

  /** Closes a connection that leaves out more than a heartbeat. */
  #expectHeartbeat(connection: Connection): void {
    const { world, limits } = this.#parts;
    connection.cancelTimeout();
    connection.cancelTimeout = world.clock.afterReal(limits.heartbeatMs * 2, () =>
      connection.close(Close.SESSION_TIMED_OUT, 'Session timed out.'),
    );
  }

  #tell(event: WorldEvent): void {
    for (const session of this.#sessions.values()) {
      const dispatch = dispatchFor(event, session, this.#parts);
      if (dispatch && session.covers(dispatch.guildId))
        this.#dispatch(session, dispatch.event, dispatch.data);
    }
  }

  #dispatch(session: Session, event: string, data: JsonObject): void {
    const delayMs = this.#parts.faults.dispatchDelayMs(event);
    if (delayMs === 0) session.dispatch(event, data);
    else this.#parts.world.clock.after(delayMs, () => session.dispatch(event, data));
  }
}

function parse(data: Buffer): JsonObject | undefined {
  try {
    const frame: unknown = JSON.parse(data.toString('utf8'));
    return isObject(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
