/**
 * Every Discord route the bot may call, with its methods. A closed set: it bounds the series of the REST metrics, and what
 * is not in it is counted as `other`.
 */
const ROUTES = {
  '/gateway/bot': ['GET'],
  '/users/@me': ['GET'],
  '/users/@me/channels': ['POST'],
  '/users/:id': ['GET'],
  '/applications/@me': ['GET'],
  '/oauth2/applications/@me': ['GET'],
  '/applications/:id/commands': ['GET', 'PUT'],
  '/applications/:id/guilds/:id/commands': ['GET', 'PUT'],
  '/guilds/:id': ['GET'],
  '/guilds/:id/roles': ['GET'],
  '/guilds/:id/members/:id': ['GET'],
  '/guilds/:id/members/:id/roles/:id': ['PUT', 'DELETE'],
  '/channels/:id': ['GET'],
  '/channels/:id/messages': ['GET', 'POST'],
  '/channels/:id/messages/:id': ['GET', 'PATCH', 'DELETE'],
  '/channels/:id/messages/pins': ['GET'],
  '/channels/:id/messages/pins/:id': ['PUT'],
  '/interactions/:id/:token/callback': ['POST'],
  '/webhooks/:id/:token': ['POST'],
  '/webhooks/:id/:token/messages/@original': ['GET', 'PATCH', 'DELETE'],
  '/webhooks/:id/:token/messages/:id': ['PATCH', 'DELETE'],
  other: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
} as const satisfies Record<string, readonly string[]>;
const METHODS_BY_ROUTE: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(ROUTES));

/** Each method with each of its routes, for series that exist before the first request. */
export const DISCORD_CALLS: readonly { method: string; route: string }[] = Object.entries(ROUTES).flatMap(
  ([route, methods]) => methods.map((method) => ({ method, route })),
);

/**
 * Turns a path into its template: ids become `:id`, interaction and webhook tokens `:token`. Safe for metrics, spans and logs.
 * @param method HTTP method in capitals
 * @param pathname path of a request, with or without `/api/v10` and a query; a template is returned as it is
 * @returns one of the known templates, else `other`
 */
export function routeTemplate(method: string, pathname: string): { route: string } {
  if (METHODS_BY_ROUTE.get(pathname)?.includes(method)) return { route: pathname };
  const path = pathname.split(/[?#]/, 1)[0] ?? '';
  const segments = path.replace(/^(\/api)?(\/v\d+)?\//, '').split('/');
  const hasToken = segments[0] === 'webhooks' || segments[0] === 'interactions';
  const template = segments.map((segment, index) => {
    if (hasToken && index === 2) return ':token';
    return /^\d+$/.test(segment) ? ':id' : segment.replace('%40', '@');
  });
  const route = `/${template.join('/')}`;
  return { route: METHODS_BY_ROUTE.get(route)?.includes(method) ? route : 'other' };
}
