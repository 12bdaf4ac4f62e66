import { parseArgs } from 'node:util';
import { acknowledgement } from './acknowledgement.ts';
import { board } from './board.ts';
import { guardedCall } from './guarded-call.ts';
import { idle } from './idle.ts';
import { observed } from './observed.ts';
import { purchases } from './purchases.ts';
import type { Line, Row } from './row.ts';
import { scrape } from './scrape.ts';
import { table } from './table.ts';
import { surfaces } from './surfaces.ts';

/*
 * What LiveStock costs beside the least that could do the same. Prints ratios, since a machine's own speed means nothing
 * to the next one; asserts nothing.
 */
const ROWS: readonly Row[] = [
  acknowledgement,
  purchases,
  board,
  idle,
  observed,
  scrape,
  guardedCall,
  surfaces,
];
const USAGE = `npm run bench -- [${ROWS.map(({ name }) => name).join(' | ')}]... [--rounds N] [--seconds N]\n`;

process.exitCode = await run();

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string' } },
    allowPositionals: true,
  });
  const settings = {
    rounds: Number(values.rounds),
    seconds: values.seconds === undefined ? undefined : Number(values.seconds),
  };
  const unknown = positionals.some((name) => !ROWS.some((row) => row.name === name));
  if (unknown || !isCount(settings.rounds) || !isCount(settings.seconds ?? 1)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const lines: Line[] = [];
  for (const row of ROWS) {
    if (positionals.length > 0 && !positionals.includes(row.name)) continue;
    process.stderr.write(`${row.name}: ${row.about}\n`);
    lines.push(...(await row.measure(settings)));
  }
  process.stdout.write(`\n${table(lines)}\n`);
  return 0;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
