import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { systemClock } from '../../src/runtime/clock.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Child, startChild } from './child.ts';

/** The preloads and flags of `npm start`, which is what is measured. */
const npmStart = {
  preloads: Array.from(packageJson.scripts.start.matchAll(/--import \.\/(\S+)/g), ([, path]) => path ?? ''),
  flags: Array.from(packageJson.scripts.start.matchAll(/--(?!import)\S+/g), ([flag]) => flag),
};
const BUYERS = 20;
const WAIT_LIMIT_MS = 30_000;

export interface SceneOptions {
  /** `livestock`: src/main.ts as `npm start` runs it; `bare`: the reference. */
  bot: 'livestock' | 'bare';
  sandbox?: SandboxOptions;
  env?: Record<string, string>;
  preloads?: readonly string[];
  nodeFlags?: readonly string[];
}

/** A local Discord in this process with people and a channel, and a bot in a child process that has its board there. */
export interface Scene extends AsyncDisposable {
  sandbox: Sandbox;
  bot: Child;
  /** From the start of the process until its board was posted. */
  coldStartMs: number;
  guildId: string;
  channelId: string;
  boardId: string;
  ownerId: string;
  buyerIds: string[];
  /** Where the bot keeps its data. */
  folder: string;
  /** Where the bot's own endpoints are. */
  httpUrl: string;
  /** Runs a slash command and waits for its acknowledgement. @throws when it fails */
  command(userId: string, name: string, options: Record<string, string | number>): Promise<void>;
}

export async function startScene(options: SceneOptions): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-bench-'));
  const sandbox = await startSandbox(options.sandbox);
  const { control } = sandbox;
  const ownerId = (await control.createUser({ username: 'owner', locale: 'en-US' })).id;
  const guildId = (await control.createGuild({ name: 'Shop', ownerId })).id;
  const buyerIds: string[] = [];
  for (let buyer = 0; buyer < BUYERS; buyer++) {
    buyerIds.push((await control.createUser({ username: `buyer${buyer}`, locale: 'en-US' })).id);
  }
  for (const userId of [ownerId, ...buyerIds]) await control.setMember({ guildId, userId });
  const channelId = (await control.createChannel({ guildId, name: 'live-stock' })).id;

  const posted = Promise.withResolvers<string>();
  sandbox.onExchange(({ method, route, status, responseBody }) => {
    if (method !== 'POST' || !route.endsWith('/messages') || status !== 200) return;
    posted.resolve((responseBody as { id: string }).id);
  });
  const httpPort = 20_000 + Math.floor(Math.random() * 20_000);
  const startedMs = systemClock.monotonicMs();
  const isOurs = options.bot === 'livestock';
  const bot = startChild({
    script: isOurs ? 'src/main.ts' : 'test/bench/bare-bot.ts',
    preloads: [...(isOurs ? npmStart.preloads : ['src/require-node.mjs']), ...(options.preloads ?? [])],
    nodeFlags: [...(isOurs ? npmStart.flags : []), ...(options.nodeFlags ?? [])],
    cwd: folder,
    env: {
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      BOARD_CHANNEL_ID: channelId,
      HTTP_PORT: String(httpPort),
      LOG_LEVEL: 'silent',
      ...options.env,
    },
  });
  const boardId = await boardOf(bot, posted.promise);
  return {
    sandbox,
    bot,
    coldStartMs: systemClock.monotonicMs() - startedMs,
    guildId,
    channelId,
    boardId,
    ownerId,
    buyerIds,
    folder,
    httpUrl: `http://127.0.0.1:${httpPort}`,
    async command(userId, name, values) {
      const { state } = await control.command({ userId, channelId, name, options: values });
      if (state === 'failed') throw new Error(`/${name} was not answered`);
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** @throws when the bot ends before, or takes too long */
async function boardOf(bot: Child, posted: Promise<string>): Promise<string> {
  const giveUp = new AbortController();
  const late = systemClock.sleep(WAIT_LIMIT_MS, giveUp.signal).catch(() => undefined);
  try {
    const boardId = await Promise.race([posted, bot.ended.then(() => undefined), late]);
    if (typeof boardId === 'string') return boardId;
    throw new Error(`the bot posted no board: ${bot.output()}`);
  } finally {
    giveUp.abort();
  }
}
