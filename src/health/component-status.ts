import type { Clock } from '../runtime/clock.ts';

/** What an error tells without its text, which may hold what nobody should read. */
export interface StatusError {
  name: string;
  code: string | number | undefined;
  /** Under which it stands in the log. */
  traceId: string | undefined;
  /** Milliseconds since the Unix epoch. */
  atMs: number;
}

export interface StatusSnapshot {
  state: 'well' | 'ill';
  /** Errors since the start or the last reset. */
  errorCount: number;
  /** Stays for those who ask what it was, also when well again. */
  lastError: StatusError | undefined;
  /** When it last told anything, in milliseconds since the Unix epoch. */
  lastUpdate: number | undefined;
}

const FRESH: StatusSnapshot = { state: 'well', errorCount: 0, lastError: undefined, lastUpdate: undefined };

/** One part of the bot: `well` → `ill` with an error → `well` with the next success. Nothing is latched. */
export class ComponentStatus {
  readonly #clock: Clock;
  readonly #onChange: (state: StatusSnapshot['state']) => void;
  #status = FRESH;

  /** @param onChange hears of each change of state; must not throw */
  constructor(clock: Clock, onChange: (state: StatusSnapshot['state']) => void = () => {}) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  succeeded(): void {
    this.#become({ ...this.#status, state: 'well', lastUpdate: this.#clock.now() });
  }

  /** @param traceId under which the error was logged */
  failed(error: unknown, traceId?: string): void {
    const atMs = this.#clock.now();
    this.#become({
      state: 'ill',
      errorCount: this.#status.errorCount + 1,
      lastError: { ...factsOf(error), traceId, atMs },
      lastUpdate: atMs,
    });
  }

  /** Forgets everything, as a restart does. */
  reset(): void {
    this.#become(FRESH);
  }

  getStatus(): StatusSnapshot {
    return this.#status;
  }

  isHealthy(): boolean {
    return this.#status.state === 'well';
  }

  #become(status: StatusSnapshot): void {
    const changed = status.state !== this.#status.state;
    this.#status = status;
    if (changed) this.#onChange(status.state);
  }
}

function factsOf(error: unknown): Pick<StatusError, 'name' | 'code'> {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined };
  const code = 'code' in error ? error.code : undefined;
  return { name: error.name, code: typeof code === 'string' || typeof code === 'number' ? code : undefined };
}
