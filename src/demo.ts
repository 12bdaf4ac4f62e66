import { mkdir } from 'node:fs/promises';
import { isatty } from 'node:tty';
import { type App, startApp } from './app.ts';
import type { Config } from './config/config.ts';
import { demoScenarios } from './demo-scenarios.ts';
import { type DemoShop, findOrFoundShop, stockShop } from './demo-shop.ts';
import type { Logger } from './observability/logger.ts';
import type { Ended } from './restart.ts';
import { systemClock } from './runtime/clock.ts';
import type { Control } from './sandbox/control-api.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { databaseFileOf } from './shop/store/open-store.ts';
import { allowWrites } from './shop/store/sqlite/refuse-writes.ts';

/** Apart from a real shop's files: a token that comes later must not find the demo's shop. */
const DATA_FOLDER = './data/demo';
const DEFAULT_DATABASE = 'sqlite:./data/livestock.db';
const DEFAULT_BACKUPS = './data/backups';
const DEFAULT_SETTINGS = './data/settings.json';
/** Discord's intent to read messages, which deposits are announced in. */
const MESSAGE_CONTENT = 1 << 15;
const PURCHASE_PAUSE_MS = { least: 6_000, most: 16_000 };

export interface Demo {
  /** Reads the settings file again. */
  reloadSettings(): Promise<void>;
  logger: Logger;
  /** Ends the buyers, the bot and the local Discord; gives the number of steps that failed. */
  stop(cause: string): Promise<number>;
  /** Settles when all of it is closed, whoever asked for that. */
  ended: Promise<Ended>;
}

/** Runs the whole thing with no token: a local Discord, the bot, a stocked shop and buyers who buy now and then. */
export async function startDemo(config: Config): Promise<Demo> {
  await mkdir(DATA_FOLDER, { recursive: true, mode: 0o700 });
  const databaseUrl =
    config.databaseUrl === DEFAULT_DATABASE ? `sqlite:${DATA_FOLDER}/livestock.db` : config.databaseUrl;
  const databaseFile = databaseFileOf(databaseUrl);
  // A demo that was killed may have left its database closed.
  if (databaseFile !== undefined) allowWrites(databaseFile);
  const discord = await startSandbox({
    ...config.sandbox,
    stateFile: `${DATA_FOLDER}/discord.json`,
    scenarios: demoScenarios(databaseFile),
    allowedIntents: MESSAGE_CONTENT,
  });
  const shop = await findOrFoundShop(discord.control);
  const app = await startApp(botConfig({ ...config, databaseUrl }, shop, discord));
  await app.connected;
  await stockShop(discord.control, shop);
  process.stdout.write(welcome(discord.url, app.httpUrl));

  const stopping = new AbortController();
  const buyers = simulateBuyers(discord.control, { shop, app, signal: stopping.signal });
  return {
    reloadSettings: () => app.reloadSettings(),
    logger: app.logger,
    async stop(cause) {
      stopping.abort();
      // The board's last edit shall arrive, and nothing stay broken.
      await discord.control
        .clearFaults()
        .catch((error: unknown) => app.logger.log('scenario stuck', { err: error }));
      await buyers;
      const failures = await app.stop(cause);
      await discord.close();
      return failures.length;
    },
    ended: app.ended.then(async (how) => {
      stopping.abort();
      // Its world is saved: the next start finds the message that asked.
      await discord.close().catch((error: unknown) => app.logger.log('sandbox stuck', { err: error }));
      return how;
    }),
  };
}

function botConfig(config: Config, shop: DemoShop, discord: { apiUrl: string; token: string }) {
  return {
    ...config,
    backupFolder: config.backupFolder === DEFAULT_BACKUPS ? `${DATA_FOLDER}/backups` : config.backupFolder,
    settingsFile:
      config.settingsFile === DEFAULT_SETTINGS ? `${DATA_FOLDER}/settings.json` : config.settingsFile,
    // A terminal is for the few lines of the welcome; LOG_LEVEL=debug shows everything.
    logLevel: config.logLevel === 'info' && isatty(1) ? ('warn' as const) : config.logLevel,
    discord: {
      ...config.discord,
      apiUrl: discord.apiUrl,
      token: discord.token,
      boardChannelId: shop.channelId,
      ownerIds: [shop.ownerId],
      messageContent: true,
    },
  };
}

function welcome(page: string, bot: string): string {
  return [
    '',
    'LiveStock runs its demo: a shop on a local Discord, no token needed.',
    `  The shop's channel   ${page}`,
    `  Status               ${bot}/status`,
    `  Metrics              ${bot}/metrics`,
    '  A real shop: put DISCORD_TOKEN and OWNER_IDS into a file named .env and start again (see README.md).',
    '  Ctrl-C stops it; the next start finds shop, board and orders again.',
    '',
    '',
  ].join('\n');
}

/** A buyer comes every few seconds, as long as the demo runs. */
async function simulateBuyers(
  control: Control,
  { shop, app, signal }: { shop: DemoShop; app: App; signal: AbortSignal },
): Promise<void> {
  const { least, most } = PURCHASE_PAUSE_MS;
  while (!signal.aborted) {
    const pauseMs = least + Math.random() * (most - least);
    const slept = await systemClock.sleep(pauseMs, signal).then(
      () => true,
      () => false,
    );
    if (!slept) return;
    try {
      await shop.buySomething(control);
    } catch (error) {
      // The person at the page may have broken anything, which is what the demo is for.
      app.logger.log('buyer gave up', { err: error });
    }
  }
}
