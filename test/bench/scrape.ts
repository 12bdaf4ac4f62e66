import { systemClock } from '../../src/runtime/clock.ts';
import { startCollector } from './child.ts';
import { clickBalance, fundBuyers } from './clicks.ts';
import type { Row } from './row.ts';
import { type Scene, startScene } from './scene.ts';
import { percentile, type Round, ratioLine } from './stats.ts';

const LOAD = { perSecond: 200, seconds: 10 };
const REQUESTS = 20;
/** The loop's delay is taken each millisecond, and after a look at it from the second time on. */
const TICKS_MS = 10;

interface Cost {
  ms: number;
  /** How late the event loop was at worst while it was answered. */
  delayMs: number;
}

/** What a scrape costs the bot once every metric has been moved, exemplars included, beside an answer of one line. */
export const scrape: Row = {
  name: 'scrape',
  about: 'time of a scrape with every series there, and how long it holds up the event loop, beside /healthz',
  async measure({ rounds }) {
    await using collector = await startCollector();
    await using scene = await startScene({
      bot: 'livestock',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint },
      preloads: ['test/bench/loop-delay.ts'],
    });
    await fundBuyers(scene);
    await clickBalance(scene, LOAD);
    const body = await (await fetch(`${scene.httpUrl}/metrics`)).text();
    const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    const loopDelay = loopDelayOf(scene);
    const times: Round[] = [];
    const delays: Round[] = [];
    // One more than asked for: the first warms up.
    for (let round = 0; round <= rounds; round++) {
      const ours = await costOf(`${scene.httpUrl}/metrics`, loopDelay);
      const reference = await costOf(`${scene.httpUrl}/healthz`, loopDelay);
      if (round === 0) continue;
      times.push({ ours: ours.ms, reference: reference.ms });
      delays.push({ ours: ours.delayMs, reference: reference.delayMs });
    }
    return [
      ratioLine(`scrape of ${series} series, p50`, times, { unit: 'ms' }),
      ratioLine('event loop held up by it, p50', delays, { unit: 'ms' }),
    ];
  },
};

/** The medians of several requests, one after the other. */
async function costOf(url: string, loopDelay: () => Promise<number>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    await loopDelay();
    await systemClock.sleep(TICKS_MS);
    const startMs = systemClock.monotonicMs();
    await (await fetch(url)).text();
    const ms = systemClock.monotonicMs() - startMs;
    await systemClock.sleep(TICKS_MS);
    costs.push({ ms, delayMs: await loopDelay() });
  }
  const p50 = (of: (cost: Cost) => number) => percentile(costs.map(of), 0.5);
  return { ms: p50(({ ms }) => ms), delayMs: p50(({ delayMs }) => delayMs) };
}

/** Asks the bot's process for its longest delay since it was last asked, in milliseconds. */
function loopDelayOf({ bot }: Scene): () => Promise<number> {
  let asked = 0;
  return async () => {
    const told = `delay ${++asked}: `;
    bot.signal('SIGWINCH');
    await bot.wrote(told);
    return Number.parseFloat(bot.output().split(told)[1] ?? '');
  };
}
