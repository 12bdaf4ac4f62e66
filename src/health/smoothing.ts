const FEW_SAMPLES = 10;
const DRIFT_HALF_LIFE_MS = 30_000;
/** A probe that comes every 5 s has missed one and is late for the next; before this, waiting is not silence. */
const SILENT_AFTER_MS = 10_000;
const SILENT_HALF_MS = 60_000;
const SILENT_DEAD_MS = 180_000;

/**
 * With few samples, one of them must not decide: what was known before counts as ten more.
 * @param many the value when there are enough samples to go by
 */
export function fromSamples(samples: { count: number; sum: number }, previous: number, many: number): number {
  if (samples.count >= FEW_SAMPLES) return many;
  return (samples.sum + FEW_SAMPLES * previous) / (samples.count + FEW_SAMPLES);
}

/** What was known of real traffic fades towards 1: a surface that is switched off could never prove itself well again. */
export function drifted(previous: number, elapsedMs: number): number {
  return 1 - (1 - previous) * 2 ** (-elapsedMs / DRIFT_HALF_LIFE_MS);
}

/** The most that a probe is worth when it was last heard `ageMs` ago: 0.5 after a minute, 0 after three. */
export function silenceLimit(ageMs: number): number {
  if (ageMs <= SILENT_AFTER_MS) return 1;
  if (ageMs <= SILENT_HALF_MS)
    return 1 - (0.5 * (ageMs - SILENT_AFTER_MS)) / (SILENT_HALF_MS - SILENT_AFTER_MS);
  return Math.max(0, (0.5 * (SILENT_DEAD_MS - ageMs)) / (SILENT_DEAD_MS - SILENT_HALF_MS));
}
