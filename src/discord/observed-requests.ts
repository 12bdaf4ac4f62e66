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
    const { origin, pathname } = new URL(url);
    const { route } = routeTemplate(method, pathname);
    const startMs = clock.monotonicMs();
    const sent = () => ({ method, origin, route, startMs, seconds: (clock.monotonicMs() - startMs) / 1000 });
    try {
      const response = await send(url, init);
      const scope = SCOPES.find((name) => name === response.headers.get('x-ratelimit-scope'));
      const { status } = response;
      const limited = status === 429 ? (scope ?? 'user') : 'none';
      observe({ ...sent(), status, scope: limited });
      return await guard.after(request, response);
    } catch (error) {
      observe({ ...sent(), status: 'error', error, scope: 'none' });
      throw error;
    }
  };
}
