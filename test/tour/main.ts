import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startChild } from '../bench/child.ts';
import { freePort } from '../support/free-port.ts';
import { CHROMIUM, FLAGS } from '../grafana/render/pictures.ts';

/*
 * Takes the README's pictures from the demo, as a visitor sees it: `npm run tour`.
 */
const FOLDER = fileURLToPath(new URL('./pictures/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'livestock-tour-'));
const [sandboxPort, httpPort] = [await freePort(), await freePort()];
await using demo = startChild({
  script: 'src/main.ts',
  preloads: ['src/require-node.mjs', 'src/telemetry.ts'],
  cwd: work,
  env: { SANDBOX_PORT: String(sandboxPort), HTTP_PORT: String(httpPort) },
});
await demo.wrote('runs its demo');
const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 760 } });
  await page.goto(`http://127.0.0.1:${sandboxPort}`);
  await visit(page, `http://127.0.0.1:${httpPort}`);
} finally {
  await browser.close();
  demo.signal('SIGTERM');
  await demo.ended;
  rmSync(work, { recursive: true });
}

async function visit(page: Page, statusUrl: string): Promise<void> {
  const whole = (name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) });
  const channel = (name: string) => page.getByRole('main').screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.getByText('Magplant 5000').first().waitFor();
  await page.getByText('Shop Status').first().waitFor();
  await whole('board');

  await page.getByRole('button', { name: 'Buy' }).first().click();
  await page.getByRole('combobox', { name: 'Choose a product' }).click();
  await page.getByRole('option', { name: /Growtoken/ }).click();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  await channel('confirm');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('is yours for').waitFor();
  await page.getByRole('region', { name: 'Direct messages' }).getByRole('button').first().click();
  await page.getByText('Thank you!').waitFor();
  await channel('goods');

  await page.getByRole('group', { name: 'Act as' }).getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('button', { name: 'live-stock' }).click();
  await command(page, '/sales summary');
  await page.getByText('earned').waitFor();
  await page.locator('.embed-image').last().waitFor();
  await channel('sales');

  await page.goto(`${statusUrl}/status`);
  await page.getByRole('heading', { name: 'Where the points go' }).waitFor();
  await whole('status');
}

async function command(page: Page, typed: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(typed);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run' }).click();
}
