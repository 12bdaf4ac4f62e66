import type { Control } from './control-api.ts';

/** The hard numbers of Discord that a test may shorten. Times are milliseconds. */
export interface Limits {
  /** From the click to the first response; later it is 10062. */
  ackMs: number;
  /** How long an interaction's token lives after the click; later it is 50027. */
  tokenMs: number;
  heartbeatMs: number;
  /** Authorized requests per second for the whole bot. */
  globalPerSecond: number;
  /** Edits per window and channel of messages older than `oldMessageMs`; later it is 30046. */
  oldEdits: number;
  oldEditWindowMs: number;
  oldMessageMs: number;
  /** Answers of 401, 403 and 429 (scope `shared` aside) within the window that bring a ban. */
  invalidRequests: number;
  invalidWindowMs: number;
  banMs: number;
  /** How long `enforce_nonce` remembers. */
  nonceMs: number;
  fileBytes: number;
  /** New DM channels per window; more is 40003. */
  dmOpens: number;
  dmOpenWindowMs: number;
  /** Newly named commands per day and guild (or globally); more is 30034. */
  commandCreatesPerDay: number;
  /** IDENTIFYs per day; one more resets the token. */
  identifies: number;
  /** One IDENTIFY per this time (and `max_concurrency` key); an earlier one is answered with op 9. */
  identifyIntervalMs: number;
  maxConcurrency: number;
  /** How long a lost session can be resumed. */
  resumeMs: number;
  /** Dispatches kept for a RESUME. */
  replayEvents: number;
  /** Overrides of `POST /channels/:id/messages` and the like: requests per window. */
  buckets: Record<string, { limit: number; windowMs: number }>;
}

export const defaultLimits = {
  ackMs: 3_000,
  tokenMs: 15 * 60_000,
  heartbeatMs: 41_250,
  globalPerSecond: 50,
  oldEdits: 3,
  oldEditWindowMs: 6_000,
  oldMessageMs: 3_600_000,
  invalidRequests: 10_000,
  invalidWindowMs: 600_000,
  banMs: 3_600_000,
  nonceMs: 5 * 60_000,
  fileBytes: 10 * 1024 * 1024,
  dmOpens: 100,
  dmOpenWindowMs: 600_000,
  commandCreatesPerDay: 200,
  identifies: 1_000,
  identifyIntervalMs: 5_000,
  maxConcurrency: 1,
  resumeMs: 180_000,
  replayEvents: 1_000,
  buckets: {},
} as const satisfies Limits;

/** Something that goes wrong in several places at once, in this Discord or outside it. */
export interface Scenario {
  id: string;
  name: string;
  /** What to expect, in a line. */
  description: string;
  start(control: Control): Promise<void>;
  /** Undoes `start`, also one that failed half-way. */
  stop(control: Control): Promise<void>;
}

export interface SandboxOptions {
  /** Where it listens; absent: 127.0.0.1. Whoever reaches it controls it. */
  host?: string;
  /** 0 or absent: a random free one. */
  port?: number;
  /** The bot token it accepts; absent: a fixed fake one. */
  token?: string;
  /** Also the bot user's id, as with every application made since 2016. */
  applicationId?: string;
  botName?: string;
  /** Makes the faults with a probability repeatable. */
  seed?: number;
  /** What Discord's clock shows at the start, in milliseconds since the Unix epoch; absent: now. */
  startAtMs?: number;
  /** The world is loaded from this file and saved to it. */
  stateFile?: string;
  /** Privileged intents switched on for the application, as bits; absent: none. */
  allowedIntents?: number;
  /** How many shards `GET /gateway/bot` recommends. */
  shards?: number;
  limits?: Partial<Limits>;
  /** What the page offers to start and to end, in this order. */
  scenarios?: readonly Scenario[];
}

/** One REST request of the bot with its answer. */
export interface Exchange {
  method: string;
  /** As in Discord's OpenAPI description: `/channels/{channel_id}/messages`. */
  route: string;
  path: string;
  query: Record<string, string>;
  requestHeaders: Record<string, string>;
  /** The JSON body, taken out of `payload_json` when it came as multipart. */
  requestBody: unknown;
  files: { field: string; filename: string; size: number }[];
  status: number;
  headers: Record<string, string>;
  /** Parsed JSON; undefined when the answer has no body, a string when it isn't JSON. */
  responseBody: unknown;
  /** The injected fault that made or changed this answer. */
  fault?: string;
}

export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`: the page at /, the control API at /control/, attachments at /attachments/. */
  url: string;
  /** What `DISCORD_API_URL` is set to; clients add `/v10`. */
  apiUrl: string;
  token: string;
  applicationId: string;
  botUserId: string;
  control: Control;
  /** Hears of every answered REST request of the bot; the returned function stops that. */
  onExchange(listener: (exchange: Exchange) => void): () => void;
  close(): Promise<void>;
}
