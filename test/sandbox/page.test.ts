import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { boardMessage, type PageBot, startPageBot } from './page-bot.ts';

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
];

const note = 'of the scenario';
const noAnswers: Scenario = {
  id: 'no-answers',
  name: 'No answers',
  description: 'Every click is lost.',
  async start(control) {
    const effect = { kind: 'status', status: 500 } as const;
    await control.addFault({ on: 'rest', method: 'POST', route: '/interactions/*', effect, note });
  },
  async stop(control) {
    const own = (await control.faults()).filter((fault) => fault.note === note);
    for (const fault of own) await control.removeFault(fault);
  },
};

const isSkipped = !existsSync(executablePath) && !process.env['CI'];
if (isSkipped) process.stdout.write(`The page is not tested: there is no ${executablePath}.\n`);

describe.skipIf(isSkipped)('the page', () => {
  let sandbox: Sandbox;
  let bot: PageBot;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let anaId: string;
  let problems: string[];

  beforeAll(async () => {
    sandbox = await startSandbox({ limits: { ackMs: 1000 }, scenarios: [noAnswers] });
    const { control } = sandbox;
    anaId = (await control.createUser({ username: 'Ana' })).id;
    const budiId = (await control.createUser({ username: 'Budi', locale: 'id' })).id;
    const { id: guildId } = await control.createGuild({ name: 'Test guild' });
    const { id: channelId } = await control.createChannel({ guildId, name: 'market' });
    for (const userId of [anaId, budiId]) await control.setMember({ guildId, userId });
    bot = await startPageBot(sandbox, { guildId, channelId });
    browser = await chromium.launch({ executablePath, args: browserFlags });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  });

  afterAll(async () => {
    await browser?.close();
    await bot?.[Symbol.asyncDispose]();
    await sandbox?.close();
  });

  beforeEach(async () => {
    problems = [];
    page = await open();
  });

  afterEach(async () => {
    await page.close();
    await sandbox.control.clearFaults();
    expect(problems).toEqual([]);
  });

  /** Opens the page as Ana; what leaves this machine or goes wrong in it is written down. */
  async function open(): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(6000);
    opened.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol !== 'data:' && hostname !== '127.0.0.1') problems.push(`asked for ${request.url()}`);
    });
    opened.on('pageerror', (error) => problems.push(error.message));
    opened.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await opened.goto(`${sandbox.url}/#${anaId}/`);
    await opened.getByRole('button', { name: 'Hello' }).waitFor();
    return opened;
  }

  const board = () => page.locator(`[data-message-id="${bot.board.id}"]`);
  const become = (name: string) =>
    page.getByRole('group', { name: 'Act as' }).getByRole('button', { name }).click();

  test('shows a message with markdown, embed and buttons, and no markup of its author', async () => {
    await expect.poll(() => board().locator('strong').allInnerTexts()).toEqual(['Bold', '10']);
    expect(await board().innerText()).toContain('<img src="x" alt="markup">');
    expect(await board().getByAltText('markup').count()).toBe(0);
    const embed = board().getByTestId('embed');
    for (const text of ['Shop Status', 'years ago', 'Price', '12 WL', 'All in stock']) {
      await embed.getByText(text).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Closed' }).isDisabled()).toBe(true);
  });

  test('shows an ephemeral reply to who clicked, and to nobody else', async () => {
    await page.getByRole('button', { name: 'Hello' }).click();
    const reply = page.getByRole('article').filter({ hasText: 'Hello Ana' });
    await reply.getByText('Only you can see this').waitFor();
    await become('Budi');
    await page.getByRole('button', { name: 'Hello' }).click();
    await page.getByText('Hello Budi').waitFor();
    expect(await reply.count()).toBe(0);
    await become('Ana');
    await reply.getByRole('button', { name: 'Dismiss message' }).click();
    await reply.waitFor({ state: 'detached' });
  });

  test('says that the bot is thinking until a deferred answer comes', async () => {
    await page.getByRole('button', { name: 'Wait' }).click();
    await page.getByText('is thinking').waitFor();
    bot.answerWaiting();
    await page.getByText('At last').waitFor();
  });

  test('offers a select menu and sends the choice', async () => {
    await page.getByRole('combobox', { name: 'Pick a fruit' }).click();
    await page.getByRole('option', { name: 'Mango' }).click();
    await page.getByText('You picked mango').waitFor();
  });

  test('opens a modal, checks its fields and submits them', async () => {
    await page.getByRole('button', { name: 'Form' }).click();
    const dialog = page.getByRole('dialog', { name: 'Registration' });
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('This field is required.').waitFor();
    await dialog.getByLabel('Your name').fill('ab');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Must be between 3 and 10 in length.').waitFor();
    await dialog.getByLabel('Your name').fill('Anabel');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Registered Anabel').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  test('runs a slash command with a suggested and a checked option', async () => {
    await page.getByRole('textbox', { name: 'Message' }).fill('/gre');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('This option is required.').waitFor();
    await page.getByRole('combobox', { name: 'city' }).fill('ban');
    await page.getByRole('option', { name: 'Banyuwangi' }).click();
    await page.getByRole('button', { name: '+ times' }).click();
    await page.getByRole('textbox', { name: 'times' }).fill('4');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('At most 3.').waitFor();
    await page.getByRole('textbox', { name: 'times' }).fill('2');
    await page.keyboard.press('Enter');
    await page.getByText('Good day, banyuwangi! Good day, banyuwangi!').waitFor();
    await page.getByText('used /greet').waitFor();
  });

  test('names commands in the language of who looks', async () => {
    await become('Budi');
    await page.getByRole('textbox', { name: 'Message' }).fill('/');
    await page.getByRole('option', { name: '/sapa' }).getByText('Menyapa kota').waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('en-US');
    await page.getByRole('option', { name: '/greet' }).waitFor();
  });

  test('brings a direct message with its file', async () => {
    await page.getByRole('button', { name: 'Goods' }).click();
    const place = page.getByRole('region', { name: 'Direct messages' }).getByRole('button');
    await place.getByLabel('1 unread').waitFor();
    await place.click();
    const message = page.getByRole('article').filter({ hasText: 'Here are your goods' });
    await expect.poll(() => message.getByTestId('file-text').innerText()).toContain('seed-1\nseed-2');
    const download = page.waitForEvent('download');
    await message.getByRole('link', { name: 'Download goods.txt' }).click();
    expect((await download).suggestedFilename()).toBe('goods.txt');
  });

  test('follows an edit and marks the message as edited', async () => {
    await bot.board.edit(boardMessage(9));
    await board().getByText('Seeds: 9').waitFor();
    await board().getByText('(edited)').waitFor();
    await expect.poll(() => board().getAttribute('class')).toContain('edited-');
    await bot.board.edit(boardMessage(10));
    await board().getByText('Seeds: 10').waitFor();
  });

  test('posts what a person writes and deletes it', async () => {
    await page.getByRole('textbox', { name: 'Message' }).fill('Good *morning*');
    await page.keyboard.press('Enter');
    const message = page.getByRole('article', { name: 'Ana' }).filter({ hasText: 'Good morning' });
    await message.hover();
    await message.getByRole('button', { name: 'Delete message' }).click();
    await message.waitFor({ state: 'detached' });
  });

  test('makes a click fail by a fault from the panel, and logs the request', async () => {
    await page.getByRole('button', { name: 'Clicks get no answer' }).click();
    await page.getByRole('list', { name: 'Active faults' }).getByText('Clicks get no answer').waitFor();
    await page.getByRole('button', { name: 'Hello' }).click();
    await board().getByText('This interaction failed').waitFor();
    const failed = page
      .getByRole('row')
      .filter({ hasText: '/callback' })
      .filter({ hasText: 'Clicks get no answer' });
    await failed.first().getByRole('cell', { name: '500' }).waitFor();
    await page.getByRole('button', { name: 'Remove this fault' }).click();
    await page.getByRole('button', { name: 'Hello' }).click();
    await page.getByText('Hello Ana').waitFor();
    await board().getByText('This interaction failed').waitFor({ state: 'detached' });
  });

  test('starts and stops a scenario with a click each, seen by everybody who looks', async () => {
    const second = await open();
    const scenario = (at: Page) => at.getByRole('switch', { name: 'No answers' });
    await page.getByText('Every click is lost.').waitFor();
    expect(await scenario(page).getAttribute('aria-checked')).toBe('false');
    await scenario(page).click();
    await expect.poll(() => scenario(second).getAttribute('aria-checked')).toBe('true');
    await page.getByRole('list', { name: 'Active faults' }).getByText(note).waitFor();
    await page.getByRole('button', { name: 'Hello' }).click();
    await board().getByText('This interaction failed').waitFor();
    await scenario(second).click();
    await expect.poll(() => scenario(page).getAttribute('aria-checked')).toBe('false');
    await page.getByRole('button', { name: 'Hello' }).click();
    await board().getByText('This interaction failed').waitFor({ state: 'detached' });
    await second.close();
  });

  test('adds a fault that a person describes', async () => {
    await page.getByText('A fault of your own').click();
    const form = page.getByRole('form', { name: 'Add a fault' });
    await form.getByLabel('Method').selectOption('PATCH');
    await form.getByLabel('Route').fill('/channels/*');
    await form.getByLabel('Effect').selectOption('delay');
    await form.getByLabel('Milliseconds').fill('30');
    await form.getByLabel('Times').fill('2');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await page.getByText('Delay, ms 30').waitFor();
    expect(await sandbox.control.faults()).toMatchObject([
      { on: 'rest', method: 'PATCH', route: '/channels/*', count: 2, effect: { kind: 'delay', ms: 30 } },
    ]);
  });

  test('shows one part at a time in a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 760 });
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await page.getByRole('main').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'market' }).click();
    await page.getByRole('button', { name: 'Hello' }).waitFor();
    await page.getByRole('button', { name: 'Tools', exact: true }).click();
    await page.getByRole('region', { name: 'Last requests' }).waitFor();
    await page.getByRole('main').waitFor({ state: 'hidden' });
  });

  test('moves the clock', async () => {
    const before = (await sandbox.control.world()).now;
    await page.getByRole('button', { name: 'Advance 2 h' }).click();
    await expect
      .poll(async () => (await sandbox.control.world()).now - before)
      .toBeGreaterThanOrEqual(7_200_000);
  });
});
