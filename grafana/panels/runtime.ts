import { BOUNDS } from '../../src/health/components.ts';
import { apart, failsAbove, FAILURE, GOOD, informs, warnsAbove } from '../colours.ts';
import { chosen, ofBots } from '../promql.ts';
import { stat, timeline, timeSeries } from './kinds.ts';
import { table } from './table.ts';

export const eventLoop = () =>
  timeSeries({
    title: 'Event loop delay',
    description:
      'How late the process runs what is due; it is looked at every 20 ms, so 20 ms is its floor. Above 50 ms it costs health; above 500 ms clicks are late.',
    unit: 's',
    thresholds: failsAbove(BOUNDS.eventLoopMs.bad / 1000, BOUNDS.eventLoopMs.good / 1000),
    queries: [
      { expr: `max ${ofBots(chosen('nodejs_eventloop_lag_p50_seconds'))}`, legend: 'p50' },
      { expr: `max ${ofBots(chosen('nodejs_eventloop_lag_p99_seconds'))}`, legend: 'p99' },
    ],
    colours: apart(['p50', 'p99']),
  });

export const cpu = () =>
  timeSeries({
    title: 'CPU',
    description: 'Of one core. JavaScript runs on one thread, so 100 % is full.',
    unit: 'percentunit',
    thresholds: failsAbove(0.95, 0.7),
    queries: [
      {
        expr: `max by (instance) ${ofBots(`rate(${chosen('process_cpu_seconds_total')}[$__rate_interval])`)}`,
        legend: '{{instance}}',
      },
    ],
    reachesTo: 1,
  });

export const memory = () =>
  timeSeries({
    title: 'Memory',
    description:
      'resident: what the system counts against the limit of the container; heap used: objects; external: buffers. A heap that rises for hours is a leak.',
    unit: 'bytes',
    thresholds: informs(),
    queries: [
      { expr: `max ${ofBots(chosen('process_resident_memory_bytes'))}`, legend: 'resident' },
      { expr: `max ${ofBots(chosen('nodejs_heap_size_used_bytes'))}`, legend: 'heap used' },
      { expr: `max ${ofBots(chosen('nodejs_external_memory_bytes'))}`, legend: 'external' },
    ],
    colours: apart(['resident', 'heap used', 'external']),
  });

export const garbage = () =>
  timeSeries({
    title: 'Time in garbage collection',
    description: 'Share of the time, by kind. Above 10 % the heap is too small for what is kept.',
    unit: 'percentunit',
    thresholds: warnsAbove(0.1),
    queries: [
      {
        expr: `sum by (kind) ${ofBots(`rate(${chosen('nodejs_gc_duration_seconds_sum')}[$__rate_interval])`)}`,
        legend: '{{kind}}',
      },
    ],
    colours: apart(['minor', 'major', 'incremental', 'weakcb']),
  });

export const openFiles = () =>
  timeSeries({
    title: 'Open files and sockets',
    description: 'A number that rises for hours is a leak.',
    unit: 'short',
    thresholds: warnsAbove(1000),
    queries: [
      { expr: `max ${ofBots(chosen('process_open_fds'))}`, legend: 'files and sockets' },
      { expr: `max by (type) ${ofBots(chosen('nodejs_active_resources'))}`, legend: '{{type}}' },
    ],
    colours: apart([
      'files and sockets',
      'Timeout',
      'TCPSocketWrap',
      'TCPServerWrap',
      'TLSWrap',
      'FSReqPromise',
    ]),
  });

export const scraped = () =>
  timeline(
    {
      title: 'Scraped by Prometheus',
      description:
        'Down: the process is gone, or Prometheus cannot reach it; then nothing else here is news.',
      unit: 'none',
      thresholds: informs(),
      queries: [{ expr: `min by (instance) ${ofBots(chosen('up'))}`, legend: '{{instance}}' }],
    },
    [
      { text: 'down', colour: FAILURE },
      { text: 'up', colour: GOOD },
    ],
  );

export const scrapeCost = () =>
  stat({
    title: 'Time of a scrape',
    description: 'What it costs to be watched: the longest of the chosen instances.',
    unit: 's',
    thresholds: failsAbove(5, 0.5),
    queries: [
      { expr: `max ${ofBots(chosen('scrape_duration_seconds'))}`, legend: 'scrape', isInstant: true },
    ],
  });

export const seriesCount = () =>
  stat({
    title: 'Series',
    description: 'Series of one instance. They are a closed set: above 2,000 some label has got out of hand.',
    unit: 'none',
    thresholds: warnsAbove(2000),
    queries: [{ expr: `max ${ofBots(chosen('scrape_samples_scraped'))}`, legend: 'series', isInstant: true }],
    decimals: 0,
  });

export const droppedSpans = () =>
  stat({
    title: 'Spans lost',
    description: 'Spans that never reached the collector, in the time shown: traces have gaps.',
    unit: 'short',
    thresholds: failsAbove(1),
    queries: [
      {
        expr: `sum(increase(${chosen('livestock_telemetry_dropped_spans_total')}[$__range]))`,
        legend: 'lost',
        isInstant: true,
      },
    ],
    decimals: 0,
  });

export const versions = () =>
  table({
    title: 'Running versions',
    description: 'Which version runs where, and since when.',
    unit: 'dateTimeFromNow',
    thresholds: informs(),
    queries: [
      {
        expr: `${chosen('livestock_build_info')} * on (job, instance) group_left () (${chosen('process_start_time_seconds')} * 1000)`,
        legend: '',
        isInstant: true,
      },
    ],
    columns: { instance: 'Instance', version: 'Version', revision: 'Revision', Value: 'Started' },
  });
