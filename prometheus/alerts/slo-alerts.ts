import { BURN_RATES, SLOS } from '../../src/observability/slo.ts';
import type { Alert } from '../alert.ts';
import { RECORDED } from '../recorded.ts';

const TEXTS = {
  board: {
    name: 'BoardBudgetBurn',
    summary: 'Stock changes show too late on the board',
    failed: 'of the stock changes took more than 10.5 s to show',
    dashboard: 'livestock-board',
  },
  acknowledgement: {
    name: 'AcknowledgementBudgetBurn',
    summary: 'Clicks are acknowledged too late',
    failed:
      'of the clicks were not acknowledged within 2.5 s; after 3 s Discord shows "This interaction failed"',
    dashboard: 'livestock-interactions',
  },
  purchase: {
    name: 'PurchaseBudgetBurn',
    summary: 'Purchases fail',
    failed: 'of the purchases ended with an error of the shop',
    dashboard: 'livestock-interactions',
  },
} as const;

/** For each promise the four burn rates: the budget of 30 days is used up too fast. */
export const SLO_ALERTS: readonly Alert[] = SLOS.flatMap(({ id, target }) =>
  BURN_RATES.map(({ severity, factor, long, short, minimumFailures }) => {
    const { name, summary, failed, dashboard } = TEXTS[id];
    const burns = (window: typeof long | typeof short) =>
      `${RECORDED.failureRatio(window)}{slo="${id}"} > ${factor} * (1 - ${target})`;
    const failures = `${RECORDED.failures(long)}{slo="${id}"} >= ${minimumFailures}`;
    return {
      name,
      severity,
      expr: () => `(${burns(long)}) and (${burns(short)}) and (${failures})`,
      summary,
      description: `{{ $value | humanizePercentage }} ${failed}, over ${long}: more than ${factor} times what the promise of ${percent(target)} over 30 days allows.`,
      dashboard,
      labels: { window: long },
    };
  }),
);

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
