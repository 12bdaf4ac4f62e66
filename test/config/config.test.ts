import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/env.ts';

const NO_FILE = '/nowhere/.env';
const ID = '123456789012345678';

function mistakesOf(env: Record<string, string>): string {
  try {
    readConfig(env, NO_FILE);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return '';
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'livestock-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test('nothing set is the demo with the documented defaults', () => {
  expect(readConfig({}, NO_FILE)).toMatchObject({
    discord: {
      token: undefined,
      apiUrl: 'https://discord.com/api',
      ownerIds: [],
      messageContent: false,
      shards: undefined,
    },
    databaseUrl: 'sqlite:./data/livestock.db',
    http: { host: '127.0.0.1', port: 8080 },
    statusToken: undefined,
    settingsFile: './data/settings.json',
    logLevel: 'info',
    sandbox: { host: '127.0.0.1', port: 8090 },
    version: '0.1.0',
  });
});

test('without a token and without the demo there is nothing to start', () => {
  const message = mistakesOf({ DEMO: 'off', HTTP_PORT: 'x' });
  expect(message).toContain("DISCORD_TOKEN is missing: give the bot's token");
  expect(message).toContain('HTTP_PORT is not accepted');
  expect(readConfig({ DEMO: 'off', DISCORD_TOKEN: 'abc.def.ghi' }, NO_FILE).discord.token).toBe(
    'abc.def.ghi',
  );
});

test('a stock key is 32 bytes in base64 or hex, and old ones stand beside a new one', () => {
  const hex = '0f'.repeat(32);
  const bytes = Buffer.from(hex, 'hex');
  const env = {
    STOCK_KEY: bytes.toString('base64'),
    STOCK_KEY_OLD: `${hex}, ${bytes.toString('base64url')}`,
  };
  expect(readConfig(env, NO_FILE).stockKeys).toEqual({ current: bytes, old: [bytes, bytes] });
  expect(readConfig({}, NO_FILE).stockKeys).toEqual({ current: undefined, old: [] });
  for (const wrong of ['secret', '0f'.repeat(31), bytes.subarray(1).toString('base64'), `${hex}0f`]) {
    const message = mistakesOf({ STOCK_KEY: wrong });
    expect(message).toContain('STOCK_KEY is not a key: give 32 random bytes in base64 or hex');
    expect(message).not.toContain(wrong);
  }
  expect(mistakesOf({ STOCK_KEY_OLD: hex })).toContain('STOCK_KEY_OLD stands alone: give STOCK_KEY');
});

test('each secret of the deposit hook has an id, and none is repeated in a message', () => {
  const secret = 'a:b-c'.repeat(8);
  expect(readConfig({ DEPOSIT_HOOK_SECRETS: `new:${secret}, old_1:${secret}` }, NO_FILE)).toMatchObject({
    depositHookSecrets: [
      { id: 'new', secret },
      { id: 'old_1', secret },
    ],
  });
  for (const wrong of [secret.slice(0, 31), `:${secret}`, `no id:${secret}`, `id:${secret.slice(9)}`]) {
    const message = mistakesOf({ DEPOSIT_HOOK_SECRETS: wrong });
    expect(message).toContain('DEPOSIT_HOOK_SECRETS is not accepted: give id:secret');
    expect(message).not.toContain(wrong);
  }
  const twice = mistakesOf({ DEPOSIT_HOOK_SECRETS: `k:${secret},k:${secret}x` });
  expect(twice).toContain('DEPOSIT_HOOK_SECRETS names an id twice');
});

test('everything set is typed', () => {
  const config = readConfig(
    {
      DISCORD_TOKEN: ' abc.def-1.ghi_2 ',
      DISCORD_API_URL: 'http://127.0.0.1:8090/api/',
      BOARD_CHANNEL_ID: ID,
      MESSAGE_CONTENT: 'on',
      OWNER_IDS: ` ${ID}, 12345678901234567 ,`,
      DATABASE_URL: 'sqlite:/var/lib/shop.db',
      HTTP_HOST: '::',
      HTTP_PORT: '0',
      // As a file or a Kubernetes secret made of one ends.
      STATUS_TOKEN: 'a-long-status-token\n',
      SETTINGS_FILE: '/etc/shop.json',
      LOG_LEVEL: 'debug',
      SHARDS: '0, 2',
      SHARD_COUNT: '3',
      SANDBOX_PORT: '9000',
    },
    NO_FILE,
  );
  expect(config).toMatchObject({
    discord: {
      token: 'abc.def-1.ghi_2',
      apiUrl: 'http://127.0.0.1:8090/api',
      boardChannelId: ID,
      messageContent: true,
      ownerIds: [ID, '12345678901234567'],
      shards: [0, 2],
      shardCount: 3,
    },
    databaseUrl: 'sqlite:/var/lib/shop.db',
    http: { host: '::', port: 0 },
    statusToken: 'a-long-status-token',
    logLevel: 'debug',
    sandbox: { host: '127.0.0.1', port: 9000 },
  });
  expect(readConfig({ SHARDS: 'auto' }, NO_FILE).discord.shards).toBe('auto');
});

