import type { parse as parseCsv } from 'csv-parse/sync';
import type { Attachment } from 'discord.js';
import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import { UserError } from '../runtime/errors.ts';

type Parse = typeof parseCsv;

const MAX_MIB = 10;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** Decoded and split at once: well under a millisecond. */
const PIECE_BYTES = 16_384;
/** A quoted cell that is still open after so much is one whose closing quote is missing. */
const MAX_OPEN_CSV = 65_536;
/** A longer line is no item, whatever else it holds. */
const MAX_KEPT_LINE = 4_096;

export type StockFile = Pick<Attachment, 'name' | 'size' | 'url'>;
/** Reads an uploaded stock file, some lines at a time. @throws UserError file_unreadable */
export type StockFileReader = (file: StockFile) => AsyncIterable<readonly string[]>;

/**
 * Downloads a stock file from Discord: UTF-8, at most 10 MiB. A .txt file has one item a line. A .csv file has one a row, as
 * RFC 4180 writes rows: a cell in quotes may hold commas, doubled quotes and line breaks; the cells of a row are joined
 * with commas, and no row is a heading.
 */
export function stockFileReader(clock: Clock): StockFileReader {
  return (file) => readFile(file, clock);
}

/** One item a line, as text. */
export async function* textLines(text: string): AsyncGenerator<readonly string[]> {
  yield text.split(/\r\n|\n|\r/);
}

async function* readFile({ name, size, url }: StockFile, clock: Clock): AsyncGenerator<readonly string[]> {
  const kind = /\.(txt|csv)$/i.exec(name)?.[1]?.toLowerCase();
  if (kind === undefined) throw unreadable('kind');
  if (size > MAX_BYTES) throw unreadable('size');
  const bytes = await download(url, clock);
  if (bytes.byteLength > MAX_BYTES) throw unreadable('size');
  if (kind !== 'csv') return yield* linesOf(bytes);
  // Loaded at the first such file: most bots see none.
  const { parse } = await import('csv-parse/sync');
  yield* rowsOf(bytes, parse);
}

/** The text of a file, piece by piece. */
function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
      yield decoder.decode(bytes.subarray(from, from + PIECE_BYTES), { stream: true });
    }
    yield decoder.decode();
  } catch {
    throw unreadable('encoding');
  }
}

function* linesOf(bytes: Uint8Array): Generator<readonly string[]> {
  let rest = '';
  for (const text of decoded(bytes)) {
    // A carriage return at the very end may be the first half of a line break.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = (lines.pop() ?? '').slice(0, MAX_KEPT_LINE);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/** Blocks of whole rows: up to a line break outside quotes, which is one with an even number of quotes before it. */
function* rowsOf(bytes: Uint8Array, parse: Parse): Generator<readonly string[]> {
  let rest = '';
  let before = 0;
  for (const text of decoded(bytes)) {
    const block = rest + text;
    const end = lastRowEnd(block);
    rest = block.slice(end);
    if (rest.length > MAX_OPEN_CSV) throw csvMistake(before + 1);
    const rows = rowsIn(block.slice(0, end), before, parse);
    before += rows.length;
    yield rows;
  }
  if (rest !== '') yield rowsIn(rest, before, parse);
}

function lastRowEnd(block: string): number {
  let isQuoted = false;
  let end = 0;
  for (let at = 0; at < block.length; at++) {
    const char = block.charCodeAt(at);
    if (char === QUOTE) isQuoted = !isQuoted;
    else if (char === LINE_FEED && !isQuoted) end = at + 1;
  }
  return end;
}
const QUOTE = 0x22;
const LINE_FEED = 0x0a;

function rowsIn(block: string, before: number, parse: Parse): string[] {
  try {
    const rows = parse(block, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
    return (rows as string[][]).map((cells) => cells.join(','));
  } catch (error) {
    const { records } = error as { records?: unknown };
    throw csvMistake(before + 1 + (typeof records === 'number' ? records : 0));
  }
}

async function download(url: string, clock: Clock): Promise<Uint8Array> {
  try {
    return await deadline('download', TIMEOUT_MS, (signal) => fetchFile(url, signal), { clock });
  } catch {
    // Told below: the address holds a signature, so nothing of it may be repeated.
  }
  throw unreadable('download');
}

async function fetchFile(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function csvMistake(row: number): UserError {
  return new UserError('file_unreadable', { reason: 'csv', row, maxMib: MAX_MIB });
}

function unreadable(reason: 'kind' | 'size' | 'encoding' | 'download'): UserError {
  return new UserError('file_unreadable', { reason, row: 0, maxMib: MAX_MIB });
}
