import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Clock, systemClock } from '../../src/runtime/clock.ts';
import type { Control, OptionValue, Outcome, ViewedMessage } from '../../src/sandbox/control-api.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createOpenApiCheck } from './openapi.ts';

export interface ShopOptions {
  sandbox?: SandboxOptions;
  /** Environment variables of the bot. */
  env?: Record<string, string>;
  /** Usernames; all but `closed` take DMs. Default: alex, budi (Indonesian), closed. */
  people?: readonly string[];
  /** False: the test starts the bot itself (in a child process, say). */
  startBot?: boolean;
}

/** A local Discord with a guild, people and, unless the test starts it itself, the bot in this process. */
export interface TestShop extends AsyncDisposable {
  sandbox: Sandbox;
  control: Control;
  guildId: string;
  channelId: string;
  ownerId: string;
  userId: (name: string) => string;
  /** What a bot process needs to join. */
  env: Record<string, string>;
  /** The bot; starts (again) with `start`, ends with `stop`. */
  app: App;
  start(env?: Record<string, string>, clock?: Clock): Promise<App>;
  stop(): Promise<void>;
  /** Runs a command as the owner and gives its final text; an upload is confirmed. */
  owner(name: string, options?: Record<string, OptionValue>): Promise<string>;
  /** A product with stock; items are `<code>-1`, `<code>-2`… */
  product(
    code: string,
    product: { price: number; stock: number; name?: string; category?: string },
  ): Promise<void>;
  /** Registers a buyer and fills the wallet. */
  fund(name: string, amountWl: number): Promise<void>;
  /** The boards in the channel, as everybody sees them. */
  boards(): Promise<ViewedMessage[]>;
  /** Waits until the one board of the channel satisfies the check. */
  boardShows(check: (text: string) => void): Promise<ViewedMessage>;
  click(name: string, messageId: string, customId: string): Promise<Outcome>;
  /** Buy → product → quantity; gives the confirm step's message and the custom_id of its Confirm button. */
  toConfirm(name: string, code: string, quantity: number): Promise<{ messageId: string; confirmId: string }>;
  /** The message that an interaction was answered with, also when it was deferred. */
  finalMessage(name: string, outcome: Outcome): Promise<ViewedMessage | undefined>;
  /** The final text of an interaction's answer, also when it was deferred. */
  finalText(name: string, outcome: Outcome): Promise<string>;
  /** DM texts and files of a person. */
  goodsOf(name: string): Promise<string[]>;
}

