import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../runtime/clock.ts';
import { type StatusAccess, statusAccess } from './status-access.ts';
import { StatusHistory, type StatusSample } from './status-history.ts';
import type { StatusReport } from './status-report.ts';
import { StatusStream } from './status-stream.ts';

const pageFolder = new URL('./page/', import.meta.url);
/** Everything comes from this server, and no markup can run or send anything. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; '),
};

type StatusQuery = { Querystring: { token?: unknown; format?: unknown } };

export interface StatusOptions {
  /** Where the server listens. */
  host: string;
  statusToken?: string | undefined;
  clock: Clock;
  status: () => Promise<StatusReport>;
  /** What the charts are drawn from; asked for each 10 s. */
  sample: () => StatusSample;
  onError: (error: unknown) => void;
}

export interface StatusRoutes {
  /** Tells those who look at once. */
  changed(): void;
  /** Ends the streams. */
  close(): Promise<void>;
}

/**
 * Serves the status: at `/status` as JSON, to a browser as a page; `/status/events` as it changes. The page's own files
 * hold no data and need no token.
 */
export async function statusRoutes(
  app: FastifyInstance,
  options: StatusOptions,
  headers: Readonly<Record<string, string>>,
): Promise<StatusRoutes> {
  const { clock, sample, onError } = options;
  const pages = await readPages();
  const history = new StatusHistory({ clock, sample, onPoint: (point) => stream.point(point) });
  const stream = new StatusStream({ clock, history, report: options.status, onError });

  app.get('/', (_request, reply) => reply.redirect('status', 302));
  app.get<StatusQuery>('/status', async (request, reply) => {
    const access = accessOf(request, options);
    reply.header('vary', 'accept, cookie');
    if (access.allowed && access.cookie) reply.header('set-cookie', access.cookie);
    if (!wantsPage(request)) return access.allowed ? options.status() : refuse(reply, access);
    const code = access.allowed ? 200 : access.code;
    return reply.code(code).headers(PAGE_HEADERS).send(pages[code]);
  });
  app.get<StatusQuery>('/status/events', { exposeHeadRoute: false }, (request, reply) => {
    const access = accessOf(request, options);
    if (!access.allowed) return refuse(reply, access);
    if (stream.isFull) return reply.code(503).send({ error: 'too many listen' });
    reply.hijack();
    stream.add(reply.raw, headers);
  });
  await app.register(fastifyStatic, {
    root: fileURLToPath(pageFolder),
    prefix: '/status/page/',
    index: false,
    allowedPath: (path) => !path.endsWith('.html'),
    cacheControl: false,
  });
  return {
    changed: () => stream.changed(),
    async close() {
      history.stop();
      await stream.close();
    },
  };
}

async function readPages(): Promise<Record<200 | 401 | 403, string>> {
  const read = (name: string) => readFile(new URL(name, pageFolder), 'utf8');
  return { 200: await read('index.html'), 401: await read('sign-in.html'), 403: await read('closed.html') };
}

/** Scripts get JSON unless they ask for HTML; `?format=json` shows it in a browser. */
function wantsPage({ headers, query }: FastifyRequest<StatusQuery>): boolean {
  return query.format !== 'json' && /\btext\/html\b/.test(headers.accept ?? '');
}

function accessOf(request: FastifyRequest<StatusQuery>, server: StatusOptions): StatusAccess {
  return statusAccess(
    { host: server.host, statusToken: server.statusToken },
    {
      hostname: request.hostname,
      authorization: request.headers.authorization,
      queryToken: typeof request.query.token === 'string' ? request.query.token : undefined,
      cookie: request.headers.cookie,
    },
  );
}

function refuse(reply: FastifyReply, access: StatusAccess & { allowed: false }): FastifyReply {
  return reply.code(access.code).send({ error: access.message });
}
