import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Control } from '../control-api.ts';
import { ControlError } from './control-error.ts';
import { controlSchemas } from './control-schema.ts';
import type { ControlEvents } from './events.ts';

type Method = (argument: unknown) => Promise<unknown>;

const STATUS = { not_found: 404, not_visible: 403, not_possible: 409, invalid: 400 } as const;

/** The control API over HTTP: `POST /control/<method>`, the stream of events and, at `GET /control`, the manual. */
export async function controlRoutes(
  app: FastifyInstance,
  parts: { control: Control; events: ControlEvents },
): Promise<void> {
  const { control, events } = parts;
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  app.addHook('onRequest', refuseForeign);
  app.get('/control', () => ({
    about:
      'POST /control/<method> with the argument as JSON; GET /control/events?userId= streams what a user sees.',
    methods: controlSchemas,
  }));
  app.get('/control/events', (request, reply) => stream(events, request, reply));
  for (const [name, schema] of Object.entries(controlSchemas)) {
    const method = control[name as keyof Control] as unknown as Method;
    const handler = async (request: FastifyRequest, reply: FastifyReply) =>
      reply.type('application/json').send(JSON.stringify((await method(request.body ?? {})) ?? {}));
    app.post(`/control/${name}`, { schema: { body: schema }, preValidation: emptyBody, handler });
  }
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost'];

/** A browser also lets pages of other sites send requests to this machine; they get nothing done here. */
async function refuseForeign(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers;
  const own = origin === undefined || URL.parse(origin)?.host === request.host;
  if (!own || !LOOPBACK.includes(request.hostname))
    throw new ControlError('not_visible', 'Only for pages of this server');
}

/** A method without arguments may be called without a body. */
async function emptyBody(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}

function stream(events: ControlEvents, request: FastifyRequest, reply: FastifyReply): void {
  const { userId } = request.query as { userId?: string };
  void reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write(': connected\n\n');
  const stop = events.watch(userId, (event) => reply.raw.write(`data: ${JSON.stringify(event)}\n\n`));
  request.raw.once('close', stop);
  reply.raw.once('close', stop);
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ControlError) {
    return reply.code(STATUS[error.code]).send({ error: error.code, message: error.message });
  }
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return reply.code(statusCode).send({ error: statusCode < 500 ? 'invalid' : 'internal', message });
}
