const NOUNS = new Map([
  ['ledger', 'Writing the ledger'],
  ['acknowledgement', 'Clicks answered in time'],
  ['discord_rest', 'Requests to Discord'],
  ['gateway', 'Connection to Discord'],
  ['board', 'Freshness of the boards'],
  ['delivery', 'Deliveries'],
  ['runtime', 'The process itself'],
]);
const TIERS = new Map([
  ['full', ['good', 'Everything is offered']],
  ['browse', ['warn', 'Looking works, buying is switched off']],
  ['commands', ['warn', 'Simplified Mode: slash commands only']],
  ['text', ['bad', 'Text only']],
  ['maintenance', ['bad', 'Maintenance']],
]);
const PROBLEMS = new Map([
  ['message_gone', 'the message is gone'],
  ['channel_gone', 'the channel is gone'],
  ['forbidden', 'a permission is missing'],
  ['rate_limited', 'Discord asks to wait'],
  ['retryable', 'the edit failed and comes again'],
  ['refused', 'Discord refuses the message'],
]);
const CAPS = new Map([
  ['ledger_cannot_write', 'The ledger cannot write'],
  ['acknowledgement_lost', 'Most clicks get no answer'],
  ['gateway_not_ready', 'No connection to Discord'],
  ['invariant_broken', 'The ledger is damaged'],
  ['buttons_cannot_be_built', 'Buttons cannot be built'],
  ['board_cannot_be_edited', 'A board cannot be edited'],
]);
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

const day = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium' });
const time = new Intl.DateTimeFormat([], { timeStyle: 'medium' });
const whole = new Intl.NumberFormat([], { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat([], { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat([], { style: 'percent', maximumFractionDigits: 2 });

export const componentName = (name) => NOUNS.get(name) ?? spaced(name);
export const tierWords = (tier) => TIERS.get(tier) ?? ['warn', spaced(tier)];
export const problemWords = (problem) => PROBLEMS.get(problem) ?? spaced(problem);
export const capWords = (name) => CAPS.get(name) ?? spaced(name);
export const spaced = (name) => String(name).replaceAll('_', ' ');

export const count = (value) => whole.format(value);
export const points = (value) => fine.format(value);
/** Rounded away from 100 %: what failed once never shows as perfect. */
export const share = (value) => percent.format(Math.floor(value * 10_000) / 10_000);

/** A moment: the time, and the day when it was not within the last 12 hours. */
export function moment(atMs, nowMs) {
  return (Math.abs(nowMs - atMs) < 43_200_000 ? time : day).format(atMs);
}

/** A length of time, in its two largest units. */
export function span(ms) {
  const length = Math.max(0, ms);
  if (length < 1000) return '0 s';
  const first = UNITS.findIndex(([, size]) => length >= size);
  const [unit, size] = UNITS[first];
  const [smaller, smallerSize] = UNITS[first + 1] ?? [];
  const rest = smaller ? Math.floor((length % size) / smallerSize) : 0;
  return `${Math.floor(length / size)} ${unit}${rest > 0 ? ` ${rest} ${smaller}` : ''}`;
}

/** Seconds of work, which may be few milliseconds. */
export function shortTime(seconds) {
  return seconds < 1
    ? `${fine.format(Number((seconds * 1000).toPrecision(2)))} ms`
    : `${fine.format(seconds)} s`;
}
