import { Agent, get, request as httpRequest } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { HttpServer, HttpServerOptions } from '../../src/http/http-server.ts';
import { TestClock } from '../support/test-clock.ts';
import { aReport } from './a-report.ts';
import { STATUS_TOKEN, startServer } from './start-server.ts';

const running: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Partial<HttpServerOptions> = {}) {
  const started = await startServer(options);
  running.push(started.server);
  return started;
}

/** A GET with a Host header of our choice, which fetch does not allow. */
function getAs(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

test('serves the metrics as OpenMetrics', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/metrics`, { headers: { accept: 'text/plain' } });
  expect(response.headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  expect(await response.text()).toMatch(/livestock_build_info[\s\S]*# EOF\n$/);
});

test.each([
  ['pass', 200],
  ['warn', 200],
  ['fail', 503],
] as const)('readiness that is "%s" answers %i', async (status, code) => {
  const { url } = await start({
    readiness: async () => [
      { name: 'store', status: 'pass' },
      { name: 'gateway', status, output: 'since 12:00' },
    ],
  });
  const response = await fetch(`${url}/readyz`);
  expect(response.status).toBe(code);
  expect(response.headers.get('content-type')).toMatch('application/health+json');
  expect(await response.json()).toEqual({
    status,
    checks: { store: [{ status: 'pass' }], gateway: [{ status, output: 'since 12:00' }] },
  });
});

test('readiness that throws is "fail", says nothing of the reason and logs it', async () => {
  const { url, lines } = await start({ readiness: () => Promise.reject(new Error('shop.db is locked')) });
  const response = await fetch(`${url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain('shop.db');
  expect(lines.join('')).toContain('shop.db is locked');
});

test('readiness that hangs is "fail" after 2 s', async () => {
  const clock = new TestClock();
  const { url } = await start({ clock, readiness: () => new Promise(() => undefined) });
  const answer = fetch(`${url}/readyz`);
  // The other one is the pace of the charts.
  await expect.poll(() => clock.waiting).toBe(2);
  await clock.advance(2_000);
  expect((await answer).status).toBe(503);
});

test('liveness does not ask for readiness', async () => {
  const { url } = await start({ readiness: () => Promise.reject(new Error('database is away')) });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a fatal flag fails liveness', async () => {
  const { url } = await start({
    liveness: () => [{ name: 'process', status: 'fail', output: 'the token is void' }],
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

test('probes leave no line in the log', async () => {
  const { url, lines } = await start();
  for (const path of ['/healthz', '/readyz', '/metrics', '/nothing']) await fetch(url + path);
  expect(lines).toEqual([]);
});

test('what is not there is 404 as JSON, and only reading is served', async () => {
  const { url } = await start();
  const missing = await fetch(`${url}/nothing`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toHaveProperty('error');
  const posted = await fetch(`${url}/metrics`, { method: 'POST', body: 'x' });
  expect(posted.status).toBe(405);
  expect(posted.headers.get('allow')).toBe('GET, HEAD');
  expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(`${url}/%zz`)).status).toBe(400);
  expect((await fetch(`${url}/*a`)).status).toBe(404);
});

test('the status is open on loopback, by a loopback name only', async () => {
  const { url } = await start();
  expect(await (await fetch(`${url}/status`)).json()).toEqual(aReport());
  expect(await getAs(`${url}/status`, { host: 'localhost:1' })).toBe(200);
  expect(await getAs(`${url}/status`, { host: 'evil.example' })).toBe(403);
});

test.each([
  ['no token', '/status', {}, 401],
  ['a wrong token', '/status?token=a-long-status-tokem', {}, 401],
  ['a doubled token', `/status?token=${STATUS_TOKEN}&token=${STATUS_TOKEN}`, {}, 401],
  ['the token in the query', `/status?token=${STATUS_TOKEN}`, {}, 200],
  ['the token in the header', '/status', { authorization: `Bearer ${STATUS_TOKEN}` }, 200],
])('from outside, %s', async (_name, path, headers, code) => {
  const { url } = await start({ statusToken: STATUS_TOKEN });
  expect(await getAs(url + path, { host: 'shop.example', ...headers })).toBe(code);
});

test('a taken port rejects', async () => {
  const { url } = await start();
  await expect(start({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});

test('closing answers what is in flight and does not wait for idle keep-alive connections', async () => {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const { server, url } = await start({
    status: async () => {
      entered.resolve();
      await release.promise;
      return aReport();
    },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answer = new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(`${url}/status`, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject).end();
  });
  await entered.promise;
  const closed = server.close();
  await expect.poll(() => getAs(`${url}/healthz`, {}).catch(() => 'refused')).toBe('refused');
  release.resolve();
  expect(await answer).toBe(200);
  const startMs = performance.now();
  await closed;
  expect(performance.now() - startMs).toBeLessThan(2_000);
  agent.destroy();
});
