import { RECORDED } from '../../prometheus/recorded.ts';
import { BOUNDS } from '../../src/health/components.ts';
import { apart, failsAbove, FAILURE, GOOD, informs, NEUTRAL } from '../colours.ts';
import { inRange, quantile, quantileInRange, rate, recorded } from '../promql.ts';
import { bars, stacked, stat, timeSeries } from './kinds.ts';

const COMMIT = () => failsAbove(BOUNDS.commitMs.bad / 1000, BOUNDS.commitMs.good / 1000);

export const storeOperations = () =>
  stacked({
    title: 'Store operations by result',
    description: 'ok; refused: a rule of the shop said no; error: the database failed.',
    unit: 'ops',
    thresholds: informs(),
    queries: [{ expr: rate('livestock_db_operation_seconds_count', { by: 'result' }), legend: '{{result}}' }],
    colours: { ok: GOOD, refused: NEUTRAL, error: FAILURE },
  });

export const storeSeconds = () =>
  timeSeries({
    title: 'Time of store operations',
    description:
      'The store runs on the main thread: what it takes, everything else waits. Above 50 ms at p99 it costs health, at 1 s writing is worth nothing.',
    unit: 's',
    thresholds: COMMIT(),
    queries: [
      ...[0.5, 0.99].map((q) => ({
        expr: quantile(q, 'livestock_db_operation_seconds'),
        legend: `p${q * 100}`,
      })),
      { expr: `max(${recorded(RECORDED.storeP99)})`, legend: 'p99 over 10 min' },
    ],
    colours: apart(['p50', 'p99', 'p99 over 10 min']),
  });

export const slowestOperations = () =>
  bars({
    title: 'Slowest store operations, p99',
    description: '99th percentile over the time shown, the ten slowest that ran.',
    unit: 's',
    thresholds: COMMIT(),
    queries: [
      {
        expr: `topk(10, ${quantileInRange(0.99, 'livestock_db_operation_seconds', 'operation')} > 0)`,
        legend: '{{operation}}',
        isInstant: true,
      },
    ],
    isNameLeft: true,
    min: 0,
  });

export const storeFailures = () =>
  bars({
    title: 'Failed store operations',
    description:
      'In the time shown. While the ledger cannot be written nothing is sold and nobody is charged.',
    unit: 'short',
    thresholds: failsAbove(1),
    queries: [
      {
        expr: `${inRange('livestock_db_operation_seconds_count', { by: 'operation', where: 'result="error"' })} > 0`,
        legend: '{{operation}}',
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'None failed',
    decimals: 0,
    isNameLeft: true,
    min: 0,
  });

export const ledgerViolations = () =>
  stat({
    title: 'Broken rules of the ledger',
    description:
      'Found in the time shown. One is too many: the shop closes itself until an owner has looked (/health clear).',
    unit: 'short',
    thresholds: failsAbove(1),
    queries: [{ expr: inRange('livestock_ledger_violations_total'), legend: 'broken', isInstant: true }],
    decimals: 0,
  });
