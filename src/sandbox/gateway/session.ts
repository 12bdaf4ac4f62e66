import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { Op } from '../protocol.ts';
import { shardOf } from '../snowflake.ts';
import type { Connection } from './connection.ts';

interface Sent {
  seq: number;
  frame: JsonObject;
}

/**
 * One shard's session. It outlives its connection:
 *
 * connected → detached: the connection is lost; dispatches are kept for a RESUME.
 * detached → connected: RESUME sends what was missed.
 */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly shard: number;
  readonly shardCount: number;
  readonly intents: number;
  connection: Connection | undefined;
  /** When the connection was lost, on Discord's clock. */
  detachedAtMs: number | undefined;
  readonly #kept: Sent[] = [];
  readonly #keep: number;
  #seq = 0;

  constructor(spec: {
    shard: number;
    shardCount: number;
    intents: number;
    connection: Connection;
    keep: number;
  }) {
    this.shard = spec.shard;
    this.shardCount = spec.shardCount;
    this.intents = spec.intents;
    this.connection = spec.connection;
    this.#keep = spec.keep;
  }

  get seq(): number {
    return this.#seq;
  }

  covers(guildId: string | undefined): boolean {
    return shardOf(guildId, this.shardCount) === this.shard;
  }

  has(intent: number): boolean {
    return (this.intents & intent) !== 0;
  }

  /** Gives an event its number, keeps it and sends it if somebody is there. */
  dispatch(event: string, data: unknown): void {
    this.#seq += 1;
    const frame = { op: Op.DISPATCH, t: event, s: this.#seq, d: data };
    this.#kept.push({ seq: this.#seq, frame });
    if (this.#kept.length > this.#keep) this.#kept.shift();
    this.connection?.send(frame);
  }

  /** Whether everything after `seq` is still there. */
  canReplay(seq: number): boolean {
    const oldest = this.#kept[0]?.seq ?? this.#seq + 1;
    return seq >= oldest - 1;
  }

  /** Sends what came after `seq` to a new connection, then RESUMED. */
  resume(connection: Connection, seq: number): void {
    this.connection = connection;
    this.detachedAtMs = undefined;
    for (const sent of this.#kept) if (sent.seq > seq) connection.send(sent.frame);
    this.dispatch('RESUMED', { _trace: [] });
  }
}
