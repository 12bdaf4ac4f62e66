import { get } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { HttpServer, HttpServerOptions } from '../../src/http/http-server.ts';
import type { StatusSample } from '../../src/http/status-history.ts';
import { TestClock } from '../support/test-clock.ts';
import { aReport } from './a-report.ts';
import { listen } from './listen.ts';
import { STATUS_TOKEN, startServer } from './start-server.ts';

const running: HttpServer[] = [];
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const OUTSIDE = { host: 'shop.example' };

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Partial<HttpServerOptions> = {}) {
  const { server, lines, url } = await startServer(options);
  running.push(server);
  return { server, lines, url };
}

/** A GET with headers that fetch does not allow. */
function ask(url: string, headers: Record<string, string>) {
  return new Promise<{ code: number; cookie: string; body: string }>((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.join() ?? '';
        resolve({ code: response.statusCode ?? 0, cookie, body });
      });
    }).on('error', reject);
  });
}

test('the status is JSON for a script and a page for a browser', async () => {
  const { url } = await start();
  expect(await (await fetch(`${url}/status`)).json()).toEqual(aReport());
  const page = await fetch(`${url}/status`, { headers: HTML });
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(page.headers.get('vary')).toBe('accept, cookie');
  expect(await (await fetch(`${url}/status?format=json`, { headers: HTML })).json()).toEqual(aReport());
  expect(new URL((await fetch(url, { headers: HTML })).url).pathname).toBe('/status');
});

test("every file that the page names is there, and the pages' own are not among them", async () => {
  const { url } = await start();
  const html = await (await fetch(`${url}/status`, { headers: HTML })).text();
  const names = Array.from(html.matchAll(/(?:href|src)="(status\/page\/[^"]+)"/g), (match) => match[1]);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect([name, (await fetch(`${url}/${name}`)).status]).toEqual([name, 200]);
  for (const name of ['index.html', '../status-access.ts', '%2e%2e/status-access.ts'])
    expect((await fetch(`${url}/status/page/${name}`)).ok).toBe(false);
});

test('from outside, a browser is asked for the token, and a cookie stands for it from then on', async () => {
  const { url } = await start({ statusToken: STATUS_TOKEN });
  const refused = await ask(`${url}/status`, { ...HTML, ...OUTSIDE });
  expect(refused).toMatchObject({ code: 401, cookie: '', body: expect.stringContaining('Status token') });
  const wrong = await ask(`${url}/status?token=${STATUS_TOKEN}x`, { ...HTML, ...OUTSIDE });
  expect(wrong).toMatchObject({ code: 401, cookie: '' });

  const { code, cookie } = await ask(`${url}/status?token=${STATUS_TOKEN}`, { ...HTML, ...OUTSIDE });
  expect(code).toBe(200);
  expect(cookie).toMatch(/^livestock_status=[0-9a-f]{64}; HttpOnly; SameSite=Lax$/);
  expect(cookie).not.toContain(STATUS_TOKEN);
  const bearer = await ask(`${url}/status`, { ...OUTSIDE, authorization: `Bearer ${STATUS_TOKEN}` });
  expect(bearer).toMatchObject({ code: 200, cookie: '' });
  const known = { ...OUTSIDE, cookie: `other=1; ${cookie.split(';')[0]}` };
  expect((await ask(`${url}/status`, known)).code).toBe(200);
  const events = await listen(`${url}/status/events`, known);
  expect(events.response.statusCode).toBe(200);
  events.leave();
});

test.each([
  ['without a token', {}, '', 401],
  ['with a made-up cookie', { cookie: `livestock_status=${'0'.repeat(64)}` }, '', 401],
  ['with the token as its own cookie', { cookie: `livestock_status=${STATUS_TOKEN}` }, '', 401],
  ['with a wrong token in the address', {}, '?token=wrong', 401],
  ['with the token in the address', {}, `?token=${STATUS_TOKEN}`, 200],
  ['with the token in the header', { authorization: `Bearer ${STATUS_TOKEN}` }, '', 200],
])('from outside, the events answer %s', async (_name, headers, query, code) => {
  const { url } = await start({ statusToken: STATUS_TOKEN });
  const events = await listen(`${url}/status/events${query}`, { ...OUTSIDE, ...headers });
  expect(events.response.statusCode).toBe(code);
  events.leave();
});

test('on this machine nobody is given a cookie for a token that was not right', async () => {
  const { url } = await start({ statusToken: STATUS_TOKEN });
  expect(await ask(`${url}/status?token=wrong`, HTML)).toMatchObject({ code: 200, cookie: '' });
});

test('without a status token it is closed from outside, and the page says so', async () => {
  const { url } = await start();
  const page = await ask(`${url}/status`, { ...HTML, ...OUTSIDE });
  expect(page).toMatchObject({ code: 403, body: expect.stringContaining('STATUS_TOKEN') });
  expect((await ask(`${url}/status/events`, OUTSIDE)).code).toBe(403);
});

