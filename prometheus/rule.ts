/** One recorded series, as Prometheus takes it. */
export interface RecordingRule {
  record: string;
  expr: string;
  labels?: Readonly<Record<string, string>>;
}

/** One alert, as Prometheus takes it. */
export interface AlertRule {
  alert: string;
  expr: string;
  for?: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  name: string;
  /** Prometheus' own `evaluation_interval` when absent. */
  interval?: string;
  rules: readonly (RecordingRule | AlertRule)[];
}

const MILLISECONDS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d+)([smhd])$/;

/**
 * How fast the rules' time runs: 1 as written; at 60 a minute of every window, wait and age lasts a second, so that a test
 * sees real alerts soon. Only times are divided: shares, counts and the expressions stay as they are.
 */
export class Pace {
  readonly #factor: number;

  constructor(factor = 1) {
    this.#factor = factor;
  }

  /** @param duration such as `5m`, one unit @returns it in Prometheus' notation @throws RangeError for anything else */
  duration(duration: string): string {
    const [, count, unit] = DURATION.exec(duration) ?? [];
    if (!count || !unit) throw new RangeError(`not a duration like 30s, 5m, 6h or 30d: ${duration}`);
    if (this.#factor === 1) return duration;
    const ms = (Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS]) / this.#factor;
    return `${Math.max(1, Math.round(ms))}ms`;
  }

  /** An age or a wait that an expression compares with, in seconds. */
  seconds(seconds: number): string {
    return String(seconds / this.#factor);
  }
}
