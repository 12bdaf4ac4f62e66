import type { ServerResponse } from 'node:http';
import { Coalescer } from '../resilience/coalescer.ts';
import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import type { StatusHistory, StatusPoint } from './status-history.ts';
import type { StatusReport } from './status-report.ts';

const INTERVAL_MS = 2000;
const REPORT_DEADLINE_MS = 5000;
/** How soon a browser comes back after the stream ended. */
const RECONNECT_MS = 2000;
const MAX_LISTENERS = 32;
/** Who has this much unread gets no more: the browser comes again and begins with a fresh report. */
const MAX_UNREAD_BYTES = 1_000_000;

export interface StatusStreamOptions {
  clock: Clock;
  history: StatusHistory;
  report: () => Promise<StatusReport>;
  onError: (error: unknown) => void;
}

/**
 * Sends the status to everybody who listens, as server-sent events: `history` once, a `point` each 10 s, and a `report`
 * every 2 s. The report is made once for all, and only while somebody listens.
 */
export class StatusStream {
  readonly #options: StatusStreamOptions;
  readonly #listeners = new Set<ServerResponse>();
  readonly #reports: Coalescer;
  #stopTicking = () => {};
  #isClosed = false;

  constructor(options: StatusStreamOptions) {
    this.#options = options;
    this.#reports = new Coalescer({ run: () => this.#report(), waitMs: () => 0, clock: options.clock });
  }

  get isFull(): boolean {
    return this.#isClosed || this.#listeners.size >= MAX_LISTENERS;
  }

  /** @param response with nothing written to it; its stream of events begins now */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream',
      // Else nginx collects the events.
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${RECONNECT_MS}\n${event('history', this.#options.history.points)}`);
    if (this.#listeners.size === 0) {
      this.#stopTicking = this.#options.clock.every(INTERVAL_MS, () => this.#reports.request());
    }
    this.#listeners.add(response);
    response.on('close', () => this.#remove(response));
    this.#reports.request();
  }

  /** Something happened that nobody should wait for. */
  changed(): void {
    if (this.#listeners.size > 0) this.#reports.request();
  }

  point(point: StatusPoint): void {
    this.#send(event('point', point));
  }

  /** Ends every stream at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const response of this.#listeners) {
      response.end();
      // Whoever does not read would hold the server open.
      if (response.writableLength > 0) response.destroy();
    }
    this.#stopTicking();
    await this.#reports.stop();
  }

  #remove(response: ServerResponse): void {
    this.#listeners.delete(response);
    if (this.#listeners.size === 0) this.#stopTicking();
  }

  async #report(): Promise<void> {
    try {
      const { report, clock } = this.#options;
      this.#send(event('report', await deadline('status', REPORT_DEADLINE_MS, report, { clock })));
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #send(text: string): void {
    for (const response of this.#listeners) {
      if (response.writableEnded) continue;
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(text);
    }
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
