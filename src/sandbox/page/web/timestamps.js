/** Date and time options of Discord's timestamp styles, `<t:unix:style>`. */
const styles = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/**
 * @param {number} ms milliseconds since the Unix epoch
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string} locale a Discord locale
 */
export function formatTime(ms, options, locale) {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return 'Invalid date';
  return new Intl.DateTimeFormat(locale, options).format(ms);
}

/**
 * Formats `<t:unix:style>` as Discord's client does.
 * @param {{ seconds: number, style: string, nowMs: number, locale: string }} timestamp
 */
export function formatTimestamp({ seconds, style, nowMs, locale }) {
  if (style === 'R') return formatRelative(seconds * 1000 - nowMs, locale);
  return formatTime(seconds * 1000, styles[style] ?? styles.f, locale);
}

/**
 * @param {number} ms from now; negative is past
 * @param {string} locale
 */
export function formatRelative(ms, locale) {
  const seconds = Math.round(ms / 1000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/**
 * The time beside a message's author: today's by the clock, older ones with the day.
 * @param {number} ms
 * @param {number} nowMs
 * @param {string} locale
 */
export function formatMessageTime(ms, nowMs, locale) {
  const time = formatTime(ms, styles.t, locale);
  return isSameDay(ms, nowMs) ? time : `${formatTime(ms, styles.d, locale)}, ${time}`;
}

/**
 * @param {number} ms
 * @param {number} otherMs
 */
export function isSameDay(ms, otherMs) {
  return formatTime(ms, styles.d, 'en-US') === formatTime(otherMs, styles.d, 'en-US');
}
