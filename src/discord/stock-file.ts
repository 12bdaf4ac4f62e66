import type { Attachment } from 'discord.js';
import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import { UserError } from '../runtime/errors.ts';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Reads an uploaded stock file. @throws UserError file_unreadable */
export type StockFileReader = (file: StockFile) => Promise<string[]>;
type StockFile = Pick<Attachment, 'name' | 'size' | 'url'>;

/**
 * Downloads a .txt or .csv file from Discord: one item a line, UTF-8, at most 1 MiB.
 * @throws UserError file_unreadable with what is wrong
 */
export function stockFileReader(clock: Clock): StockFileReader {
  return ({ name, size, url }) => readFile({ name, size, url }, clock);
}

async function readFile({ name, size, url }: StockFile, clock: Clock): Promise<string[]> {
  if (!/\.(txt|csv)$/i.test(name)) throw unreadable('it must be a .txt or .csv file');
  if (size > MAX_BYTES) throw unreadable('it is larger than 1 MiB');
  const bytes = await download(url, clock);
  if (bytes.byteLength > MAX_BYTES) throw unreadable('it is larger than 1 MiB');
  try {
    return itemLines(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable('it is not UTF-8 text; save it as UTF-8');
  }
}

/** One item a line; blank lines are none. */
export function itemLines(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function download(url: string, clock: Clock): Promise<ArrayBuffer> {
  try {
    return await deadline('download', TIMEOUT_MS, (signal) => fetchFile(url, signal), { clock });
  } catch {
    // Told below: the address holds a signature, so nothing of it may be repeated.
  }
  throw unreadable('Discord did not give it out; upload it again');
}

async function fetchFile(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return await response.arrayBuffer();
}

function unreadable(reason: string): UserError {
  return new UserError('file_unreadable', { reason });
}
