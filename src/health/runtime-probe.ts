import { monitorEventLoopDelay } from 'node:perf_hooks';
import { totalmem } from 'node:os';

/** The histogram counts the whole time between two looks at the loop, of which this much is meant to pass. */
const RESOLUTION_MS = 20;
const NS_PER_MS = 1e6;

export interface RuntimeSample {
  /** 99th percentile of how late the event loop was since the last sample. */
  eventLoopP99Ms: number;
  /** Resident memory ÷ what this process may use. */
  memory: number;
}

/** Watches this process. Stop it: it runs a timer of its own. */
export function watchRuntime(): { sample(): RuntimeSample; stop(): void } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return {
    sample() {
      const p99Ms = delays.percentile(99) / NS_PER_MS;
      delays.reset();
      return {
        eventLoopP99Ms: Math.max(0, p99Ms - RESOLUTION_MS),
        memory: process.memoryUsage.rss() / memoryLimit(),
      };
    },
    stop: () => void delays.disable(),
  };
}

/** The container's limit, which is absent (0) or enormous where there is none; then the machine's memory. */
function memoryLimit(): number {
  return Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
}
