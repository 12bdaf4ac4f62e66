import type { RawFile } from 'discord.js';

/**
 * A table as a CSV file for spreadsheets: marked as UTF-8, and cells that one would run as a formula are made text.
 * @param rows the header first
 */
export async function csvFile(
  name: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<RawFile> {
  // Loaded at the first file: a bot that writes none does without its memory.
  const { stringify } = await import('csv-stringify/sync');
  const text = stringify([...rows], { escape_formulas: true, bom: true });
  return { name, data: Buffer.from(text), contentType: 'text/csv; charset=utf-8' };
}
