/**
 * What the shop promises its buyers, once and as data: the rules in prometheus/, the panels in grafana/ and the budgets on
 * the status page come from here.
 */
export const SLOS = [
  {
    id: 'board',
    title: 'Stock changes visible within 10.5 s',
    target: 0.99,
    events: { histogram: 'livestock_board_propagation_seconds', le: 10.5, leaveOut: {} },
  },
  {
    id: 'acknowledgement',
    title: 'Clicks acknowledged within 2.5 s',
    target: 0.995,
    // Suggestions while somebody types are many and no clicks: they would dilute what buyers feel.
    events: {
      histogram: 'livestock_interaction_ack_seconds',
      le: 2.5,
      leaveOut: { kind: ['autocomplete'] },
    },
  },
  {
    id: 'purchase',
    title: 'Purchases without an error',
    target: 0.999,
    // A refused purchase ("sold out", "12 WL short") and a second press of the same button are the shop at work.
    events: {
      counter: 'livestock_purchases_total',
      failed: { result: ['error'] },
      leaveOut: { result: ['rejected', 'duplicate'] },
    },
  },
] as const satisfies readonly Slo[];

/** One promise: the share of events that must be good over {@link SLO_PERIOD}. */
export interface Slo {
  id: string;
  title: string;
  /** 0 to 1. */
  target: number;
  events: SloEvents;
}

/** Label values by label name. */
export type LabelValues = Readonly<Record<string, readonly string[]>>;

/**
 * Which series count the events, and which of these failed: observations above the bucket `le`, or the counts with the
 * labels `failed`. Those with the labels `leaveOut` are no events. `le` is never whole: Prometheus 2 stores that as `le="1"`
 * and Prometheus 3 as `le="1.0"`.
 */
export type SloEvents =
  | { histogram: string; le: number; leaveOut: LabelValues }
  | { counter: string; failed: LabelValues; leaveOut: LabelValues };

/** Over which the promises hold. */
export const SLO_PERIOD = '30d';

/**
 * When a budget burns too fast: `factor` times the pace that uses it up within {@link SLO_PERIOD}, in both windows. The
 * short one ends the alert soon after the trouble. `minimumFailures` (in the long window) keeps one unlucky buyer of a
 * quiet night from waking somebody: few events make any share, and it is failures that hurt, not traffic.
 * Source: Google SRE Workbook, "Alerting on SLOs", table 5-8.
 */
export const BURN_RATES = [
  { severity: 'page', factor: 14.4, long: '1h', short: '5m', minimumFailures: 5 },
  { severity: 'page', factor: 6, long: '6h', short: '30m', minimumFailures: 10 },
  { severity: 'ticket', factor: 3, long: '1d', short: '2h', minimumFailures: 10 },
  { severity: 'ticket', factor: 1, long: '3d', short: '6h', minimumFailures: 10 },
] as const;

/** Every window that the rules record, the shortest first. */
export const SLO_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', SLO_PERIOD] as const;
export type SloWindow = (typeof SLO_WINDOWS)[number];
