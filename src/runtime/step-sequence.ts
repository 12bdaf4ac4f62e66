import type { Clock } from './clock.ts';

export interface Step {
  name: string;
  timeoutMs: number;
  run: () => Promise<void> | void;
}
export interface StepResult {
  name: string;
  ms: number;
  error: unknown;
}

/** A step ran out of its time. */
class StepTimeoutError extends Error {
  /** As the platform calls it, so that it counts as `timeout` like every other. */
  override readonly name = 'TimeoutError';
}

/**
 * Runs every step in order, each with its own time limit. A step that throws or runs out of time does not keep the later
 * ones from running. Results come in order; `onStep` hears of each as it ends.
 */
export async function runSteps(
  steps: readonly Step[],
  { clock, onStep }: { clock: Clock; onStep?: (result: StepResult) => void },
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const startedMs = clock.monotonicMs();
    const error = await failureOf(step, clock);
    const result = { name: step.name, ms: clock.monotonicMs() - startedMs, error };
    results.push(result);
    onStep?.(result);
  }
  return results;
}

async function failureOf(step: Step, clock: Clock): Promise<unknown> {
  const done = new AbortController();
  const expired = clock.sleep(step.timeoutMs, done.signal).then(
    () => new StepTimeoutError(`step "${step.name}" took longer than ${step.timeoutMs} ms`),
    () => undefined,
  );
  try {
    const work = Promise.resolve().then(step.run);
    return await Promise.race([work.then(() => undefined), expired]);
  } catch (error) {
    return error;
  } finally {
    done.abort();
  }
}
