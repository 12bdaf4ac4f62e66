import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../src/http/http-server.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { aReport } from './a-report.ts';

export const STATUS_TOKEN = 'a-long-status-token';

/** A server of a shop where all is well; `lines` fills with what it reports. */
export async function startServer(
  options: Partial<HttpServerOptions> = {},
): Promise<{ server: HttpServer; lines: string[]; url: string }> {
  const lines: string[] = [];
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    metrics: new Metrics({ version: '1', revision: 'x' }),
    onError: (error) => void lines.push(String(error)),
    readiness: async () => [{ name: 'store', status: 'pass' }],
    liveness: () => [{ name: 'process', status: 'pass' }],
    status: async () => aReport(),
    sample: () => ({ responses: 0, responseSeconds: 0, errors: 0 }),
    ...options,
  });
  return { server, lines, url: server.url };
}
