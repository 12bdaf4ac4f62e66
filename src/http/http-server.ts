import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Metrics } from '../observability/metrics.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { DepositHookOptions } from './deposit-hook.ts';
import { type Check, healthBody, healthCode } from './health.ts';
import type { StatusSample } from './status-history.ts';
import type { StatusReport } from './status-report.ts';
import { type StatusRoutes, statusRoutes } from './status-routes.ts';

const READINESS_DEADLINE_MS = 2_000;
const IDLE_SWEEP_MS = 100;
/** `hasRoute` reads a path as a pattern, and throws where it makes none: `/*a`. */
const PLAIN_PATH = /^[\w/.-]*$/;
const METHODS = ['GET', 'HEAD', 'POST'] as const;
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** What the endpoints show, and where. */
export interface HttpServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  metrics: Metrics;
  /** Asked at every `/metrics`; false answers 404. Default: true. */
  metricsEnabled?: () => boolean;
  /** Hears of what failed while somebody was answered. */
  onError: (error: unknown) => void;
  /** May this process get work? Asked at every `/readyz`; one that fails or takes over 2 s is "fail". */
  readiness: () => Promise<readonly Check[]>;
  /** Must this process be restarted? Never looks at Discord or the database, whose outage no restart cures. */
  liveness: () => readonly Check[];
  /** The content of `/status`. */
  status: () => Promise<StatusReport>;
  /** What the charts of the last hour are drawn from; asked for each 10 s. */
  sample: () => StatusSample;
  statusToken?: string | undefined;
  /** Absent or without secrets, `POST /hooks/deposits` is not there. */
  depositHook?: Omit<DepositHookOptions, 'clock' | 'onError'>;
  clock?: Clock;
}

/** A listening server. */
export interface HttpServer extends AsyncDisposable {
  /** As in `http://127.0.0.1:8080`. */
  url: string;
  /** Shows the status at once to those who look at it, who else get it every 2 s. */
  statusChanged(): void;
  /** Ends the streams of the status, answers what is in flight, then ends every connection. */
  close(): Promise<void>;
}

/** No route has a schema: without these Fastify loads two compilers for them, some 3 MB. */
const NO_SCHEMAS = {
  compilersFactory: { buildValidator: () => noSchema, buildSerializer: () => noSchema },
};
function noSchema(): never {
  throw new Error('routes have no schemas here: bodies are checked where they are used');
}

/**
 * Serves `/metrics`, `/healthz`, `/readyz`, `/status` with its page, and the deposit hook; without a line in the log for a
 * probe.
 * @throws when the port is taken or the address is not this machine's
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const clock = options.clock ?? systemClock;
  const app = fastify({
    logger: false,
    requestTimeout: 10_000,
    bodyLimit: 1024,
    schemaController: NO_SCHEMAS,
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  metricsRoute(app, options);
  healthRoutes(app, options, clock);
  const status = await statusRoutes(app, { ...options, clock }, HEADERS);
  const { depositHook: hook, onError } = options;
  if (hook && hook.secrets.length > 0) {
    const { depositHook } = await import('./deposit-hook.ts');
    await depositHook(app, { ...hook, clock, onError });
  }
  otherRoutes(app, onError);
  const close = () => closeServer(app, status, clock);
  const url = await app.listen({ host: options.host, port: options.port }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { url, statusChanged: status.changed, close, [Symbol.asyncDispose]: close };
}

function metricsRoute(
  app: FastifyInstance,
  { metrics, metricsEnabled }: Pick<HttpServerOptions, 'metrics' | 'metricsEnabled'>,
): void {
  app.get('/metrics', async (_request, reply) => {
    if (metricsEnabled?.() === false) return reply.code(404).send({ error: 'switched off: metrics_enabled' });
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}

function healthRoutes(app: FastifyInstance, options: HttpServerOptions, clock: Clock): void {
  app.get('/healthz', async (_request, reply) => healthAnswer(reply, options.liveness()));
  app.get('/readyz', async (_request, reply) => healthAnswer(reply, await readinessInTime(options, clock)));
}

function healthAnswer(reply: FastifyReply, checks: readonly Check[]): FastifyReply {
  const body = healthBody(checks);
  return reply.code(healthCode(body)).type('application/health+json').send(JSON.stringify(body));
}

async function readinessInTime(options: HttpServerOptions, clock: Clock): Promise<readonly Check[]> {
  const done = new AbortController();
  const late: Check = { name: 'readiness', status: 'fail', output: 'the checks took too long' };
  try {
    const deadline = clock.sleep(READINESS_DEADLINE_MS, done.signal).then(
      () => [late],
      () => [],
    );
    return await Promise.race([options.readiness(), deadline]);
  } catch (error) {
    options.onError(error);
    return [{ name: 'readiness', status: 'fail', output: 'the checks failed; see the log' }];
  } finally {
    done.abort();
  }
}

function otherRoutes(app: FastifyInstance, onError: HttpServerOptions['onError']): void {
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = PLAIN_PATH.test(path) ? METHODS : [];
    const allowed = methods.filter((method) => app.hasRoute({ method, url: path })).join(', ');
    if (allowed)
      return reply
        .code(405)
        .header('allow', allowed)
        .send({ error: `only ${allowed} is served here` });
    return reply.code(404).send({ error: 'not found: see /metrics, /healthz, /readyz and /status' });
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const code = error.statusCode ?? 500;
    if (code >= 500) onError(error);
    return reply.code(code).send({ error: code >= 500 ? 'internal error' : 'bad request' });
  });
}

/** Fastify waits for idle keep-alive connections and some turn idle only after it began to close (fastify#7044). */
async function closeServer(app: FastifyInstance, status: StatusRoutes, clock: Clock): Promise<void> {
  const stopSweeping = clock.every(IDLE_SWEEP_MS, () => app.server.closeIdleConnections());
  try {
    // The streams end before anything is waited for; their last report may still be in work.
    await Promise.all([status.close(), app.close()]);
  } finally {
    stopSweeping();
  }
}
