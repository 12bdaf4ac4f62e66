import { expect, test } from 'vitest';
import { DISCORD_CALLS, routeTemplate } from '../../src/observability/discord-route.ts';

const ID = '123456789012345678';

test.each([
  ['GET', '/api/v10/gateway/bot', '/gateway/bot'],
  ['PATCH', `/api/v10/channels/${ID}/messages/${ID}`, '/channels/:id/messages/:id'],
  ['GET', `/channels/${ID}/messages?limit=50`, '/channels/:id/messages'],
  [
    'POST',
    `/v10/interactions/${ID}/aW50ZXJ.token-1/callback?with_response=true`,
    '/interactions/:id/:token/callback',
  ],
  ['PATCH', `/api/v10/webhooks/${ID}/tok/messages/%40original`, '/webhooks/:id/:token/messages/@original'],
  ['POST', `/webhooks/${ID}/1234567890`, '/webhooks/:id/:token'],
  ['PUT', '/applications/:id/guilds/:id/commands', '/applications/:id/guilds/:id/commands'],
])('%s %s is %s', (method, path, route) => {
  expect(routeTemplate(method, path)).toEqual({ route });
});

test.each([
  ['GET', `/interactions/${ID}/token/unknown`],
  ['DELETE', '/gateway/bot'],
  ['GET', '/anything/else'],
  ['GET', ''],
])('%s %s is other', (method, path) => {
  expect(routeTemplate(method, path)).toEqual({ route: 'other' });
});

test('every known call is its own template', () => {
  for (const { method, route } of DISCORD_CALLS) expect(routeTemplate(method, route)).toEqual({ route });
});
