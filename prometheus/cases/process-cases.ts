import { type AlertCase, BOT, bot, JOB } from '../alert-case.ts';

const START = 'process_start_time_seconds';
const error = bot('livestock_errors_total', 'component="store",kind="database"');

const fourShards = () =>
  Object.fromEntries(['a', 'b', 'c', 'd'].map((instance) => [bot('up', '', instance), '1x20']));

export const PROCESS_CASES: readonly AlertCase[] = [
  {
    alert: 'BotDown',
    name: 'fires after 2 minutes',
    series: { [bot('up')]: '1 1 0x5' },
    at: '4m',
    fires: [
      { labels: BOT, description: 'Prometheus has not reached bot:8080 for 2 minutes: nobody can buy.' },
    ],
  },
  {
    alert: 'BotDown',
    name: 'is silent in the first minute',
    series: { [bot('up')]: '1 1 0x5' },
    at: '3m',
  },
  {
    alert: 'BotAbsent',
    name: 'fires when no target is left',
    series: { 'up{job="other"}': '1x10' },
    at: '6m',
    fires: [
      {
        labels: JOB,
        description: 'No target of the job livestock for 5 minutes: it was removed, renamed, or never found.',
      },
    ],
  },
  {
    alert: 'BotAbsent',
    name: 'is silent while Prometheus finds its targets',
    series: { 'up{job="other"}': '1x10' },
    at: '4m',
  },
  {
    alert: 'BotAbsent',
    name: 'is silent for a target that is down',
    series: { [bot('up')]: '0x10' },
    at: '6m',
  },
  {
    alert: 'CrashLooping',
    name: 'fires at the third start within half an hour',
    series: { [bot(START)]: '1000x3 1240x3 1480x3 1720x3' },
    at: '14m',
    fires: [{ labels: JOB, description: '3 starts within 30 minutes.' }],
  },
  {
    alert: 'CrashLooping',
    name: 'sees pods that replace each other',
    series: {
      [bot(START, '', 'a')]: '1000x2 stale',
      [bot(START, '', 'b')]: '_x2 1240x2 stale',
      [bot(START, '', 'c')]: '_x5 1480x2 stale',
      [bot(START, '', 'd')]: '_x8 1720x2',
      [bot('up', '', 'd')]: '_x8 1x4',
    },
    at: '11m',
    fires: [{ labels: JOB, description: '3 starts within 30 minutes.' }],
  },
  {
    alert: 'CrashLooping',
    name: 'sees one of four shards',
    series: { ...fourShards(), [bot(START, '', 'a')]: '1000x3 1240x3 1480x3 1720x3' },
    at: '14m',
    fires: [{ labels: JOB, description: '3 starts within 30 minutes.' }],
  },
  {
    alert: 'CrashLooping',
    name: 'is silent for a rolling update of four shards',
    series: {
      ...fourShards(),
      [bot(START, '', 'a')]: '1000x3 1240x15',
      [bot(START, '', 'b')]: '1000x6 1420x12',
      [bot(START, '', 'c')]: '1000x9 1600x9',
      [bot(START, '', 'd')]: '1000x12 1780x6',
    },
    at: '17m',
  },
  {
    alert: 'CrashLooping',
    name: 'is silent for two starts',
    series: { [bot(START)]: '1000x3 1240x3 1480x9', [bot('up')]: '1x20' },
    at: '14m',
  },
  {
    alert: 'CrashLooping',
    name: 'is silent for three starts within an hour',
    series: { [bot(START)]: '1000x20 2200x20 3400x20 4600x20', [bot('up')]: '1x90' },
    at: '65m',
  },
  {
    alert: 'Restarted',
    name: 'tells of a start',
    series: { [bot(START)]: '1000x3 1240x9' },
    at: '10m',
    fires: [
      {
        labels: JOB,
        description: '1 start(s) within 15 minutes; livestock_restarts_total has the reasons.',
      },
    ],
  },
  {
    alert: 'Restarted',
    name: 'is over after 15 minutes',
    series: { [bot(START)]: '1000x3 1240x30' },
    at: '21m',
  },
  {
    alert: 'RestartSlow',
    name: 'fires above 10.5 s',
    series: { [bot('livestock_restart_seconds_sum')]: '12.5x70', [bot(START)]: '60x70' },
    at: '55m',
    fires: [{ labels: BOT, description: '12.5s from the order to restart until all worked again.' }],
  },
  {
    alert: 'RestartSlow',
    name: 'is silent below',
    series: { [bot('livestock_restart_seconds_sum')]: '9x10', [bot(START)]: '60x10' },
    at: '5m',
  },
  {
    alert: 'RestartSlow',
    name: 'is over after an hour',
    series: { [bot('livestock_restart_seconds_sum')]: '12.5x70', [bot(START)]: '60x70' },
    at: '62m',
  },
  {
    alert: 'ErrorSpike',
    name: 'fires for 12 errors after a calm hour',
    series: { [error]: '0x60 2.4+2.4x5' },
    at: '65m',
    fires: [
      {
        labels: JOB,
        description: '12 errors within 5 minutes: more than 4 times the average of the last 6 hours.',
      },
    ],
  },
  {
    alert: 'ErrorSpike',
    name: 'is silent for 9 errors',
    series: { [error]: '0x60 1.8+1.8x5' },
    at: '65m',
  },
  {
    alert: 'ErrorSpike',
    name: 'fires for 6 times as many as usual, also where many are',
    series: { [error]: '0+1x360 366+6x5' },
    at: '366m',
    fires: [
      {
        labels: JOB,
        description: '30 errors within 5 minutes: more than 4 times the average of the last 6 hours.',
      },
    ],
  },
  {
    alert: 'ErrorSpike',
    name: 'is silent for 3 times as many',
    series: { [error]: '0+1x360 363+3x5' },
    at: '366m',
  },
  {
    alert: 'RecurringError',
    name: 'fires for what goes on for hours',
    series: { [error]: '0+0.5x120' },
    at: '2h',
    fires: [
      {
        labels: { ...JOB, component: 'store', kind: 'database' },
        description:
          '30 errors of kind database in store within the last hour, and no end of them for 30 minutes.',
      },
    ],
  },
  {
    alert: 'RecurringError',
    name: 'is silent for a burst that is over',
    series: { [error]: '0x10 6+6x5 36x50' },
    at: '25m',
  },
  {
    alert: 'RecurringError',
    name: 'is silent when as many errors are of different kinds',
    series: {
      [error]: '0+0.25x120',
      [bot('livestock_errors_total', 'component="rest",kind="network"')]: '0+0.25x120',
    },
    at: '2h',
  },
  {
    alert: 'EventLoopLag',
    name: 'fires for a blocked loop',
    series: { [bot('nodejs_eventloop_lag_p99_seconds')]: '0.4x20' },
    at: '15m',
    fires: [{ labels: BOT, description: '1 % of the turns of bot:8080 take over 400ms.' }],
  },
  {
    alert: 'EventLoopLag',
    name: 'is silent for one long turn',
    series: { [bot('nodejs_eventloop_lag_p99_seconds')]: '0.02x5 0.4 0.02x20' },
    at: '9m',
  },
  {
    alert: 'EventLoopLag',
    name: 'is silent at 0.2 s',
    series: { [bot('nodejs_eventloop_lag_p99_seconds')]: '0.2x20' },
    at: '15m',
  },
  {
    alert: 'TelemetryDropped',
    name: 'fires when the collector stays away',
    series: { [bot('livestock_telemetry_dropped_spans_total')]: '0+10x60' },
    at: '50m',
    fires: [{ labels: JOB, description: '150 spans within 15 minutes never reached the collector.' }],
  },
  {
    alert: 'TelemetryDropped',
    name: 'is silent for a collector that was restarted',
    series: { [bot('livestock_telemetry_dropped_spans_total')]: '0x5 50x60' },
    at: '15m',
  },
  {
    alert: 'Watchdog',
    name: 'always fires',
    series: {},
    at: '1m',
    fires: [
      {
        labels: {},
        description:
          "Always firing: when it stops to arrive at the dead man's switch, Prometheus or Alertmanager is down.",
      },
    ],
  },
];
