import { EMBED_RESULTS } from '../../src/observability/labels.ts';
import { apart, failsAbove, FAILURE, GOOD, informs, NEUTRAL, warnsAbove, WARNING } from '../colours.ts';
import { perMinute, quantile, secondsSince } from '../promql.ts';
import { percentiles } from '../query.ts';
import { bars, stacked, stat, timeSeries } from './kinds.ts';

/** The SLO's bound, and where an alert says that a board is stale. */
const VISIBLE_WITHIN_S = 10.5;
const STALE_S = 120;
const NOT_VERIFIED_S = 900;

const RESULTS = { ok: GOOD, noop: NEUTRAL, retryable: WARNING, fatal: FAILURE } satisfies Record<
  (typeof EMBED_RESULTS)[number],
  string
>;

export const boardBehind = () =>
  timeSeries({
    title: 'Boards behind their stock',
    description:
      'For how long a board has shown less than the shop knows; 0 is up to date. A quiet shop stays at 0. Above 10.5 s changes miss their promise, above 2 min the alert BoardStale fires.',
    unit: 's',
    thresholds: failsAbove(STALE_S, VISIBLE_WITHIN_S),
    queries: [
      { expr: secondsSince('livestock_board_dirty_since_timestamp_seconds', 'board'), legend: '{{board}}' },
    ],
    nothing: 'No board yet: /board create',
    reachesTo: VISIBLE_WITHIN_S,
  });

export const boardBehindNow = () =>
  stat({
    title: 'Behind now',
    description: 'How long the worst board has been behind its stock; 0 s is up to date.',
    unit: 's',
    thresholds: failsAbove(STALE_S, VISIBLE_WITHIN_S),
    queries: [
      {
        expr: `max(${secondsSince('livestock_board_dirty_since_timestamp_seconds', 'board')})`,
        legend: 'behind',
        isInstant: true,
      },
    ],
    nothing: 'No board yet',
    decimals: 0,
  });

export const boardPropagation = () =>
  timeSeries({
    title: 'Stock change to visible board',
    description:
      'From the commit of a sale or an upload to the board that shows it. Discord allows about five edits in five seconds, so 1 to 2 s is normal when much is sold. A dot is one change: click it for its trace.',
    unit: 's',
    thresholds: failsAbove(VISIBLE_WITHIN_S),
    queries: percentiles('livestock_board_propagation_seconds', { hasExemplars: true }),
    colours: apart(['p50', 'p95', 'p99']),
    nothing: 'No stock has changed',
  });

export const boardVerified = () =>
  stat({
    title: 'Last seen right',
    description:
      'Since the bot last saw that the message on Discord is what it should be: the longest of the boards. Above 15 min the alert BoardNotVerified fires.',
    unit: 's',
    thresholds: failsAbove(NOT_VERIFIED_S, NOT_VERIFIED_S / 2),
    queries: [
      {
        expr: `max(${secondsSince('livestock_board_verified_timestamp_seconds', 'board')})`,
        legend: 'ago',
        isInstant: true,
      },
    ],
    nothing: 'No board yet',
    decimals: 0,
  });

export const boardEdits = () =>
  stacked({
    title: 'Board edits per minute',
    description:
      'ok: edited; noop: nothing to change; retryable: tried again; fatal: given up until something changes, look at the log for its trace id.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_embed_updates_total', { by: 'result' }), legend: '{{result}}' }],
    colours: RESULTS,
  });

export const boardEditSeconds = () =>
  timeSeries({
    title: 'Time to show a board',
    description: 'One attempt, with its waits for Discord, 95th percentile. A dot is one attempt.',
    unit: 's',
    thresholds: warnsAbove(5),
    queries: [
      {
        expr: quantile(0.95, 'livestock_embed_update_seconds', { by: 'result' }),
        legend: '{{result}}',
        hasExemplars: true,
      },
    ],
    colours: RESULTS,
    nothing: 'No board was edited',
  });

export const buttonBuilds = () =>
  stacked({
    title: 'Buttons built per minute',
    description: 'Rows of buttons made for boards and answers. An error means that no buttons can be shown.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_button_builds_total', { by: 'result' }), legend: '{{result}}' }],
    colours: { ok: GOOD, error: FAILURE },
  });

export const buttonBuildSeconds = () =>
  timeSeries({
    title: 'Time to build buttons',
    description: 'Work inside the process only, so milliseconds mean a busy event loop. A dot is one build.',
    unit: 's',
    thresholds: warnsAbove(0.05),
    queries: percentiles('livestock_button_build_seconds', { hasExemplars: true }),
    colours: apart(['p50', 'p95', 'p99']),
    nothing: 'No buttons were built',
  });

export const boardRetries = () =>
  stacked({
    title: 'Board edits tried again, per minute',
    description:
      'Attempts after the first, by the reason of the failure. Empty while Discord takes every edit.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: `${perMinute('livestock_retry_attempts_total', { by: 'reason', where: 'operation="board_edit"' })} > 0`,
        legend: '{{reason}}',
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'No edit was tried again',
  });

export const coalesced = () =>
  timeSeries({
    title: 'Changes that shared an edit, per minute',
    description:
      'Operations that joined one that was waiting already: this is how many changes fit into few edits. Much of it with a long queue means that Discord is slower than the shop.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_operation_queue_coalesced_total'), legend: 'joined' }],
  });

export const boardList = () =>
  bars({
    title: 'Each board: behind now',
    description: 'How long each board has been behind its stock, by the id of its channel.',
    unit: 's',
    thresholds: failsAbove(STALE_S, VISIBLE_WITHIN_S),
    queries: [
      {
        expr: secondsSince('livestock_board_dirty_since_timestamp_seconds', 'board'),
        legend: '{{board}}',
        isInstant: true,
      },
    ],
    nothing: 'No board yet: /board create',
    decimals: 0,
    min: 0,
  });
