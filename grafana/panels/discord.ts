import type { RATE_LIMIT_SCOPES } from '../../src/observability/labels.ts';
import { RECORDED } from '../../prometheus/recorded.ts';
import { apart, failsAbove, FAILURE, GOOD, informs, NEUTRAL, warnsAbove, WARNING } from '../colours.ts';
import { inRange, perMinute, quantile, quantileInRange, rate, recorded } from '../promql.ts';
import { percentiles } from '../query.ts';
import { bars, stacked, stat, timeSeries } from './kinds.ts';

/** Invalid requests in 10 minutes: one per cent of Discord's ban limit, and where an alert fires. */
const INVALID_WORTH_A_LOOK = 100;
const INVALID_ALERT = 2_500;

const STATUSES = {
  '2xx': GOOD,
  '4xx': NEUTRAL,
  '429': WARNING,
  '401': FAILURE,
  '403': FAILURE,
  '5xx': FAILURE,
  error: FAILURE,
};

export const restRequests = () =>
  stacked({
    title: 'Requests to Discord',
    description:
      '2xx: taken; 4xx: refused on purpose (a closed DM, a deleted message); 429: too fast; 401, 403: counts towards a ban; 5xx and error: Discord or the way to it is down.',
    unit: 'reqps',
    thresholds: informs(),
    queries: [
      { expr: rate('livestock_discord_rest_requests_total', { by: 'status' }), legend: '{{status}}' },
    ],
    colours: STATUSES,
  });

export const restSeconds = () =>
  timeSeries({
    title: "Discord's answers",
    description: 'Time of a request to Discord, without waits for its rate limits. A dot is one request.',
    unit: 's',
    thresholds: warnsAbove(1),
    queries: percentiles('livestock_discord_rest_request_seconds', { hasExemplars: true }),
    colours: apart(['p50', 'p95', 'p99']),
    nothing: 'Nothing was asked of Discord',
  });

const ROUTE = { by: 'method, route', legend: '{{method}} {{route}}' };

export const busiestRoutes = () =>
  bars({
    title: 'Busiest routes, requests per minute',
    description: 'The ten most asked, over the time shown.',
    unit: 'short',
    thresholds: informs(),
    queries: [
      {
        expr: `topk(10, ${inRange('livestock_discord_rest_requests_total', ROUTE)} / $__range_s * 60 > 0)`,
        legend: ROUTE.legend,
        isInstant: true,
      },
    ],
    nothing: 'Nothing was asked of Discord',
    min: 0,
  });

export const slowestRoutes = () =>
  bars({
    title: 'Slowest routes, p95',
    description: '95th percentile over the time shown, the ten slowest.',
    unit: 's',
    thresholds: failsAbove(2.5, 1),
    queries: [
      {
        expr: `topk(10, ${quantileInRange(0.95, 'livestock_discord_rest_request_seconds', ROUTE.by)} > 0)`,
        legend: ROUTE.legend,
        isInstant: true,
      },
    ],
    nothing: 'Nothing was asked of Discord',
    min: 0,
  });

export const failingRoutes = () =>
  bars({
    title: 'Failing routes',
    description: 'Requests without a good answer in the time shown, by route and status. Empty is good.',
    unit: 'short',
    thresholds: failsAbove(20, 1),
    queries: [
      {
        expr: `topk(10, ${inRange('livestock_discord_rest_requests_total', {
          by: 'method, route, status',
          where: 'status!="2xx"',
        })} > 0)`,
        legend: `{{status}} ${ROUTE.legend}`,
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'Every request was answered well',
    decimals: 0,
    min: 0,
  });

export const rateLimits = () =>
  timeSeries({
    title: 'Answered "too fast" (429), per minute',
    description:
      'user: the limit of one route or message; global: of the whole bot; shared: of something that others use as well, which does not count towards a ban.',
    unit: 'short',
    thresholds: warnsAbove(10),
    queries: [
      {
        expr: perMinute('livestock_discord_rest_requests_total', { by: 'scope', where: 'status="429"' }),
        legend: '{{scope}}',
      },
    ],
    colours: apart(['user', 'global', 'shared'] satisfies (typeof RATE_LIMIT_SCOPES)[number][]),
  });

export const rateLimitWaits = () =>
  timeSeries({
    title: "Waits for Discord's rate limits, p95",
    description:
      'What the bot waited by itself so as not to be refused. Waits at a board are its pace; waits at answers make people wait.',
    unit: 's',
    thresholds: warnsAbove(5),
    queries: [
      {
        expr: `${quantile(0.95, 'livestock_discord_rate_limit_wait_seconds')} > 0`,
        legend: 'p95',
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'Nothing had to wait',
  });

export const invalidRequests = () =>
  stat({
    title: 'Invalid requests, 10 min',
    description:
      'Answers 401, 403 and 429 (without shared ones). Discord bans the address at 10,000 in 10 minutes; the alert fires at 2,500.',
    unit: 'short',
    thresholds: failsAbove(INVALID_ALERT, INVALID_WORTH_A_LOOK),
    queries: [{ expr: `max(${recorded(RECORDED.invalidRequests)})`, legend: 'invalid', isInstant: true }],
    decimals: 0,
  });

export const retries = () =>
  stacked({
    title: 'Tried again, per minute',
    description: 'Attempts after the first of everything that is retried. Empty while all goes well.',
    unit: 'short',
    thresholds: warnsAbove(30),
    queries: [
      {
        expr: `${perMinute('livestock_retry_attempts_total', { by: 'operation, reason' })} > 0`,
        legend: '{{operation}}: {{reason}}',
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'Nothing was tried again',
  });