test('the report is made every 2 s while somebody listens, once for all, and not for nobody', async () => {
  const clock = new TestClock();
  let made = 0;
  const { url } = await start({
    clock,
    status: async () => {
      made += 1;
      return aReport();
    },
  });
  await clock.advance(60_000);
  expect(made).toBe(0);
  const waiting = clock.waiting;
  const listeners = [await listen(`${url}/status/events`), await listen(`${url}/status/events`)];
  await expect.poll(() => listeners.map(({ events }) => events.at(-1)?.name)).toEqual(['report', 'report']);
  const before = made;
  await clock.advance(4000);
  expect(made).toBe(before + 2);
  await expect.poll(() => listeners[1]?.events.at(-1)).toEqual({ name: 'report', data: aReport() });
  for (const { leave } of listeners) leave();
  await expect.poll(() => clock.waiting).toBe(waiting);
  await clock.advance(60_000);
  expect(made).toBe(before + 2);
});

test('a change is told at once', async () => {
  const clock = new TestClock();
  const { url, server } = await start({ clock });
  const { events, leave } = await listen(`${url}/status/events`);
  const reports = () => events.filter(({ name }) => name === 'report').length;
  await expect.poll(reports).toBe(1);
  server.statusChanged();
  await expect.poll(reports).toBe(2);
  leave();
});

test('the charts get what happened in each 10 s of the last hour', async () => {
  const clock = new TestClock();
  const now: StatusSample = { score: 90, responses: 4, responseSeconds: 1, errors: 7 };
  const { url } = await start({ clock, sample: () => ({ ...now }) });
  const startMs = clock.now();
  Object.assign(now, { score: 80, queueDepth: 3, responses: 6, responseSeconds: 2, errors: 9 });
  await clock.advance(20_000);
  const { events, leave } = await listen(`${url}/status/events`);
  await expect
    .poll(() => events[0])
    .toEqual({
      name: 'history',
      data: [
        { atMs: startMs + 10_000, score: 80, queueDepth: 3, responseSeconds: 0.5, errors: 2 },
        { atMs: startMs + 20_000, score: 80, queueDepth: 3, responseSeconds: null, errors: 0 },
      ],
    });
  now.errors += 5;
  await clock.advance(10_000);
  await expect
    .poll(() => events.find(({ name }) => name === 'point')?.data)
    .toMatchObject({ atMs: startMs + 30_000, errors: 5 });
  leave();
  await clock.advance(7_200_000);
  const late = await listen(`${url}/status/events`);
  await expect.poll(() => late.events[0]?.data).toHaveLength(360);
  late.leave();
});

test('a status that cannot be made is logged, and the stream goes on', async () => {
  const clock = new TestClock();
  let fails = true;
  const { url, lines } = await start({
    clock,
    status: () => (fails ? Promise.reject(new Error('no store')) : Promise.resolve(aReport())),
  });
  const { events, leave } = await listen(`${url}/status/events`);
  await expect.poll(() => lines.join('')).toContain('no store');
  fails = false;
  await clock.advance(2000);
  await expect.poll(() => events.at(-1)?.name).toBe('report');
  leave();
});

test('a status that never comes is given up after 5 s', async () => {
  const clock = new TestClock();
  const { url, lines } = await start({ clock, status: () => new Promise(() => undefined) });
  const { leave } = await listen(`${url}/status/events`);
  await clock.advance(5000);
  await expect.poll(() => lines.join('')).toContain('DeadlineError');
  leave();
  await clock.advance(5000);
});

test('closing ends the streams at once', async () => {
  const clock = new TestClock();
  const { url, server } = await start({ clock });
  const listeners = [await listen(`${url}/status/events`), await listen(`${url}/status/events`)];
  const startMs = performance.now();
  await Promise.all([server.close(), ...listeners.map(({ ended }) => ended)]);
  expect(performance.now() - startMs).toBeLessThan(1000);
  expect(clock.waiting).toBe(0);
});

test('whoever does not read is let go', async () => {
  const clock = new TestClock();
  const { url } = await start({ clock, status: async () => aReport({ version: 'x'.repeat(3_000_000) }) });
  const idle = clock.waiting;
  const { response, leave } = await listen(`${url}/status/events`);
  response.pause();
  expect(clock.waiting).toBe(idle + 1);
  await expect
    .poll(async () => {
      await clock.advance(2000);
      return clock.waiting;
    })
    .toBe(idle);
  leave();
});

test('many may listen, but not any number', async () => {
  const { url } = await start();
  const listeners = await Promise.all(Array.from({ length: 32 }, () => listen(`${url}/status/events`)));
  expect(listeners.every(({ response }) => response.statusCode === 200)).toBe(true);
  expect((await fetch(`${url}/status/events`)).status).toBe(503);
  listeners[0]?.leave();
  await expect
    .poll(async () => {
      const { response, leave } = await listen(`${url}/status/events`);
      leave();
      return response.statusCode;
    })
    .toBe(200);
  for (const { leave } of listeners) leave();
});

test('a taken port leaves nothing running', async () => {
  const clock = new TestClock();
  const { url } = await start();
  await expect(start({ clock, port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
  expect(clock.waiting).toBe(0);
});
