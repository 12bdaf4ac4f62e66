import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { routeTemplate } from '../observability/discord-route.ts';
import type { RestFact } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';

const SCOPES = ['user', 'global', 'shared'] as const;

/** discord.js's own way to send a request, with each attempt told to `observe`. */
export function observedRequests(
  observe: (fact: RestFact) => void,
  clock: Clock,
): RESTOptions['makeRequest'] {
  const send = DefaultRestOptions.makeRequest;
  return async (url, init) => {
    const method = init.method ?? 'GET';
    const { route } = routeTemplate(method, new URL(url).pathname);
    const startedMs = clock.monotonicMs();
    const seconds = () => (clock.monotonicMs() - startedMs) / 1000;
    try {
      const response = await send(url, init);
      const scope = SCOPES.find((known) => known === response.headers.get('x-ratelimit-scope'));
      const { status } = response;
      const limited = status === 429 ? (scope ?? 'user') : 'none';
      observe({ method, route, status, scope: limited, seconds: seconds() });
      return response;
    } catch (error) {
      observe({ method, route, status: 'error', scope: 'none', seconds: seconds() });
      throw error;
    }
  };
}
