import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { routeTemplate } from '../observability/discord-route.ts';
import type { RestFact } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RequestGuard } from './request-guard.ts';

const SCOPES = ['user', 'global', 'shared'] as const;

/** discord.js's own way to send a request, past the guard, with each attempt that is sent told to `observe`. */
export function observedRequests(
  observe: (fact: RestFact) => void,
  clock: Clock,
  guard: RequestGuard,
): RESTOptions['makeRequest'] {
  const send = DefaultRestOptions.makeRequest;
  return async (url, init) => {
    const method = init.method ?? 'GET';
    // discord.js gives the headers as a plain object.
    const request = { method, url, isAuthorized: Object.hasOwn(init.headers ?? {}, 'Authorization') };
    const known = guard.before(request);
    if (known) return known;
    const { route } = routeTemplate(method, new URL(url).pathname);
    const startedMs = clock.monotonicMs();
    const seconds = () => (clock.monotonicMs() - startedMs) / 1000;
    try {
      const response = await send(url, init);
      const scope = SCOPES.find((name) => name === response.headers.get('x-ratelimit-scope'));
      const { status } = response;
      const limited = status === 429 ? (scope ?? 'user') : 'none';
      observe({ method, route, status, scope: limited, seconds: seconds() });
      return await guard.after(request, response);
    } catch (error) {
      observe({ method, route, status: 'error', scope: 'none', seconds: seconds() });
      throw error;
    }
  };
}
