import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';

const TIMEOUT_MS = 5000;

/** The part of the button manager that is checked. */
export interface CheckedButtons {
  /** Builds the rows as a board would. @throws when it can't */
  build(): unknown;
  /** What a click would need and is not there: names of handlers, for operators. */
  missing(): readonly string[];
}

export interface ButtonCheckResult {
  canBuild: boolean;
  hasWhatItNeeds: boolean;
  missing: readonly string[];
  /** How long building took. */
  tookMs: number;
  /** What building failed with. */
  error: unknown;
  /** Milliseconds since the Unix epoch. */
  atMs: number;
}

/** Tries the button manager once; never throws. An aborted `signal` ends it with that error. */
export async function checkButtons(
  buttons: CheckedButtons,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<ButtonCheckResult> {
  const startMs = clock.monotonicMs();
  let error: unknown;
  let missing: readonly string[] = [];
  try {
    const build = async () => buttons.build();
    await deadline('button check', TIMEOUT_MS, build, { clock, signal });
    missing = buttons.missing();
  } catch (failure) {
    error = failure ?? new Error('building failed');
  }
  return {
    canBuild: error === undefined,
    hasWhatItNeeds: error === undefined && missing.length === 0,
    missing,
    tookMs: clock.monotonicMs() - startMs,
    error,
    atMs: clock.now(),
  };
}

/** Thrown at nobody: what the status of the buttons shows when handlers are missing. */
export class ButtonsIncompleteError extends Error {
  override readonly name = 'ButtonsIncompleteError';
  readonly code = 'BUTTONS_INCOMPLETE';
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`missing: ${missing.join(', ')}`);
    this.missing = missing;
  }
}
