import type { ResponseLike, RESTOptions } from 'discord.js';
import { routeTemplate } from '../observability/discord-route.ts';
import type { RateLimitScope } from '../observability/labels.ts';
import type { RestFact } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RequestGuard } from './request-guard.ts';
import { sendRequest } from './send-request.ts';

const SCOPES = ['user', 'global', 'shared'] as const;

/** How discord.js is to send a request: past the guard, with each attempt that is sent told to `observe`. */
export function observedRequests(
  observe: (fact: RestFact) => void,
  clock: Clock,
  guard: RequestGuard,
): RESTOptions['makeRequest'] {
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
      const response = await sendRequest(url, init);
      observe({ ...sent(), status: response.status, scope: scopeOf(response) });
      return await guard.after(request, response);
    } catch (error) {
      observe({ ...sent(), status: 'error', error, scope: 'none' });
      throw error;
    }
  };
}

/** Whose limit an answer of 429 speaks of; its own, when it names none. */
function scopeOf(response: ResponseLike): RateLimitScope {
  if (response.status !== 429) return 'none';
  const scope = response.headers.get('x-ratelimit-scope');
  return SCOPES.find((name) => name === scope) ?? 'user';
}
