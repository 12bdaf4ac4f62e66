/** What the dashboard's variables choose; every selector of the bot's own series begins with it. */
const CHOSEN = 'job=~"$job",instance=~"$instance"';

/** A metric with the labels to split it by, and conditions as PromQL writes them. */
export interface Of {
  by?: string;
  where?: string;
}

/** A selector of the bot's series that the variables choose. @param where more conditions, as PromQL writes them */
export function chosen(metric: string, where = ''): string {
  return `${metric}{${CHOSEN}${where === '' ? '' : `,${where}`}}`;
}

/**
 * Of what every process or every target has (`up`, `process_…`), that of processes that are a bot or were one within a day:
 * "all jobs" are also others that the same Prometheus looks at. In brackets: an aggregation may stand before it.
 */
export function ofBots(expr: string): string {
  return `(${expr} and on (job, instance) present_over_time(${chosen('livestock_build_info')}[1d]))`;
}

/** A series that Prometheus recorded: it has no instance, because it outlives one. */
export function recorded(name: string, where = ''): string {
  return `${name}{job=~"$job"${where === '' ? '' : `,${where}`}}`;
}

/**
 * Alerts that fire. They are of no instance when they are about all of a job's, and of no job when it is gone.
 * @param severity as a regular expression
 */
export function firing(severity: string, series: 'ALERTS' | 'ALERTS_FOR_STATE' = 'ALERTS'): string {
  const state = series === 'ALERTS' ? 'alertstate="firing",' : '';
  return `${series}{job=~"$job|",instance=~"$instance|",${state}severity=~"${severity}"}`;
}

/** Per second. */
export function rate(counter: string, { by = '', where = '' }: Of = {}): string {
  return `sum${group(by)} (rate(${chosen(counter, where)}[$__rate_interval]))`;
}

/** Per minute, which suits what people do. */
export function perMinute(counter: string, of: Of = {}): string {
  return `${rate(counter, of)} * 60`;
}

/** How often within the time that the dashboard shows. */
export function inRange(counter: string, { by = '', where = '' }: Of = {}): string {
  return `sum${group(by)} (increase(${chosen(counter, where)}[$__range]))`;
}

/** @param histogram name without `_bucket` */
export function quantile(q: number, histogram: string, { by = '', where = '' }: Of = {}): string {
  const labels = by === '' ? 'le' : `le, ${by}`;
  return `histogram_quantile(${q}, ${rate(`${histogram}_bucket`, { by: labels, where })})`;
}

/** Of all that was observed within the time that the dashboard shows. @param histogram name without `_bucket` */
export function quantileInRange(q: number, histogram: string, by: string): string {
  return `histogram_quantile(${q}, ${inRange(`${histogram}_bucket`, { by: `le, ${by}` })})`;
}

/**
 * One number for a set of 0/1 series: the place in `states` of the one that is 1; the worst where several are chosen.
 * @param states from the best to the worst
 */
export function worstState(
  metric: string,
  { label, states, by }: { label: string; states: readonly string[]; by: string },
): string {
  const ranked = states.map((state, rank) => `${rank} * ${chosen(metric, `${label}="${state}"`)}`);
  return `max by (${by}) (${ranked.join(' or ')})`;
}

/** Seconds since a moment that a gauge holds, 0 while it holds 0. */
export function secondsSince(gauge: string, by: string): string {
  return `max by (${by}) ((time() - ${chosen(gauge)}) * (${chosen(gauge)} > bool 0))`;
}

function group(by: string): string {
  return by === '' ? '' : ` by (${by})`;
}
