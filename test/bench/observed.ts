import { startChild } from './child.ts';
import { clickBalance, fundBuyers } from './clicks.ts';
import type { Row } from './row.ts';
import { type Scene, startScene } from './scene.ts';
import { type Round, ratioLine } from './stats.ts';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 20;
const SECONDS = 30;
const TURN_SECONDS = 5;
/** As prometheus/prometheus.yml does. */
const SCRAPE_SECONDS = 15;

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
    await fundBuyers(seen);
    await fundBuyers(unseen);
    await load(seen, unseen, WARM_UP_SECONDS);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await load(seen, unseen, seconds));
    return [
      ratioLine('CPU per click, everything observed', measured, { unit: 'ms', bound: { atMost: 1.05 } }),
    ];
  },
};

/**
 * Clicks on both in turns.
 * @returns the CPU of each per click, in milliseconds, over the whole time: spans are sent after the clicks they tell of
 */
async function load(seen: Scene, unseen: Scene, seconds: number): Promise<Round> {
  const before = { ours: seen.bot.cpuMs(), reference: unseen.bot.cpuMs() };
  let clicks = 0;
  for (let done = 0; done < seconds; done += TURN_SECONDS) {
    const turn = { perSecond: PER_SECOND, seconds: Math.min(TURN_SECONDS, seconds - done) };
    const isDue = done % SCRAPE_SECONDS === 0;
    await Promise.all([clickBalance(seen, turn), isDue && scrape(seen.httpUrl)]);
    await clickBalance(unseen, turn);
    clicks += turn.perSecond * turn.seconds;
  }
  return {
    ours: (seen.bot.cpuMs() - before.ours) / clicks,
    reference: (unseen.bot.cpuMs() - before.reference) / clicks,
  };
}

async function scrape(httpUrl: string): Promise<void> {
  const answer = await fetch(`${httpUrl}/metrics`);
  await answer.text();
}
