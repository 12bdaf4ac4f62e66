import { FAILURE, GOOD, informs, NEUTRAL, warnsAbove, WARNING } from '../colours.ts';
import { chosen } from '../promql.ts';
import { stacked, timeline, timeSeries } from './kinds.ts';

export const gateway = () =>
  timeline(
    {
      title: 'Gateway',
      description: 'The connection over which clicks arrive, by shard. Down: nobody is answered.',
      unit: 'none',
      thresholds: informs(),
      queries: [
        { expr: `min by (shard) (${chosen('livestock_gateway_connected')})`, legend: 'shard {{shard}}' },
      ],
    },
    [
      { text: 'down', colour: FAILURE },
      { text: 'connected', colour: GOOD },
    ],
  );

export const heartbeat = () =>
  timeSeries({
    title: 'Heartbeat round trip, p95',
    description:
      'From a heartbeat to its acknowledgement, by shard; one every 41 s. Above some seconds the way to Discord or this process is slow.',
    unit: 's',
    thresholds: warnsAbove(2.5),
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (le, shard) (increase(${chosen('livestock_gateway_heartbeat_seconds_bucket')}[5m])))`,
        legend: 'shard {{shard}}',
      },
    ],
    nothing: 'No heartbeat in the last 5 min',
  });

export const reconnects = () =>
  stacked({
    title: 'Reconnects',
    description:
      'resumed true: the session went on, nothing was missed; false: a new session, one of about 1,000 a day.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: `sum by (resumed) (increase(${chosen('livestock_gateway_reconnects_total')}[$__rate_interval]))`,
        legend: 'resumed {{resumed}}',
      },
    ],
    colours: { 'resumed true': NEUTRAL, 'resumed false': WARNING },
  });
