import { systemClock } from '../../src/runtime/clock.ts';
import { startChild } from './child.ts';
import { clickBalance, fundBuyers } from './clicks.ts';
import type { Line, Row } from './row.ts';
import { type Scene, startScene } from './scene.ts';
import { type Round, ratioLine } from './stats.ts';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 10;
const SECONDS = 10;
const SCRAPE_MS = 5000;

/** CPU of one click with traces exported, the log on and the metrics scraped, beside the same bot with none of that. */
export const observed: Row = {
  name: 'observed',
  about: 'CPU of a click with everything observed (OTLP, log, scrapes), beside everything off',
  async measure({ rounds, seconds = SECONDS }) {
    await using collector = startChild({ script: 'test/bench/collector.ts', cwd: '/', env: {} });
    await collector.wrote('listening on ');
    const endpoint = /http:\S+/.exec(collector.output())?.[0] ?? '';
    await using seen = await startScene({
      bot: 'livestock',
      env: { LOG_LEVEL: 'info', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    });
    await using unseen = await startScene({ bot: 'livestock', env: { LOG_LEVEL: 'silent' } });
    const stopScraping = systemClock.every(SCRAPE_MS, () => void scrape(seen.httpUrl));
    try {
      return await compare({ seen, unseen }, { rounds, seconds });
    } finally {
      stopScraping();
    }
  },
};

async function compare(
  { seen, unseen }: { seen: Scene; unseen: Scene },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Line[]> {
  for (const scene of [seen, unseen]) {
    await fundBuyers(scene);
    await clickBalance(scene, { perSecond: PER_SECOND, seconds: WARM_UP_SECONDS });
  }
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const ours = await cpuPerClickMs(seen, seconds);
    const reference = await cpuPerClickMs(unseen, seconds);
    measured.push({ ours, reference });
  }
  return [
    ratioLine('CPU per click, observed / not observed', measured, { unit: 'ms', bound: { atMost: 1.05 } }),
  ];
}

async function cpuPerClickMs(scene: Scene, seconds: number): Promise<number> {
  const beforeMs = scene.bot.cpuMs();
  const { ackMs } = await clickBalance(scene, { perSecond: PER_SECOND, seconds });
  return (scene.bot.cpuMs() - beforeMs) / ackMs.length;
}

async function scrape(httpUrl: string): Promise<void> {
  const answer = await fetch(`${httpUrl}/metrics`).catch(() => undefined);
  await answer?.text();
}
