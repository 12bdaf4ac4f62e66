import { clickInTurns, fundBuyers } from './clicks.ts';
import type { Row } from './row.ts';
import { startScene } from './scene.ts';
import { percentile, type Round, ratioLine, zeroLine } from './stats.ts';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 5;
const SECONDS = 10;
const TURN_SECONDS = 1;

/** How long a click on Balance waits for its callback, beside a handler that replies a constant. */
export const acknowledgement: Row = {
  name: 'acknowledgement',
  about: `click to callback of Balance at ${PER_SECOND}/s, beside a bare discord.js handler that replies a constant`,
  async measure({ rounds, seconds = SECONDS }) {
    await using ours = await startScene({ bot: 'livestock' });
    await using bare = await startScene({ bot: 'bare' });
    await fundBuyers(ours);
    const bots = [ours, bare] as const;
    const load = { perSecond: PER_SECOND, turnSeconds: TURN_SECONDS };
    await clickInTurns(bots, { ...load, seconds: WARM_UP_SECONDS });

    const [middle, high]: [Round[], Round[]] = [[], []];
    let deferred = 0;
    let failed = 0;
    for (let round = 0; round < rounds; round++) {
      const [clicked, reference] = await clickInTurns(bots, { ...load, seconds });
      const pair = (share: number) => ({
        ours: percentile(clicked.ackMs, share),
        reference: percentile(reference.ackMs, share),
      });
      middle.push(pair(0.5));
      high.push(pair(0.99));
      deferred += clicked.deferred;
      failed += clicked.failed;
    }
    return [
      ratioLine('click → callback, p50', middle, { unit: 'ms' }),
      ratioLine('click → callback, p99', high, { unit: 'ms', bound: { atMost: 1.15 } }),
      zeroLine('deferred answers', deferred),
      zeroLine('clicks not answered in 3 s', failed),
    ];
  },
};
