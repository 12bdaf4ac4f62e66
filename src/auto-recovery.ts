import type { Settings } from './config/settings-schema.ts';
import type { RuntimeSample } from './health/runtime-probe.ts';
import { errorKind } from './observability/error-kind.ts';
import type { RestartReason } from './observability/labels.ts';
import type { RestFact } from './observability/recorder.ts';
import { CallWindow } from './resilience/call-window.ts';
import { deadline } from './resilience/deadline.ts';
import type { Clock } from './runtime/clock.ts';

const CHECK_INTERVAL_MS = 5000;
const TELL_MS = 3000;
/** Looked at less often than this, nothing is known of the time between: the machine may have slept. */
const LONGEST_GAP_MS = 3 * CHECK_INTERVAL_MS;
/** The last answer of Discord's counts as today's news for this long; a quiet bot looks after its boards each minute. */
const ANSWER_FRESH_MS = 2 * 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** HEALTH.md's bounds at which the runtime serves nobody any more. */
const EVENT_LOOP_MS = 500;
const MEMORY_RATIO = 0.95;
/** SQLite's own primary result codes for what goes wrong inside: INTERNAL, LOCKED, NOMEM, MISUSE (sqlite.org/rescode.html). */
const SQLITE_INSIDE: ReadonlySet<number> = new Set([2, 6, 7, 21]);

/** Seconds and counts as an operator sets them. */
export interface AutoRecoverySettings {
  enabled: boolean;
  /** Faults of the bot's own in a minute that are too many. */
  errorsPerMinute: number;
  /** How long something must go on without a break. */
  afterMs: number;
  perHour: number;
}

export type InsideCause = Exclude<RestartReason, 'command' | 'other'>;

/** What is seen of the process at one moment. */
export interface InsideSigns {
  errorsLastMinute: number;
  runtime: RuntimeSample | undefined;
  /** The connection does not come back by any means short of a restart. */
  gatewayGaveUp: boolean;
  /** Discord's REST API answers: what ails the connection is not an outage of Discord's. */
  discordAnswers: boolean;
}

/** What has been going on, and since when (monotonic). */
export interface InsideWatch {
  seenMs: number;
  sinceMs: Readonly<Partial<Record<InsideCause, number>>>;
}

/** The settings' names for the bounds. */
export function autoRecoverySettings(settings: Settings): AutoRecoverySettings {
  return {
    enabled: settings.auto_restart_enabled,
    errorsPerMinute: settings.auto_restart_errors_per_minute,
    afterMs: settings.auto_restart_after * 1000,
    perHour: settings.auto_restart_per_hour,
  };
}

/**
 * True for a fault that a new process may cure: a bug's, or a database handle gone bad. Never Discord's, the network's, the
 * disk's: a SyntaxError tells of an answer that was no JSON.
 */
export function isInside(error: unknown): boolean {
  const kind = errorKind(error);
  if (kind === 'bug') return !(error instanceof SyntaxError);
  const { errcode } = error as { errcode?: unknown };
  return kind === 'database' && typeof errcode === 'number' && SQLITE_INSIDE.has(errcode & 0xff);
}

/** Looks once more. `cause`: what has gone on for long enough, if anything has. */
export function judge(
  watch: InsideWatch | undefined,
  signs: InsideSigns,
  { nowMs, settings }: { nowMs: number; settings: AutoRecoverySettings },
): { watch: InsideWatch; cause: InsideCause | undefined } {
  const known = watch && nowMs - watch.seenMs <= LONGEST_GAP_MS ? watch.sinceMs : {};
  const going = causesIn(signs, settings).map((cause) => [cause, known[cause] ?? nowMs] as const);
  const [cause] = going.find(([, sinceMs]) => nowMs - sinceMs >= settings.afterMs) ?? [];
  return { watch: { seenMs: nowMs, sinceMs: Object.fromEntries(going) }, cause };
}

/** The restarts that count against the limit. One "in the future" does: the wall clock was set back. */
function withinHour(timesMs: readonly number[], nowMs: number): readonly number[] {
  return timesMs.filter((timeMs) => nowMs - timeMs < HOUR_MS);
}

function causesIn(signs: InsideSigns, { errorsPerMinute }: AutoRecoverySettings): InsideCause[] {
  const { runtime, errorsLastMinute, gatewayGaveUp, discordAnswers } = signs;
  return [
    ...(errorsLastMinute >= errorsPerMinute ? (['errors'] as const) : []),
    ...(runtime && runtime.memory >= MEMORY_RATIO ? (['memory'] as const) : []),
    ...(runtime && runtime.eventLoopP99Ms >= EVENT_LOOP_MS ? (['event_loop'] as const) : []),
    ...(gatewayGaveUp && discordAnswers ? (['gateway'] as const) : []),
  ];
}