test('all mistakes come out together, each with its name and what is accepted', () => {
  const message = mistakesOf({
    DISCORD_API_URL: 'discord.com',
    BOARD_CHANNEL_ID: '12',
    OWNER_IDS: `${ID},bob`,
    DATABASE_URL: 'postgres://shop:hunter2@db/shop',
    HTTP_PORT: '70000',
    LOG_LEVEL: 'loud',
    SHARDS: '0,5',
    SHARD_COUNT: '5',
    SANDBOX_PORT: 'x',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  });
  expect(message.split('\n')).toEqual([
    expect.stringContaining('9 mistake(s)'),
    expect.stringMatching(/DISCORD_API_URL is not a web address: give one like https:/),
    expect.stringMatching(/BOARD_CHANNEL_ID is not a Discord id: .* 17 to 20 digits/),
    expect.stringMatching(/OWNER_IDS is not a Discord id: .* \(entry 2\)/),
    expect.stringMatching(/DATABASE_URL names PostgreSQL, which is not supported yet: give sqlite:/),
    expect.stringMatching(/HTTP_PORT .* 0 to 65535/),
    expect.stringMatching(/LOG_LEVEL .* trace, debug, info, warn, error, fatal, silent/),
    expect.stringMatching(/SANDBOX_PORT .* 0 to 65535/),
    expect.stringMatching(/OTEL_EXPORTER_OTLP_PROTOCOL .* http\/protobuf/),
    expect.stringMatching(/SHARDS .* SHARD_COUNT - 1/),
  ]);
});

test.each([
  [{ SHARDS: '0,1' }, /SHARD_COUNT is missing/],
  [{ SHARDS: '0,0', SHARD_COUNT: '2' }, /SHARDS names a shard twice/],
  [{ SHARDS: ',' }, /SHARDS is not accepted/],
  [{ SHARDS: 'all' }, /SHARDS is not accepted.* auto/],
  [{ SHARD_COUNT: '2' }, /SHARD_COUNT stands alone/],
  [{ DISCORD_API_URL: 'https://discord.com/api/v10' }, /DISCORD_API_URL ends in an API version/],
  [{ DISCORD_TOKEN: 'Bot abc' }, /DISCORD_TOKEN does not look like a bot token/],
  [{ STATUS_TOKEN: 'short' }, /STATUS_TOKEN is too weak: give at least 16/],
  [{ DATABASE_URL: 'sqlite:' }, /DATABASE_URL is not accepted: give sqlite: and a path/],
  [{ DATABASE_URL: './shop.db' }, /DATABASE_URL is not accepted/],
  [{ HTTP_HOST: 'a b' }, /HTTP_HOST is not a host/],
  [{ HTTP_PORT: '80.5' }, /HTTP_PORT/],
])('%o is refused', (env, message) => {
  expect(mistakesOf(env)).toMatch(message);
});

test('no value is ever repeated: it may be a secret in the wrong line', () => {
  const secret = 'hunter2.secret';
  const names = [
    'DISCORD_API_URL',
    'BOARD_CHANNEL_ID',
    'OWNER_IDS',
    'DATABASE_URL',
    'HTTP_PORT',
    'LOG_LEVEL',
    'SHARDS',
  ];
  const env = Object.fromEntries(names.map((name) => [name, secret]));
  const message = mistakesOf({ ...env, STATUS_TOKEN: `hunter2 ${secret}`, DISCORD_TOKEN: `Bot ${secret}` });
  expect(message).toContain('9 mistake(s)');
  expect(message).not.toContain('hunter2');
});

test('a .env file is read, the real environment wins, empty is absent, the rest is ignored', async () => {
  const path = join(await folder(), '.env');
  await writeFile(path, `HTTP_PORT=1234\nLOG_LEVEL="warn" # quiet\nDISCORD_TOKEN=abc\nEDITOR=vi\nnonsense\n`);
  const config = readConfig({ LOG_LEVEL: 'debug', DISCORD_TOKEN: '', HTTP_HOST: ' ' }, path);
  expect(config).toMatchObject({
    discord: { token: undefined },
    http: { host: '127.0.0.1', port: 1234 },
    logLevel: 'debug',
  });
});

test('a .env that cannot be read is a mistake', async () => {
  const path = join(await folder(), '.env');
  await mkdir(path);
  expect(() => readConfig({}, path)).toThrow(/cannot be read \(EISDIR\)/);
});
