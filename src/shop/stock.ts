import { UserError } from '../runtime/errors.ts';

const MAX_STOCK_LINES = 10_000;
const MAX_STOCK_LINE_LENGTH = 1_000;

export interface StockLine {
  /** Where it stood in the given list, from 1. */
  position: number;
  content: string;
}

/** The items in `contents`: trimmed, blank ones left out. @throws UserError stock_empty | stock_too_large */
export function checkStock(contents: readonly string[]): StockLine[] {
  if (contents.length > MAX_STOCK_LINES) throw tooLarge();
  const lines = contents
    .map((content, index) => ({ position: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
  if (lines.length === 0) throw new UserError('stock_empty', {});
  if (lines.some(({ content }) => content.length > MAX_STOCK_LINE_LENGTH)) throw tooLarge();
  return lines;
}

function tooLarge(): UserError<'stock_too_large'> {
  return new UserError('stock_too_large', {
    maxLines: MAX_STOCK_LINES,
    maxLineLength: MAX_STOCK_LINE_LENGTH,
  });
}
