import type { WebSocket } from 'ws';
import type { Faults } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { Op } from '../protocol.ts';
import type { Session } from './session.ts';

const COMMANDS_PER_MINUTE = 120;

/** One WebSocket of a bot; it has a session once it was identified or resumed. */
export class Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  /** Cancels the close for missing heartbeats. */
  cancelTimeout: () => void = () => {};
  /** When the last heartbeat came, or else the connection, on Discord's clock. */
  heartbeatAtMs: number;
  readonly #faults: Faults;
  #commands: { sinceMs: number; count: number } = { sinceMs: 0, count: 0 };

  constructor(socket: WebSocket, { faults, nowMs }: { faults: Faults; nowMs: number }) {
    this.socket = socket;
    this.heartbeatAtMs = nowMs;
    this.#faults = faults;
  }

  /** Sends one frame; a silent gateway swallows it. */
  send(frame: JsonObject): void {
    if (this.socket.readyState !== this.socket.OPEN || this.#faults.onGateway('silence')) return;
    this.socket.send(JSON.stringify(frame));
  }

  sendOp(op: number, data: unknown): void {
    this.send({ op, d: data, s: null, t: null });
  }

  acknowledgeHeartbeat(): void {
    if (!this.#faults.onGateway('no_heartbeat_ack')) this.sendOp(Op.HEARTBEAT_ACK, null);
  }

  /** Counts a frame of the client; false when it sends too many. */
  countCommand(nowMs: number): boolean {
    if (nowMs - this.#commands.sinceMs >= 60_000) this.#commands = { sinceMs: nowMs, count: 0 };
    this.#commands.count += 1;
    return this.#commands.count <= COMMANDS_PER_MINUTE;
  }

  /** Without a code the connection is cut, as by a dead network. */
  close(code?: number, reason?: string): void {
    if (code === undefined) this.socket.terminate();
    else this.socket.close(code, reason);
  }
}
