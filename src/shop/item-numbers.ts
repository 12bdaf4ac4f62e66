import { UserError } from '../runtime/errors.ts';
import { MAX_QUANTITY } from './product.ts';

/** Item numbers as people write them, "2" or "1,3-5"; undefined for nothing written. @throws UserError items_invalid */
export function itemNumbers(typed: string | undefined): number[] | undefined {
  const text = typed?.replaceAll(/\s+/gu, '') ?? '';
  if (text === '') return undefined;
  return text.split(',').flatMap(numbersOf);
}

function numbersOf(part: string): number[] {
  const { first, last } = /^(?<first>\d{1,3})(?:[-–](?<last>\d{1,3}))?$/u.exec(part)?.groups ?? {};
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  if (from >= 1 && to <= MAX_QUANTITY && from <= to) {
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  }
  throw new UserError('items_invalid', { max: MAX_QUANTITY });
}

/** The other way round: 1, 2, 3 and 5 are "1–3, 5". `numbers` ascend. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const open = ranges.at(-1);
    if (open && open[1] === number - 1) open[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
