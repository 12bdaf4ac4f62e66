import { BOUNDS } from '../../src/health/components.ts';
import type { DELIVERY_RESULTS, PURCHASE_RESULTS } from '../../src/observability/labels.ts';
import { apart, failsAbove, FAILURE, GOOD, informs, warnsAbove, WARNING } from '../colours.ts';
import { chosen, inRange, perMinute, quantile } from '../promql.ts';
import { stacked, stat, timeSeries } from './kinds.ts';

const PURCHASED = {
  ...apart(['rejected', 'duplicate']),
  ok: GOOD,
  error: FAILURE,
} satisfies Record<(typeof PURCHASE_RESULTS)[number], string>;

const DELIVERED = {
  ...apart(['private', 'retrievable']),
  dm: GOOD,
  postponed: WARNING,
  error: FAILURE,
} satisfies Record<(typeof DELIVERY_RESULTS)[number], string>;

export const purchases = () =>
  stacked({
    title: 'Purchases per minute',
    description:
      'ok: paid and in the ledger; rejected: told no (sold out, too little money); duplicate: the same confirmation again, without effect; error: ours, nothing was charged.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_purchases_total', { by: 'result' }), legend: '{{result}}' }],
    colours: PURCHASED,
  });

export const purchaseCount = () =>
  stat({
    title: 'Bought',
    description: 'Purchases in the time shown.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: inRange('livestock_purchases_total', { where: 'result="ok"' }),
        legend: 'bought',
        isInstant: true,
      },
    ],
    decimals: 0,
  });

export const purchaseErrors = () =>
  stat({
    title: 'Failed',
    description:
      'Purchases that failed through a fault of ours, in the time shown. Nobody was charged for them.',
    unit: 'short',
    thresholds: failsAbove(1),
    queries: [
      {
        expr: inRange('livestock_purchases_total', { where: 'result="error"' }),
        legend: 'failed',
        isInstant: true,
      },
    ],
    decimals: 0,
  });

export const purchaseSeconds = () =>
  timeSeries({
    title: 'Time of the purchase in the ledger',
    description: 'The one transaction that claims the item, debits the wallet and writes order and delivery.',
    unit: 's',
    thresholds: failsAbove(BOUNDS.commitMs.bad / 1000, BOUNDS.commitMs.good / 1000),
    queries: [0.5, 0.99].map((q) => ({
      expr: quantile(q, 'livestock_db_operation_seconds', { where: 'operation="purchase"' }),
      legend: `p${q * 100}`,
    })),
    colours: apart(['p50', 'p99']),
    nothing: 'Nobody has bought',
  });

export const deliveries = () =>
  stacked({
    title: 'Deliveries per minute',
    description:
      'dm: by direct message; private: shown in the channel, DMs were closed; retrievable: waits in /orders; postponed: tried again later; error: failed, look at the log.',
    unit: 'short',
    thresholds: informs(),
    queries: [{ expr: perMinute('livestock_deliveries_total', { by: 'result' }), legend: '{{result}}' }],
    colours: DELIVERED,
  });

export const oldestDelivery = () =>
  timeSeries({
    title: 'Oldest paid and undelivered order',
    description:
      'How long the unluckiest buyer has waited for the goods; 0 when everything is delivered. Above 30 s it costs health, at 10 min the part is worth nothing.',
    unit: 's',
    thresholds: failsAbove(BOUNDS.oldestDeliveryMs.bad / 1000, BOUNDS.oldestDeliveryMs.good / 1000),
    queries: [{ expr: `max(${chosen('livestock_delivery_oldest_seconds')})`, legend: 'oldest' }],
    reachesTo: BOUNDS.oldestDeliveryMs.good / 1000,
  });

export const oldestDeliveryNow = () =>
  stat({
    title: 'Longest wait for goods',
    description: 'Age of the oldest paid and undelivered order; 0 s when everything is delivered.',
    unit: 's',
    thresholds: failsAbove(BOUNDS.oldestDeliveryMs.bad / 1000, BOUNDS.oldestDeliveryMs.good / 1000),
    queries: [
      { expr: `max(${chosen('livestock_delivery_oldest_seconds')})`, legend: 'oldest', isInstant: true },
    ],
    decimals: 0,
  });

export const replyRetries = () =>
  stacked({
    title: 'Answers and deliveries tried again, per minute',
    description: 'Attempts after the first, by operation. Empty while Discord takes every answer.',
    unit: 'short',
    thresholds: warnsAbove(30),
    queries: [
      {
        expr: `${perMinute('livestock_retry_attempts_total', { by: 'operation', where: 'operation=~"acknowledge|reply|delivery"' })} > 0`,
        legend: '{{operation}}',
        isEmptyWhenHealthy: true,
      },
    ],
    colours: apart(['acknowledge', 'reply', 'delivery']),
    nothing: 'Nothing was tried again',
  });
