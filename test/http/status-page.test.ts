import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpServer, HttpServerOptions } from '../../src/http/http-server.ts';
import type { StatusReport } from '../../src/http/status-report.ts';
import { aHealth, anIllReport, aReport } from './a-report.ts';
import { STATUS_TOKEN, startServer } from './start-server.ts';

const executablePath = '/usr/bin/chromium';
const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is not this machine's, for what comes from outside.
  '--host-resolver-rules=MAP shop.example 127.0.0.1',
];

const isSkipped = !existsSync(executablePath) && !process.env['CI'];
if (isSkipped) process.stdout.write(`The status page is not tested: there is no ${executablePath}.\n`);

describe.skipIf(isSkipped)('the status page', () => {
  let browser: Browser;
  let server: HttpServer;
  let report: StatusReport;
  let answer: () => Promise<StatusReport>;
  let problems: string[];
  let open: (options?: BrowserContextOptions & { url?: string }) => Promise<Page>;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: browserFlags });
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    problems = [];
    report = aReport();
    answer = async () => report;
    server = await serve();
    open = async ({ url = `${server.url}/status`, ...options } = {}) => {
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(6000);
      page.on('request', (request) => {
        const { origin } = new URL(request.url());
        if (origin !== new URL(url).origin) problems.push(`asked for ${request.url()}`);
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('dialog', (dialog) => problems.push(`a script ran: ${dialog.message()}`));
      await page.goto(url);
      return page;
    };
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
    expect(problems).toEqual([]);
  });

  async function serve(options: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
    const started = await startServer({
      status: () => answer(),
      statusToken: STATUS_TOKEN,
      ...options,
    });
    return started.server;
  }

  const outside = () => server.url.replace('127.0.0.1', 'shop.example');
  const isLostConnection = (problem: string) => /ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(problem);
  /** The page looks every 5 s whether it heard anything, by an animation; here far more often. */
  const hurryWatch = (page: Page) =>
    page.evaluate('for (const animation of document.getAnimations()) animation.playbackRate = 20');
  const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
  const section = (page: Page, name: string) => page.getByRole('region', { name });
  const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
  const cells = async (page: Page, text: string) =>
    (await row(page, text).first().innerText()).split(/\s*\t\s*/);

  test('shows the score, what is offered and the five figures by name', async () => {
    const page = await open();
    await live(page);
    await page.getByText('Everything is offered').waitFor();
    expect(await page.locator('#score').innerText()).toBe('100 of 100');
    const figures = await section(page, 'Five figures').innerText();
    for (const name of Object.keys(report.figures)) expect(figures).toContain(name);
    expect(figures).toMatch(/99\.99\s*%/);
    expect(figures).toContain('84 ms');
    expect(await page.title()).toBe('100 Everything is offered – LiveStock');
  });

  test('shows how much of each error budget is left, and since when that is known', async () => {
    const page = await open();
    await section(page, 'Error budgets').getByText('Since this process started at').waitFor();
    expect(await cells(page, 'Stock changes visible')).toEqual([
      '99%: Stock changes visible within 10.5 s',
      '2,000',
      '5',
      '75%',
    ]);
    expect(await cells(page, 'Clicks acknowledged')).toEqual(expect.arrayContaining(['18', '10%']));
    expect(await cells(page, 'Purchases without an error')).toEqual(expect.arrayContaining(['no traffic']));
    expect(await page.locator('#budgets-body .warn').innerText()).toBe('10%');
  });

  test('names every lost point, so that they add up to what the score lacks', async () => {
    const capped = { name: 'acknowledgement_lost', limit: 30 };
    report = aReport({
      health: aHealth(
        { score: 30, caps: [capped], cappedPoints: 32.5 },
        { ledger: 7.5, gateway: 10, board: 20 },
      ),
    });
    const page = await open();
    await section(page, 'Where the points go').getByText('30 of 100 points: 70 lost').waitFor();
    const lost = await page
      .locator('#health-body table')
      .first()
      .locator('tbody tr td:last-child')
      .allInnerTexts();
    const sum = lost.reduce((total, text) => total + Number(text.replace('−', '')), 0);
    expect(sum).toBe(70);
    expect(await cells(page, 'Writing the ledger')).toEqual(['Writing the ledger', '30', '−7.5']);
    await page.getByText('Most clicks get no answer: at most 30').waitFor();
  });

  test('shows what is ill everywhere, and markup in a name as text', async () => {
    report = anIllReport();
    const page = await open();
    await page.getByText('Simplified Mode: slash commands only').waitFor();
    expect(await page.locator('#why li').allInnerTexts()).toEqual([
      'Writing the ledger: −30',
      'Requests to Discord: −12.25',
      'Freshness of the boards: −5.25',
      'Nobody is charged: buying is refused',
    ]);
    await section(page, 'Five figures').getByText('no traffic', { exact: true }).waitFor();
    await section(page, 'Readiness').getByText('failed: cannot write').waitFor();
    await section(page, 'Boards and deliveries').getByText('the edit failed and comes again').waitFor();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await section(page, 'Connection to Discord').getByText('reconnecting since').waitFor();
    expect(await cells(page, 'board edit')).toContain('open');
    await page.getByText('Queue: 9 for 3 workers, the oldest for 1 min 11 s').waitFor();
    const trace = report.errors[0]?.traceId ?? '';
    expect(await cells(page, trace)).toEqual([expect.any(String), 'store', 'database', trace]);
  });

  test('follows a change within 3 s, without being asked, and at once when told to', async () => {
    const page = await open();
    await live(page);
    report = anIllReport();
    await page.getByText('Simplified Mode').waitFor({ timeout: 3000 });
    report = aReport();
    server.statusChanged();
    await page.getByText('Everything is offered').waitFor();
    await section(page, 'Last errors').getByText('None since the start.').waitFor();
    report = aReport({
      breakers: [{ name: 'reply', state: 'open', sinceMs: report.nowMs, failuresInRow: 0 }],
    });
    await page.getByText('Everything is offered, but not all is well').waitFor();
  });

  test('leaves alone what has not changed, so that a trace id can be marked and copied', async () => {
    report = anIllReport();
    const page = await open();
    const trace = report.errors[0]?.traceId ?? '';
    await page.getByText(trace).click();
    const marked = () => page.evaluate<string>('String(getSelection())');
    expect(await marked()).toBe(trace);
    report = { ...report, nowMs: report.nowMs + 600_000, deliveries: { count: 0 } };
    server.statusChanged();
    await page.getByText('Every order is delivered').waitFor();
    expect(await marked()).toBe(trace);
  });

  test('copes with a bot that has none of the later parts', async () => {
    const { health: _health, queue: _queue, deliveries: _deliveries, ...rest } = aReport();
    report = { ...rest, breakers: [], cache: [], boards: [] };
    const page = await open();
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.getByText('There is no board.').waitFor();
    await page.getByText('Deliveries cannot be read').waitFor();
    for (const name of ['Where the points go', 'Breakers and queue', 'Cache'])
      expect([name, await section(page, name).count()]).toEqual([name, 0]);
  });

  test('draws the last hour', async () => {
    await server.close();
    const now = { score: 100, queueDepth: 2, responses: 0, responseSeconds: 0, errors: 0 };
    const ticks: (() => void)[] = [];
    let atMs = report.nowMs;
    server = await serve({
      sample: () => ({ ...now }),
      clock: {
        now: () => atMs,
        monotonicMs: () => atMs,
        sleep: () => new Promise(() => undefined),
        every: (_ms, tick) => {
          ticks.push(tick);
          return () => undefined;
        },
      },
    });
    for (let i = 0; i < 60; i += 1) {
      atMs += 10_000;
      now.score -= 1;
      now.responses += 1;
      now.responseSeconds += 0.25;
      now.errors += i % 30 === 0 ? 4 : 0;
      ticks[0]?.();
    }
    const page = await open();
    const chart = (name: string) => page.getByRole('img', { name });
    await chart('Score, last hour: now 40, lowest 40').waitFor();
    await chart('Response time, last hour: now 250 ms').waitFor();
    await chart('Queue, last hour: now 2').waitFor();
    await chart('Errors a minute, last hour: now 0, most 4').waitFor();
    expect(await chart('Errors').locator('rect').count()).toBe(2);
    expect(await chart('Score').locator('polyline').count()).toBe(1);
    // A gap in time is a gap in the line.
    atMs += 120_000;
    ticks[0]?.();
    await expect.poll(() => chart('Score').locator('polyline').count()).toBe(2);
  });

  test.each(['light', 'dark'] as const)('fits a phone in %s, whatever the names are', async (colorScheme) => {
    report = anIllReport();
    const long = 'x'.repeat(300);
    report = {
      ...report,
      boards: [{ shopId: '7', channelId: long, problem: long }],
      ready: [{ name: long, status: 'fail', output: long }],
    };
    const page = await open({ viewport: { width: 390, height: 844 }, colorScheme });
    await live(page);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    const colours = await page.evaluate<string[]>(
      '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]',
    );
    expect(width).toBe(390);
    const isDark = (colour: string) => Number(/\d+/.exec(colour)?.[0]) < 128;
    expect(colours.map(isDark)).toEqual(colorScheme === 'dark' ? [true, false] : [false, true]);
  });

  test('says when the bot falls silent, and comes back with it', async () => {
    const page = await open();
    await live(page);
    const { port } = new URL(server.url);
    await server.close();
    await page.getByText('Connection lost, trying again').waitFor();
    report = aReport({ figures: { ...report.figures, retry_attempts_total: 77 } });
    server = await serve({ port: Number(port) });
    await live(page);
    await page.getByText('77', { exact: true }).waitFor();
    // The lost connection is what this is about.
    problems = problems.filter((problem) => !isLostConnection(problem));
  });

  test('says when the bot is there and tells nothing', async () => {
    const page = await open();
    await live(page);
    const silence = Promise.withResolvers<StatusReport>();
    answer = () => silence.promise;
    server.statusChanged();
    await hurryWatch(page);
    await page.getByText('Nothing new since').waitFor();
    silence.resolve(report);
    await live(page);
  });

  test('asks for the token again when it was changed', async () => {
    const page = await open({ url: `${outside()}/status?token=${STATUS_TOKEN}` });
    await live(page);
    const { port } = new URL(server.url);
    await server.close();
    server = await serve({ port: Number(port), statusToken: 'another-status-token' });
    await hurryWatch(page);
    await page.getByLabel('Status token').waitFor();
    problems = problems.filter((problem) => !isLostConnection(problem) && !problem.includes('status of 401'));
  });

  test('from outside, asks for the token and keeps it out of every address', async () => {
    const page = await open({ url: `${outside()}/status` });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByLabel('Status token').fill('wrong-token');
    await page.getByRole('button', { name: 'Show the status' }).click();
    await page.getByLabel('Status token').fill(STATUS_TOKEN);
    await page.getByRole('button', { name: 'Show the status' }).click();
    await live(page);
    expect(page.url()).toBe(`${outside()}/status`);
    expect(await page.content()).not.toContain(STATUS_TOKEN);
    expect(asked.filter((url) => url.includes(STATUS_TOKEN))).toEqual([
      `${outside()}/status?token=${STATUS_TOKEN}`,
    ]);
    await page.reload();
    await live(page);
    await page.getByRole('link', { name: 'The same as JSON' }).click();
    await expect.poll(() => page.locator('pre').innerText()).toContain('"version":"1.2.3"');
    await page.close();
    // The refusals were asked for; raw JSON names no icon, so that the browser looks for one.
    problems = problems.filter((problem) => !/status of (401|404)/.test(problem));
  });
});
