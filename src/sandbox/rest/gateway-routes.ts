import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from '../options.ts';
import { bot, ok, type Route } from './route.ts';

/** Where the gateway is, and how often the bot may still identify. */
export function gatewayRoutes(parts: {
  gateway: Gateway;
  limits: Limits;
  shards: number;
  url: () => string;
}): Route[] {
  const { gateway, limits, shards, url } = parts;
  return [
    { method: 'GET', path: '/gateway', auth: 'token', run: () => ok({ url: url() }) },
    bot('GET /gateway/bot', () =>
      ok({
        url: url(),
        shards,
        session_start_limit: {
          total: limits.identifies,
          remaining: gateway.budget.remaining(),
          reset_after: gateway.budget.resetAfterMs(),
          max_concurrency: limits.maxConcurrency,
        },
      }),
    ),
  ];
}