export interface AutoRecoveryDeps {
  clock: Clock;
  settings: () => AutoRecoverySettings;
  /** Of the event loop and the memory; undefined before the first. */
  runtime: () => RuntimeSample | undefined;
  gatewayReady: () => boolean;
  /** When the bot restarted by itself, kept over restarts. */
  history: { read: () => Promise<readonly number[]>; write: (timesMs: readonly number[]) => Promise<void> };
  restart: (cause: InsideCause) => void;
  /** For the log and the owner. `alone`: it restarts now; `held`: the limit keeps it from that, told once until the cause has passed. */
  tell: (what: 'alone' | 'held', cause: InsideCause) => Promise<void>;
  onError: (error: unknown) => void;
}

/** Restarts the bot when what ails it is inside the process and lasts, at most so many times in an hour. */
export class AutoRecovery {
  readonly #deps: AutoRecoveryDeps;
  readonly #faults = new CallWindow();
  #watch: InsideWatch | undefined;
  #stopTicking = () => {};
  #checking: Promise<void> | undefined;
  #held: InsideCause | undefined;
  #gatewayGaveUp = false;
  #discord = { answered: false, atMs: Number.NEGATIVE_INFINITY };

  constructor(deps: AutoRecoveryDeps) {
    this.#deps = deps;
  }

  /** Hears of every fault, of whatever origin. */
  fault(error: unknown): void {
    if (isInside(error)) this.#faults.add(this.#deps.clock.monotonicMs(), MINUTE_MS, true);
  }

  /** Hears of every request to Discord. */
  restCall({ status }: Pick<RestFact, 'status'>): void {
    const answered = typeof status === 'number' && status < 500;
    this.#discord = { answered, atMs: this.#deps.clock.monotonicMs() };
  }

  /** The watchdog of the connection has tried all it can. Forgotten when the connection is back. */
  gatewayGaveUp(): void {
    this.#gatewayGaveUp = true;
  }

  start(): void {
    this.#stopTicking = this.#deps.clock.every(CHECK_INTERVAL_MS, () => {
      this.#checking ??= this.#check().finally(() => {
        this.#checking = undefined;
      });
    });
  }

  async stop(): Promise<void> {
    this.#stopTicking();
    await this.#checking;
  }

  async #check(): Promise<void> {
    const { clock, settings } = this.#deps;
    const nowMs = clock.monotonicMs();
    const bounds = settings();
    const { watch, cause } = judge(this.#watch, this.#signs(nowMs), { nowMs, settings: bounds });
    this.#watch = watch;
    if (!cause) this.#held = undefined;
    else if (bounds.enabled) await this.#recover(cause, bounds);
  }

  #signs(nowMs: number): InsideSigns {
    const { runtime, gatewayReady } = this.#deps;
    if (gatewayReady()) this.#gatewayGaveUp = false;
    const { answered, atMs } = this.#discord;
    return {
      errorsLastMinute: this.#faults.counts(nowMs).failures,
      runtime: runtime(),
      gatewayGaveUp: this.#gatewayGaveUp,
      discordAnswers: answered && nowMs - atMs <= ANSWER_FRESH_MS,
    };
  }

  /** A limit that can't be kept is a limit that is reached: without the store there is no restart. */
  async #recover(cause: InsideCause, { perHour }: AutoRecoverySettings): Promise<void> {
    const { clock, history, restart, onError } = this.#deps;
    try {
      const nowMs = clock.now();
      const recent = withinHour(await history.read(), nowMs);
      if (recent.length >= perHour) {
        const isNews = this.#held !== cause;
        this.#held = cause;
        if (isNews) await this.#tell('held', cause);
        return;
      }
      await history.write([...recent, nowMs]);
    } catch (error) {
      onError(error);
      return;
    }
    this.#stopTicking();
    await this.#tell('alone', cause);
    restart(cause);
  }

  /** Telling must not hold up what it tells of. */
  async #tell(what: 'alone' | 'held', cause: InsideCause): Promise<void> {
    const { clock, tell, onError } = this.#deps;
    await deadline('notice', TELL_MS, () => tell(what, cause), { clock }).catch(onError);
  }
}
