import { type AlertCase, BOT, bot, JOB } from '../alert-case.ts';

const dirty = (instance?: string) =>
  bot('livestock_board_dirty_since_timestamp_seconds', 'board="11"', instance);
const verified = bot('livestock_board_verified_timestamp_seconds', 'board="11"');
const score = bot('livestock_health_score');
const mode = (name: string) => bot('livestock_degradation_mode', `mode="${name}"`);
const delivery = bot('livestock_delivery_oldest_seconds');
const violations = bot('livestock_ledger_violations_total', 'check="stock_counts"');
const db = (le: string) =>
  bot('livestock_db_operation_seconds_bucket', `operation="purchase",result="ok",le="${le}"`);
const backups = (result: string) => bot('livestock_backups_total', `result="${result}"`);
const cache = (result: string) =>
  bot('livestock_cache_requests_total', `namespace="catalogue",result="${result}"`);

const BOARD = { ...JOB, board: '11' };
const violated = {
  labels: { ...BOT, check: 'stock_counts' },
  description: 'The rule stock_counts is broken. The shop is closed until an owner clears it.',
};

export const SHOP_CASES: readonly AlertCase[] = [
  {
    alert: 'BoardStale',
    name: 'fires for a board that stays behind',
    series: { [dirty()]: '0 60x10' },
    at: '6m',
    fires: [{ labels: BOARD, description: 'The board in channel 11 has been behind for 5m 0s.' }],
  },
  {
    alert: 'BoardStale',
    name: 'is silent for three minutes',
    series: { [dirty()]: '0 60x10' },
    at: '4m',
  },
  {
    alert: 'BoardStale',
    name: 'is silent for one that caught up',
    series: { [dirty()]: '0 60 60 0x10' },
    at: '6m',
  },
  {
    alert: 'BoardStale',
    name: 'is silent for a quiet shop',
    series: { [dirty()]: '0x100' },
    at: '90m',
  },
  {
    alert: 'BoardStale',
    name: 'is silent for what a pod that is gone left behind',
    series: { [dirty('old')]: '0 60 60 stale', [dirty('new')]: '_ _ _ 0x10' },
    at: '5m',
  },
  {
    alert: 'BoardNotVerified',
    name: 'fires after 15 minutes',
    series: { [verified]: '0x20' },
    at: '16m',
    fires: [
      {
        labels: BOARD,
        description: 'The message in channel 11 was last seen right 16m 0s ago; it should be each minute.',
      },
    ],
  },
  {
    alert: 'BoardNotVerified',
    name: 'is silent when it was seen 8 minutes ago',
    series: { [verified]: '0x7 480x20' },
    at: '16m',
  },
  {
    alert: 'LivestockUnhealthy',
    name: 'fires for 5 minutes below 50',
    series: { [score]: '90 40x15' },
    at: '9m',
    fires: [{ labels: BOT, description: 'The health score of bot:8080 was 40 at best in 5 minutes.' }],
  },
  {
    alert: 'LivestockUnhealthy',
    name: 'is silent at the first look',
    series: { [score]: '40x5' },
    at: '0m',
  },
  {
    alert: 'LivestockUnhealthy',
    name: 'is silent when it is at 50 between',
    series: { [score]: '90 40x3 50 40x4' },
    at: '9m',
  },
  {
    alert: 'Degraded',
    name: 'fires through changes of the tier',
    series: { [mode('browse')]: '0 1x5 0x20', [mode('commands')]: '0x5 1x20' },
    at: '20m',
    fires: [{ labels: BOT, description: 'bot:8080 has not offered everything for 10 minutes.' }],
  },
  {
    alert: 'Degraded',
    name: 'is silent for five minutes of it',
    series: { [mode('browse')]: '0 1x4 0x20' },
    at: '9m',
  },
  {
    alert: 'Degraded',
    name: 'is silent for maintenance',
    series: { [mode('maintenance')]: '1x30', [mode('browse')]: '0x30' },
    at: '30m',
  },
  {
    alert: 'DeliveryStuck',
    name: 'fires for an order that nobody gets',
    series: { [delivery]: '0+60x30' },
    at: '25m',
    fires: [{ labels: JOB, description: 'The oldest undelivered order is 25m 0s old.' }],
  },
  {
    alert: 'DeliveryStuck',
    name: 'is silent for one that came after 11 minutes',
    series: { [delivery]: '0+60x11 0x20' },
    at: '14m',
  },
  {
    alert: 'LedgerViolation',
    name: 'fires for what was found before the first scrape',
    series: { [violations]: '1x10' },
    at: '1m',
    fires: [violated],
  },
  {
    alert: 'LedgerViolation',
    name: 'fires for what is found later',
    series: { [violations]: '0x70 1x10' },
    at: '72m',
    fires: [violated],
  },
  {
    alert: 'LedgerViolation',
    name: 'is silent while the books are right, and an hour after',
    series: { [violations]: '0 1x80' },
    at: '75m',
  },
  {
    alert: 'StoreSlow',
    name: 'fires when more than 1 % is slow',
    series: {
      [db('0.1')]: '0+98x20',
      [db('0.5')]: '0+100x20',
      [db('+Inf')]: '0+100x20',
    },
    at: '16m',
    fires: [{ labels: JOB, description: '1 % of its operations take over 300ms.' }],
  },
  {
    alert: 'StoreSlow',
    name: 'is silent in the first minutes',
    series: {
      [db('0.1')]: '0+98x20',
      [db('0.5')]: '0+100x20',
      [db('+Inf')]: '0+100x20',
    },
    at: '4m',
  },
  {
    alert: 'StoreSlow',
    name: 'is silent at 0.2 s',
    series: {
      [db('0.1')]: '0+296x20',
      [db('0.5')]: '0+300x20',
      [db('+Inf')]: '0+300x20',
    },
    at: '16m',
  },
  {
    alert: 'BackupFailing',
    name: 'fires when each try fails',
    series: { [backups('error')]: '0+0.1x60', [backups('ok')]: '3x60' },
    at: '1h',
    fires: [{ labels: BOT, description: '6 backups of bot:8080 failed within a day, and none succeeded.' }],
  },
  {
    alert: 'BackupFailing',
    name: 'is silent for one failure',
    series: { [backups('error')]: '0x30 1x30', [backups('ok')]: '3x60' },
    at: '1h',
  },
  {
    alert: 'BackupFailing',
    name: 'is silent after one that succeeded',
    series: { [backups('error')]: '0+0.1x60', [backups('ok')]: '3x50 4x10' },
    at: '1h',
  },
  {
    alert: 'CacheHitRatioCollapsed',
    name: 'fires when a cache that served misses',
    series: { [cache('hit')]: '0+10x100 1000+1.5x60', [cache('miss')]: '0+1x100 100+3.5x60' },
    at: '145m',
    fires: [
      {
        labels: { ...JOB, namespace: 'catalogue' },
        description: "Only 30% hits in catalogue over 30 minutes: less than half of the day's share.",
      },
    ],
  },
  {
    alert: 'CacheHitRatioCollapsed',
    name: 'is silent for ten minutes',
    series: { [cache('hit')]: '0+10x100 1000+1.5x60', [cache('miss')]: '0+1x100 100+3.5x60' },
    at: '129m',
  },
  {
    alert: 'CacheHitRatioCollapsed',
    name: 'is silent for a cache that never served much',
    series: { [cache('hit')]: '0+4x100 400+0.5x60', [cache('miss')]: '0+6x100 600+9.5x60' },
    at: '145m',
  },
  {
    alert: 'CacheHitRatioCollapsed',
    name: 'is silent while half of the requests hit',
    series: { [cache('hit')]: '0+10x100 1000+5x60', [cache('miss')]: '0+1x100 100+5x60' },
    at: '145m',
  },
  {
    alert: 'CacheHitRatioCollapsed',
    name: 'is silent for few requests',
    series: { [cache('hit')]: '0+10x100 1000+0.3x60', [cache('miss')]: '0+1x100 100+2.7x60' },
    at: '145m',
  },
];
