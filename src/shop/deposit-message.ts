import { MAX_PAYMENT_WL } from './payment.ts';

/** What a message says, wherever it says it. */
export interface MessageText {
  content: string;
  embeds: readonly {
    title?: string | undefined;
    description?: string | undefined;
    fields?: readonly { name: string; value: string }[] | undefined;
  }[];
}

export interface ReadDeposit {
  growId: string;
  amountWl: number;
}

/** A message longer than this announces no deposit. */
const MAX_LENGTH = 8_000;
/** What stands around words: Discord's own emoji, emphasis, quotes, bullets, pictures, and what nobody sees. */
const DECORATION =
  /<a?:\w+:\d+>|[*`~>•·]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Variation_Selector}|\p{Cf}|\s/gu;
const GROW_ID = /^(?:nama )?grow ?id ?[:=] ?(?<name>[A-Za-z0-9_]{1,24})?(?<rest>.*)$/iu;
const DEPOSIT = /^(?:jumlah )?(?:deposit|setoran|setor) ?[:=] ?(?<locks>.*)$/iu;
/** 1500, 1,500 or 1.500, and the kind of lock. */
const LOCKS =
  /^(?<count>\d{1,10}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{3}){1,3}) ?x? ?(?<kind>world locks?|wls?|diamond locks?|dls?|blue ?gem locks?|bgls?)(?![\p{L}\p{N}_])(?<rest>.*)$/iu;
/** Between two kinds of lock. */
const BETWEEN = /^ ?(?:,|;|&|\+|and\b|dan\b)? ?(?=\d)/iu;
const END = /^ ?[.!]?$/u;

/** By the first letter of its name. */
const WL_BY_LOCK: Readonly<Record<string, number>> = { w: 1, d: 100, b: 10_000 };

/**
 * The deposit that a message announces: exactly one "GrowID: name" and exactly one "Deposit: 3 Diamond Lock, 5 World Lock"
 * (in Indonesian "Setoran" or "Jumlah Deposit"), each at the start of a line or of an embed's field, or the second right
 * after the first; each kind of lock once. Undefined for whatever is not exactly that: nothing is guessed about money.
 */
export function readDeposit(message: MessageText): ReadDeposit | undefined {
  const text = textOf(message);
  if (text.length > MAX_LENGTH) return undefined;
  const lines = linesOf(text);
  const growIds = lines.map((line) => GROW_ID.exec(line)).filter((match) => match !== null);
  const deposits = lines.map((line) => DEPOSIT.exec(line)).filter((match) => match !== null);
  if (growIds.length !== 1 || deposits.length !== 1) return undefined;
  const { name, rest } = growIds[0]?.groups ?? {};
  const amountWl = amountOf(deposits[0]?.groups?.['locks'] ?? '');
  return name && !rest && amountWl !== undefined ? { growId: name, amountWl } : undefined;
}

function textOf({ content, embeds }: MessageText): string {
  const parts = embeds.flatMap(({ title = '', description = '', fields = [] }) => [
    title,
    description,
    ...fields.map(({ name, value }) => `${name.replace(/\s*:\s*$/, '')}: ${value}`),
  ]);
  return [content, ...parts].join('\n');
}

/** The lines without decoration; what goes on from the line before is joined to it, what begins within a line is cut off. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const raw of text.split(/[\r\n|]/u)) {
    const line = raw.replaceAll('\\_', '_').replaceAll(DECORATION, ' ').replaceAll(/ +/g, ' ').trim();
    const last = lines.at(-1);
    if (last !== undefined && DEPOSIT.test(last) && (LOCKS.test(line) || line === '')) {
      lines[lines.length - 1] = `${last} ${line}`.trim();
    } else lines.push(...withDepositApart(line.replace(/^[-–—#]+ ?/u, '')));
  }
  return lines;
}

/** "GrowID: x Deposit: …" as two lines. */
function withDepositApart(line: string): string[] {
  const { name, rest = '' } = GROW_ID.exec(line)?.groups ?? {};
  const deposit = rest.replace(/^ ?,? /, '');
  return name && deposit !== rest && DEPOSIT.test(deposit) ? [`GrowID: ${name}`, deposit] : [line];
}

/** Undefined unless it is nothing but locks, each kind once, worth as much as one payment may move. */
function amountOf(text: string): number | undefined {
  const kinds = new Set<string>();
  let amountWl = 0;
  for (let left = text; ; ) {
    const { count = '', kind = '', rest = '' } = LOCKS.exec(left)?.groups ?? {};
    const lock = kind.charAt(0).toLowerCase();
    const worthWl = WL_BY_LOCK[lock];
    if (worthWl === undefined || kinds.has(lock)) return undefined;
    kinds.add(lock);
    amountWl += Number(count.replaceAll(/[,.]/g, '')) * worthWl;
    if (END.test(rest)) break;
    if (!BETWEEN.test(rest)) return undefined;
    left = rest.replace(BETWEEN, '');
  }
  return amountWl >= 1 && amountWl <= MAX_PAYMENT_WL ? amountWl : undefined;
}
