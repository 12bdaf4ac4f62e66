import type { Line } from './row.ts';

const COLUMNS = ['what', 'ours', 'reference', 'ratio', 'target', 'verdict'] as const;

/** Writes the lines as columns of text, the headings first. */
export function table(lines: readonly Line[]): string {
  const heading: Record<(typeof COLUMNS)[number], string> = {
    what: 'what',
    ours: 'ours',
    reference: 'reference',
    ratio: 'ratio (min–max)',
    target: 'target',
    verdict: '',
  };
  const cells = [heading, ...lines].map((line) => COLUMNS.map((column) => line[column] ?? ''));
  const widths = COLUMNS.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const text = cells.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '));
  return text.map((line) => line.trimEnd()).join('\n');
}
