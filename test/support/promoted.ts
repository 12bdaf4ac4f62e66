import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;
const WARM_UP = 1000;
const TIMES = 2000;

/**
 * Does `work` over and over, one at a time.
 * @returns how much of each is still there after it ended and young collections only: bytes in V8's old generation
 */
export async function promotedBytes(work: () => unknown): Promise<number> {
  for (let time = 0; time < WARM_UP; time++) await work();
  collect();
  const before = oldBytes();
  for (let time = 0; time < TIMES; time++) await work();
  for (let time = 0; time < 2; time++) collect({ type: 'minor' });
  return (oldBytes() - before) / TIMES;
}

function oldBytes(): number {
  const old = getHeapSpaceStatistics().filter(({ space_name: name }) => !name.includes('new'));
  return old.reduce((sum, { space_used_size: bytes }) => sum + bytes, 0);
}
