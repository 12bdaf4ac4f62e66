import { type AlertCase, BOT, bot, JOB } from '../alert-case.ts';

const connected = bot('livestock_gateway_connected', 'shard="0"');
const breaker = bot('livestock_breaker_state', 'breaker="board_edit",state="open"');
const oldest = bot('livestock_operation_queue_oldest_seconds');
const reconnects = (resumed: boolean) =>
  bot('livestock_gateway_reconnects_total', `resumed="${String(resumed)}"`);
const requests = (status: string, scope: string) =>
  bot(
    'livestock_discord_rest_requests_total',
    `method="POST",route="/channels/:id/messages",status="${status}",scope="${scope}"`,
  );

export const DISCORD_CASES: readonly AlertCase[] = [
  {
    alert: 'GatewayDown',
    name: 'fires when a shard stays away',
    series: { [connected]: '1 1 0x10' },
    at: '9m',
    fires: [
      {
        labels: { ...JOB, shard: '0' },
        description: 'Shard 0 has not been connected for 5 minutes: no click arrives.',
      },
    ],
  },
  {
    alert: 'GatewayDown',
    name: 'is silent for one that comes back between',
    series: { [connected]: '1 1 0 0 0 1 0 0 0 0 0' },
    at: '9m',
  },
  {
    alert: 'GatewayFlapping',
    name: 'fires for a reconnect each 4 minutes',
    series: { [reconnects(true)]: '0+0.2x40', [reconnects(false)]: '0+0.05x40' },
    at: '35m',
    fires: [{ labels: JOB, description: '7.5 reconnects within 30 minutes.' }],
  },
  {
    alert: 'GatewayFlapping',
    name: 'is silent for one each 6 minutes',
    series: { [reconnects(true)]: '0+0.16x40', [reconnects(false)]: '0x40' },
    at: '35m',
  },
  {
    alert: 'InvalidRequests',
    name: 'fires a quarter of the way to the ban',
    series: { [requests('401', 'none')]: '0+100x15', [requests('429', 'user')]: '0+200x15' },
    at: '12m',
    fires: [
      {
        labels: JOB,
        description:
          '3k requests answered with 401, 403 or 429 within 10 minutes. Discord bans the address at 10,000.',
      },
    ],
  },
  {
    alert: 'InvalidRequests',
    name: 'is silent for limits shared with others, and for other refusals',
    series: {
      [requests('403', 'none')]: '0+240x15',
      [requests('429', 'shared')]: '0+300x15',
      [requests('4xx', 'none')]: '0+300x15',
    },
    at: '12m',
  },
  {
    alert: 'RateLimited',
    name: 'fires for limits of its own',
    series: { [requests('429', 'user')]: '0+0.6x15', [requests('429', 'global')]: '0+0.6x15' },
    at: '12m',
    fires: [{ labels: JOB, description: '12 answers 429 of its own doing within 10 minutes.' }],
  },
  {
    alert: 'RateLimited',
    name: 'is silent for few, and for those shared with others',
    series: {
      [requests('429', 'user')]: '0+0.9x15',
      [requests('429', 'shared')]: '0+2x15',
      [requests('2xx', 'none')]: '0+100x15',
    },
    at: '12m',
  },
  {
    alert: 'BreakerOpen',
    name: 'fires through the trials at half-open',
    series: { [breaker]: '0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0' },
    at: '14m',
    fires: [
      {
        labels: { ...BOT, breaker: 'board_edit', state: 'open' },
        description: 'The breaker board_edit has been open for minutes: these calls keep failing.',
      },
    ],
  },
  {
    alert: 'BreakerOpen',
    name: 'is silent when it closes after a minute',
    series: { [breaker]: '0 1 0x20' },
    at: '4m',
  },
  {
    alert: 'BreakerOpen',
    name: 'is silent for one that is closed',
    series: {
      [breaker]: '0x20',
      [bot('livestock_breaker_state', 'breaker="board_edit",state="closed"')]: '1x20',
    },
    at: '15m',
  },
  {
    alert: 'QueueBacklog',
    name: 'fires when operations wait on and on',
    series: { [oldest]: '0 45x20' },
    at: '15m',
    fires: [{ labels: BOT, description: 'The oldest one has waited 45s.' }],
  },
  {
    alert: 'QueueBacklog',
    name: 'is silent for a jam of three minutes',
    series: { [oldest]: '0 45x2 0x20' },
    at: '5m',
  },
  {
    alert: 'QueueBacklog',
    name: 'is silent for waits of 20 s',
    series: { [oldest]: '20x20' },
    at: '15m',
  },
];
