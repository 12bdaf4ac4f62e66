import Fastify, { type FastifyInstance } from 'fastify';
import type { Control } from './control-api.ts';
import { controlRoutes } from './control/control-routes.ts';
import type { ControlEvents } from './control/events.ts';
import type { Gateway } from './gateway/gateway.ts';
import { pageRoutes } from './page/page.ts';
import type { RestServer } from './rest/rest-server.ts';
import type { Route } from './rest/route.ts';
import type { World } from './world/world.ts';

const LOOPBACK = '127.0.0.1';
const GATEWAY_PATH = '/gateway';
const BODY_LIMIT = 32 * 1024 * 1024;
const MAX_TOKEN_LENGTH = 400;

/** Puts everything behind one port: the API, the gateway, the control API, uploaded files and the page. */
export async function openHttpServer(parts: {
  host: string | undefined;
  port: number;
  rest: RestServer;
  routes: Route[];
  gateway: Gateway;
  control: Control;
  events: ControlEvents;
  world: World;
}): Promise<{ app: FastifyInstance; url: string }> {
  const { gateway, world } = parts;
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    rewriteUrl,
    routerOptions: { maxParamLength: MAX_TOKEN_LENGTH },
    // Fastify's validator would turn the option `true` into the text "true".
    ajv: { customOptions: { coerceTypes: false } },
  });
  await app.register((api) => parts.rest.register(api, parts.routes), { prefix: '/api/v10' });
  await app.register((control) => controlRoutes(control, parts));
  await app.register(pageRoutes);
  app.get('/attachments/:channel/:id/:name', (request, reply) => {
    const file = world.files.get((request.params as { id: string }).id);
    if (!file) return reply.code(404).send('This content is no longer available.');
    // A file is untrusted: it is shown as text or saved, never run.
    return reply.headers(FILE_HEADERS).type(file.contentType).send(file.data);
  });
  app.server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith(GATEWAY_PATH)) gateway.upgrade(request, request.socket, head);
    else socket.destroy();
  });
  const { port } = new URL(await app.listen({ host: parts.host ?? LOOPBACK, port: parts.port }));
  // The bot and the page reach it here, whatever else it listens on.
  return { app, url: `http://${LOOPBACK}:${port}` };
}

/** discord.js asks for `/messages/%40original`, which the router would not match with `@original`. */
function rewriteUrl({ url = '/' }: { url?: string }): string {
  return url.replace('/messages/%40original', '/messages/@original');
}

/** The gateway's address on the server at `url`. */
export function gatewayUrl(url: string): string {
  return `${url.replace('http', 'ws')}${GATEWAY_PATH}`;
}

const FILE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
} as const;
