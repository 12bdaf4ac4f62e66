import { startCollector } from './child.ts';
import { clickBalance, fundBuyers } from './clicks.ts';
import type { Row, Settings } from './row.ts';
import { type Scene, startScene } from './scene.ts';
import { type Round, ratioLine } from './stats.ts';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 20;
const SECONDS = 30;
const TURN_SECONDS = 5;
/** As prometheus/prometheus.yml does. */
const SCRAPE_SECONDS = 15;

type Env = Record<string, string>;
/** How many rounds, and how long each. */
type Load = Settings & { seconds: number };
interface Sides {
  seen: Scene;
  unseen: Scene;
  scrape?: () => Promise<void>;
}

/**
 * CPU of one click with traces exported, the log on and the metrics scraped, beside the same bot with none of that; and what
 * the SDK alone takes of it: a bare handler with one span, beside the same without.
 */
export const observed: Row = {
  name: 'observed',
  about:
    'CPU of a click with everything observed (OTLP, log, scrapes), beside everything off; one span alone',
  async measure({ rounds, seconds = SECONDS }) {
    await using collector = await startCollector();
    const exported = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
    return [
      ratioLine('CPU per click, everything observed', await everything(exported, { rounds, seconds }), {
        unit: 'ms',
        bound: { atMost: 1.05 },
      }),
      ratioLine('CPU per click, bare handler with one span', await oneSpan(exported, { rounds, seconds }), {
        unit: 'ms',
      }),
    ];
  },
};

async function everything(exported: Env, load: Load): Promise<Round[]> {
  await using seen = await startScene({ bot: 'livestock', env: { LOG_LEVEL: 'info', ...exported } });
  await using unseen = await startScene({ bot: 'livestock', env: { LOG_LEVEL: 'silent' } });
  await fundBuyers(seen);
  await fundBuyers(unseen);
  return await compare({ seen, unseen, scrape: () => scrape(seen.httpUrl) }, load);
}

async function oneSpan(exported: Env, load: Load): Promise<Round[]> {
  const env = { BENCH_SPAN: '1', ...exported };
  await using seen = await startScene({ bot: 'bare', env, preloads: ['src/telemetry.ts'] });
  await using unseen = await startScene({ bot: 'bare' });
  return await compare({ seen, unseen }, load);
}

async function compare(sides: Sides, { rounds, seconds }: Load): Promise<Round[]> {
  await clickBoth(sides, WARM_UP_SECONDS);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await clickBoth(sides, seconds));
  return measured;
}

/**
 * Clicks on both in turns.
 * @returns the CPU of each per click, in milliseconds, over the whole time: spans are sent after the clicks they tell of
 */
async function clickBoth({ seen, unseen, scrape }: Sides, seconds: number): Promise<Round> {
  const before = { ours: seen.bot.cpuMs(), reference: unseen.bot.cpuMs() };
  let clicks = 0;
  for (let done = 0; done < seconds; done += TURN_SECONDS) {
    const turn = { perSecond: PER_SECOND, seconds: Math.min(TURN_SECONDS, seconds - done) };
    const isDue = done % SCRAPE_SECONDS === 0;
    await Promise.all([clickBalance(seen, turn), isDue && scrape?.()]);
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
