import { UserError } from '../runtime/errors.ts';

/** For what is added in one transaction. */
const MAX_STOCK_LINES = 10_000;
/** For an upload, which comes in by chunks. */
const MAX_UPLOAD_LINES = 100_000;
const MAX_STOCK_LINE_LENGTH = 1_000;
/** Lines that are named one by one; the others are counted. */
const NAMED_LINES = 20;

export interface StockLine {
  /** Where it stood in the given list, from 1. */
  position: number;
  content: string;
}

/** Lines of an upload: how many, and where the first of them stand. */
export interface Lines {
  count: number;
  first: number[];
}

/** The items in `contents`: trimmed, blank ones left out. @throws UserError stock_empty | stock_too_large */
export function checkStock(contents: readonly string[]): StockLine[] {
  if (contents.length > MAX_STOCK_LINES) throw tooLarge(MAX_STOCK_LINES);
  const lines = contents
    .map((content, index) => ({ position: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
  if (lines.length === 0) throw new UserError('stock_empty', {});
  if (lines.some(({ content }) => content.length > MAX_STOCK_LINE_LENGTH)) throw tooLarge(MAX_STOCK_LINES);
  return lines;
}

/** Goes through an upload from its first line to its last, and keeps count of what cannot be stock. */
export class LineSorter {
  readonly repeated = noLines();
  readonly tooLong = noLines();
  empty = 0;
  readonly #seen = new Set<string>();
  #position = 0;

  /** The next lines; gives those that may be items, trimmed. @throws UserError stock_too_large */
  take(lines: readonly string[]): StockLine[] {
    if (this.#position + lines.length > MAX_UPLOAD_LINES) throw tooLarge(MAX_UPLOAD_LINES);
    return lines.flatMap((line) => this.#sorted(line.trim()) ?? []);
  }

  #sorted(content: string): StockLine | undefined {
    const position = ++this.#position;
    if (content === '') this.empty += 1;
    else if (content.length > MAX_STOCK_LINE_LENGTH) addLine(this.tooLong, position);
    else if (this.#seen.has(content)) addLine(this.repeated, position);
    else {
      this.#seen.add(content);
      return { position, content };
    }
    return undefined;
  }
}

export function noLines(): Lines {
  return { count: 0, first: [] };
}

export function addLine(lines: Lines, position: number): void {
  lines.count += 1;
  if (lines.first.length < NAMED_LINES) lines.first.push(position);
}

function tooLarge(maxLines: number): UserError<'stock_too_large'> {
  return new UserError('stock_too_large', { maxLines, maxLineLength: MAX_STOCK_LINE_LENGTH });
}
