import { systemClock } from '../../src/runtime/clock.ts';
import type { Row } from './row.ts';
import { type Scene, type SceneOptions, startScene } from './scene.ts';
import { plainLine, type Round, ratioLine } from './stats.ts';

const SETTLE_MS = 5000;
const AFTER_GC_MS = 1000;

/** What an idle bot keeps in memory beside a bare discord.js login, and how soon it shows its board. */
export const idle: Row = {
  name: 'idle',
  about: 'resident memory after settling and a collection, beside a bare discord.js login; cold start',
  async measure({ rounds }) {
    // The first start of each fills Node's compile cache, which is one a set of flags.
    for (const bot of ['livestock', 'bare'] as const) await (await startIdle(bot))[Symbol.asyncDispose]();
    const memory: Round[] = [];
    const coldStartsMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await settledMemory('livestock');
      const reference = await settledMemory('bare');
      memory.push({ ours: ours.rssMiB, reference: reference.rssMiB });
      coldStartsMs.push(ours.coldStartMs);
    }
    return [
      ratioLine('idle RSS', memory, { unit: 'MiB', bound: { atMost: 1.3 } }),
      plainLine('cold start, process → board', coldStartsMs, 'ms'),
    ];
  },
};

async function settledMemory(
  bot: SceneOptions['bot'],
): Promise<Pick<Scene, 'coldStartMs'> & { rssMiB: number }> {
  await using scene = await startIdle(bot);
  await systemClock.sleep(SETTLE_MS);
  scene.bot.signal('SIGWINCH');
  await scene.bot.wrote('collected');
  await systemClock.sleep(AFTER_GC_MS);
  return { coldStartMs: scene.coldStartMs, rssMiB: scene.bot.rssMiB() };
}

function startIdle(bot: SceneOptions['bot']): Promise<Scene> {
  return startScene({ bot, preloads: ['test/bench/gc-on-signal.ts'], nodeFlags: ['--expose-gc'] });
}
