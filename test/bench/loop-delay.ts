import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;

/*
 * A preload: says at each SIGWINCH how late the event loop was at worst since the one before. Not SIGUSR2, by which the bot
 * would stop.
 */
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let told = 0;
process.on('SIGWINCH', () => {
  const ms = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
  delays.reset();
  process.stderr.write(`delay ${++told}: ${ms.toFixed(3)} ms\n`);
});
