import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { alertRule } from '../../prometheus/alert.ts';
import { Pace } from '../../prometheus/rule.ts';
import { ALERTS } from '../../prometheus/rule-files.ts';
import { startAlertmanager } from '../support/alertmanager-process.ts';
import { testWith } from './tools.ts';

const CONFIG = fileURLToPath(new URL('../../prometheus/alertmanager/alertmanager.yml', import.meta.url));
const RECEIVERS = {
  critical: 'page',
  page: 'page',
  ticket: 'ticket',
  info: 'info',
  none: 'dead-mans-switch',
} as const;

const withAmtool = testWith('amtool');

withAmtool('amtool finds nothing wrong with the configuration', () => {
  expect(amtool('check-config', CONFIG)).toContain('SUCCESS');
});

withAmtool('every alert goes to the receiver of its severity', () => {
  const severities = new Map(ALERTS.map((alert) => [`${alert.name}/${alert.severity}`, alert]));
  const routes = [...severities.values()].map(({ name, severity }) => {
    const labels = [`alertname=${name}`, `severity=${severity}`, 'job=livestock'];
    return [name, amtool('config', 'routes', 'test', `--config.file=${CONFIG}`, ...labels).trim()];
  });
  expect(routes).toEqual([...severities.values()].map(({ name, severity }) => [name, RECEIVERS[severity]]));
});

withAmtool(
  'a page goes out by Discord and by mail; what a dead bot explains waits until it lives',
  async () => {
    await using alertmanager = await startAlertmanager();
    const { posts, pulses, mail } = alertmanager;
    const down = alert('BotDown', { instance: 'bot:8080' });
    const others = [
      alert('LedgerViolation', { check: 'stock_counts' }),
      alert('GatewayDown', { shard: '0' }),
      alert('StoreSlow'),
      alert('Restarted'),
      alert('Watchdog'),
    ];
    await send(alertmanager.url, [down, ...others]);

    const titles = () => posts.map(({ title }) => title);
    await expect.poll(() => mail.mails).toHaveLength(2);
    await expect
      .poll(() => titles().toSorted())
      .toEqual([
        'CRITICAL LedgerViolation: The books of the shop do not add up',
        'PAGE BotDown: The bot is down',
      ]);
    await expect.poll(() => pulses).toContain('/a-check/0');
    const page = posts.find(({ title }) => title.includes('BotDown'));
    expect(page).toMatchObject({
      color: '#a30200',
      text: expect.stringContaining('Runbook: prometheus/runbooks/BotDown.md'),
    });
    expect(mail.mails.find((each) => each.includes('BotDown'))).toContain('for 2 minutes: nobody can');
    expect(mail.logins).toContain('livestock@example.org:not-a-real-password');
    expect(await inhibited(alertmanager.url)).toEqual(['GatewayDown', 'Restarted', 'StoreSlow']);

    await send(alertmanager.url, [{ ...down, endsAt: new Date().toISOString() }]);
    await expect.poll(() => titles()).toContain('RESOLVED BotDown: The bot is down');
    await expect
      .poll(() => titles())
      .toEqual(
        expect.arrayContaining([
          'PAGE GatewayDown: No connection to Discord',
          'TICKET StoreSlow: The database is slow',
          'INFO Restarted: The bot was started again',
        ]),
      );
    await expect.poll(() => mail.mails.some((each) => each.includes('GatewayDown'))).toBe(true);
    expect(mail.mails.filter((each) => /StoreSlow|Restarted|Watchdog/.test(each))).toEqual([]);
  },
);

withAmtool('who is woken for a budget gets no ticket for the same; another budget is told', async () => {
  await using alertmanager = await startAlertmanager();
  await send(alertmanager.url, [
    burn('PurchaseBudgetBurn', 'purchase', '1h'),
    burn('PurchaseBudgetBurn', 'purchase', '3d'),
    burn('BoardBudgetBurn', 'board', '3d'),
  ]);
  const titles = () => alertmanager.posts.map(({ title }) => title).toSorted();
  await expect
    .poll(titles)
    .toEqual([
      'PAGE PurchaseBudgetBurn: Purchases fail',
      'TICKET BoardBudgetBurn: Stock changes show too late on the board',
    ]);
  expect(await inhibited(alertmanager.url)).toEqual(['PurchaseBudgetBurn']);
});

interface SentAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  endsAt?: string;
}

/** As Prometheus sends it. */
function alert(name: string, labels: Record<string, string> = {}, window?: string): SentAlert {
  const found = ALERTS.find((each) => each.name === name && each.labels?.['window'] === window);
  if (!found) throw new Error(`no such alert: ${name}`);
  const rule = alertRule(found, new Pace());
  const annotations = Object.entries(rule.annotations).map(([key, text]) => [
    key,
    text.replace(/\{\{ or \S+ "([^"]+)" \}\}/, '$1'),
  ]);
  return {
    labels: { alertname: name, job: 'livestock', ...rule.labels, ...labels },
    annotations: Object.fromEntries(annotations),
  };
}

function burn(name: string, slo: string, window: string): SentAlert {
  return alert(name, { slo }, window);
}

async function send(url: string, alerts: readonly SentAlert[]): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  expect(response.status).toBe(200);
}

async function inhibited(url: string): Promise<string[]> {
  const response = await fetch(`${url}/api/v2/alerts?active=false&silenced=false`);
  const alerts = (await response.json()) as { labels: { alertname: string } }[];
  return alerts.map(({ labels }) => labels.alertname).toSorted();
}

function amtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('amtool', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`amtool ${args[0]}: ${stdout}${stderr}`);
  return stdout;
}