/** Starts a shop on real HTTP and WebSocket; every exchange is checked against Discord's own description. */
export async function startShop(options: ShopOptions = {}): Promise<TestShop> {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-'));
  // Discord takes one IDENTIFY per 5 s: tests restart sooner.
  const limits = { identifyIntervalMs: 100, ...options.sandbox?.limits };
  const sandbox = await startSandbox({ ...options.sandbox, limits });
  const openApi = createOpenApiCheck(sandbox);
  const { control } = sandbox;
  const people = new Map<string, string>();
  const ownerId = (await control.createUser({ username: 'owner', locale: 'en-US' })).id;
  for (const username of options.people ?? ['alex', 'budi', 'closed']) {
    const locale = username === 'budi' ? 'id' : 'en-US';
    const { id } = await control.createUser({ username, locale, dmsOpen: username !== 'closed' });
    people.set(username, id);
  }
  const guildId = (await control.createGuild({ name: 'Test shop', ownerId })).id;
  for (const userId of [ownerId, ...people.values()]) await control.setMember({ guildId, userId });
  const channelId = (await control.createChannel({ guildId, name: 'live-stock' })).id;
  const env = {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    BOARD_CHANNEL_ID: channelId,
    DATABASE_URL: `sqlite:${join(folder, 'shop.db')}`,
    BACKUP_FOLDER: join(folder, 'backups'),
    SETTINGS_FILE: join(folder, 'settings.json'),
    HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...options.env,
  };
  const userId = (name: string) => people.get(name) ?? (name === 'owner' ? ownerId : '');

  const view = (name: string, channel = channelId) =>
    control.view({ userId: userId(name), channelId: channel });
  const boards = async () =>
    (await view('owner')).filter((message) => customIds(message).includes('ls1:buy'));
  /** The message that an interaction was answered with, also when it was deferred. */
  const finalMessage = async (name: string, outcome: Outcome): Promise<ViewedMessage | undefined> => {
    if (outcome.state !== 'deferred') return outcome.message;
    return await vi.waitFor(
      async () => {
        const message = (await view(name)).find(({ id }) => id === outcome.message?.id);
        const isSame = message?.edited_timestamp === outcome.message?.edited_timestamp;
        if (!message || message.loading || (outcome.callbackType === 6 && isSame))
          throw new Error('not answered yet');
        return message;
      },
      { timeout: 8000, interval: 10 },
    );
  };
  const finalText = async (name: string, outcome: Outcome): Promise<string> =>
    outcome.state === 'failed' ? 'This interaction failed' : textOf(await finalMessage(name, outcome));
  const command = async (name: string, path: string, values = {}) => {
    const at = { userId: userId(name), channelId };
    const outcome = await control.command({ ...at, name: path, options: values });
    if (outcome.state === 'failed') return await finalText(name, outcome);
    const message = await finalMessage(name, outcome);
    const customId = customIds(message).find((id) => id.startsWith('ls1:stock-confirm:'));
    if (!message || !customId) return textOf(message);
    return await finalText(name, await control.click({ ...at, messageId: message.id, customId }));
  };

  const shop: TestShop = {
    sandbox,
    control,
    guildId,
    channelId,
    ownerId,
    userId,
    env,
    app: undefined as unknown as App,
    async start(more = {}, clock = systemClock) {
      const config = readConfig({ ...env, ...more }, join(folder, 'no.env'));
      const token = config.discord.token ?? '';
      shop.app = await startApp({ ...config, discord: { ...config.discord, token } }, clock);
      await shop.app.connected;
      return shop.app;
    },
    async stop() {
      expect((await shop.app.stop()).map(({ name, error }) => `${name}: ${String(error)}`)).toEqual([]);
    },
    owner: (path, values) => command('owner', path, values),
    async product(code, { price, stock, name = code, category }) {
      await command('owner', 'product add', { code, name, price, ...(category && { category }) });
      if (stock === 0) return;
      const text = Array.from({ length: stock }, (_, index) => `${code}-${index + 1}`).join('\n');
      await command('owner', 'stock-add', { code, text });
    },
    async fund(name, amountWl) {
      await command(name, 'register', { growid: `${name}GT` });
      if (amountWl > 0) {
        await command('owner', 'wallet credit', { user: userId(name), amount: amountWl, reason: 'deposit' });
      }
    },
    boards,
    boardShows: (check) =>
      vi.waitFor(
        async () => {
          const found = await boards();
          expect(found).toHaveLength(1);
          check(textOf(found[0]));
          return found[0] as ViewedMessage;
        },
        { timeout: 8000, interval: 20 },
      ),
    click: (name, messageId, customId) =>
      control.click({ userId: userId(name), channelId, messageId, customId }),
    async toConfirm(name, code, quantity) {
      const [board] = await boards();
      const at = { userId: userId(name), channelId };
      const list = await control.click({ ...at, messageId: board?.id ?? '', customId: 'ls1:buy' });
      const messageId = (await finalMessage(name, list))?.id ?? '';
      const choice = { ...at, messageId, customId: 'ls1:buy-choose', values: [code] };
      await finalMessage(name, await control.select(choice));
      const other = await control.click({ ...at, messageId, customId: `ls1:buy-other:${code}` });
      const quoted = await control.submitModal({
        userId: at.userId,
        interactionId: other.interactionId,
        fields: { quantity: String(quantity) },
      });
      const shown = await finalMessage(name, quoted);
      const confirmId = customIds(shown).find((id) => id.startsWith('ls1:buy-confirm:'));
      if (!confirmId) throw new Error(`no confirm step: ${textOf(shown)}`);
      return { messageId, confirmId };
    },
    finalMessage,
    finalText,
    async goodsOf(name) {
      const files = (await view(name, `dm:${userId(name)}`)).flatMap(({ attachments }) => attachments);
      const texts = await Promise.all(files.map(({ url }) => control.attachment({ url })));
      return texts.flatMap(({ content }) => content.trim().split('\n'));
    },
    async [Symbol.asyncDispose]() {
      await shop.app?.stop();
      await sandbox.close();
      await rm(folder, { recursive: true });
      expect(openApi.violations()).toEqual([]);
    },
  };
  if (options.startBot !== false) await shop.start();
  return shop;
}

/** Everything that a reader can read of a message. */
export function textOf(message: ViewedMessage | undefined): string {
  if (!message) return '';
  const embeds = message.embeds as { title?: string; description?: string; footer?: { text: string } }[];
  const parts = embeds.flatMap(({ title, description, footer }) => [title, description, footer?.text]);
  return [message.content, ...parts].filter(Boolean).join('\n');
}

/** The custom_ids of a message's buttons and menus. */
export function customIds(message: ViewedMessage | undefined): string[] {
  const rows = (message?.components ?? []) as { components?: { custom_id?: string }[] }[];
  return rows
    .flatMap((row) => row.components ?? [])
    .flatMap(({ custom_id }) => (custom_id ? [custom_id] : []));
}
