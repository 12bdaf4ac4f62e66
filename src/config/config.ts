import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError, type Environment, readEnvironment } from './env.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SNOWFLAKE = /^\d{17,20}$/;

/*
 * Messages say what is wrong and what is accepted, and never repeat a value: a token pasted into the wrong line must not
 * end up on the screen.
 */
const snowflake = (what: string) =>
  z.string().regex(SNOWFLAKE, `is not a Discord id: give ${what} as 17 to 20 digits`);
const wholeNumber = (from: number, to: number) => {
  const error = `is not accepted: give a whole number from ${from} to ${to}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(from, error).max(to, error));
};
const port = wholeNumber(0, 65_535);
const webUrl = z
  .string()
  .trim()
  .refine(
    isWebUrl,
    'is not a web address: give one like https://example.com/path, without user, password and query',
  );
const stockKey = z
  .string()
  .trim()
  .refine((text) => keyBytes(text)?.length === 32, {
    error: 'is not a key: give 32 random bytes in base64 or hex, as `openssl rand -base64 32` makes them',
    abort: true,
  })
  .transform((text) => keyBytes(text) as Uint8Array);
const otlpProtocol = z
  .literal('http/protobuf', { error: 'is not supported: the only protocol is http/protobuf' })
  .optional();

const host = z
  .string()
  .trim()
  .regex(/^[\w.:-]+$/, 'is not a host: give an address to listen on, like 127.0.0.1 or 0.0.0.0')
  .default('127.0.0.1');

const hookSecret = z
  .string()
  .regex(
    /^[\w-]{1,32}:[!-+\--~]{32,}$/,
    'is not accepted: give id:secret, an id of up to 32 letters, digits, - and _, a secret of at least 32 characters without spaces and commas',
  )
  .transform((text) => ({ id: text.slice(0, text.indexOf(':')), secret: text.slice(text.indexOf(':') + 1) }));

const variables = z.object({
  DISCORD_API_URL: webUrl
    .refine(
      (url) => !/\/v\d+\/?$/.test(url),
      'ends in an API version: give it without, like https://discord.com/api',
    )
    .default('https://discord.com/api'),
  BOARD_CHANNEL_ID: snowflake("the channel's id").optional(),
  MESSAGE_CONTENT: z
    .enum(['on', 'off'], {
      error: 'is not accepted: give on, once the message content intent is enabled for the bot, or off',
    })
    .default('off'),
  OWNER_IDS: z
    .string()
    .transform((text) => listOf(text))
    .pipe(z.array(snowflake('user ids, separated by commas, each')))
    .default([]),
  DATABASE_URL: z.string().trim().superRefine(checkDatabaseUrl).default('sqlite:./data/livestock.db'),
  HTTP_HOST: host,
  HTTP_PORT: port.default(8080),
  STATUS_TOKEN: z
    .string()
    .trim()
    .regex(/^[!-~]{16,}$/, 'is too weak: give at least 16 characters, without spaces')
    .optional(),
  DEPOSIT_HOOK_SECRETS: z
    .string()
    .transform((text) => listOf(text))
    .pipe(z.array(hookSecret))
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
      error: 'names an id twice: give each secret an id of its own',
    })
    .default([]),
  BACKUP_FOLDER: z.string().trim().default('./data/backups'),
  SETTINGS_FILE: z.string().default('./data/settings.json'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `is not a level: give one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
  SANDBOX_HOST: host,
  SANDBOX_PORT: port.default(8090),
  REVISION: z
    .string()
    .trim()
    .max(64, 'is too long: give a commit id of up to 64 characters')
    .default('unknown'),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: otlpProtocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: otlpProtocol,
});

const identity = z
  .object({
    DISCORD_TOKEN: z
      .string()
      .trim()
      .regex(
        /^[\w.-]+$/,
        'does not look like a bot token: copy it from the Discord developer portal, without "Bot "',
      )
      .optional(),
    DEMO: z
      .enum(['on', 'off'], {
        error: 'is not accepted: give on for the demo when there is no token, or off to refuse to start then',
      })
      .default('on'),
  })
  .superRefine(({ DISCORD_TOKEN, DEMO }, context) => {
    if (DISCORD_TOKEN !== undefined || DEMO === 'on') return;
    const message = "is missing: give the bot's token, from the Discord developer portal";
    context.addIssue({ code: 'custom', path: ['DISCORD_TOKEN'], message });
  });

const sealing = z
  .object({
    STOCK_KEY: stockKey.optional(),
    STOCK_KEY_OLD: z
      .string()
      .transform((text) => listOf(text))
      .pipe(z.array(stockKey))
      .default([]),
  })
  .superRefine(({ STOCK_KEY, STOCK_KEY_OLD }, context) => {
    if (STOCK_KEY !== undefined || STOCK_KEY_OLD.length === 0) return;
    const message = 'stands alone: give STOCK_KEY, the key of today, beside the keys before it';
    context.addIssue({ code: 'custom', path: ['STOCK_KEY_OLD'], message });
  });

const sharding = z
  .object({
    SHARDS: z
      .string()
      .transform((text) => listOf(text))
      .refine((list) => isAuto(list) || isIdList(list), {
        error: 'is not accepted: give shard ids separated by commas, like 0,1, or auto',
        abort: true,
      })
      .refine((list) => new Set(list).size === list.length, {
        error: 'names a shard twice: give each id once',
        abort: true,
      })
      .transform((list): number[] | 'auto' => (isAuto(list) ? 'auto' : list.map(Number)))
      .optional(),
    SHARD_COUNT: wholeNumber(1, 16_384).optional(),
  })
  .superRefine(checkShards);

// An intersection checks all sides even when one has mistakes, so that all of them come out together.
const schema = z
  .intersection(z.intersection(variables, identity), z.intersection(sealing, sharding))
  .transform((env) => ({
    discord: {
      /** Absent: the demo on a local Discord. */
      token: env.DISCORD_TOKEN,
      apiUrl: env.DISCORD_API_URL.replace(/\/+$/, ''),
      boardChannelId: env.BOARD_CHANNEL_ID,
      ownerIds: env.OWNER_IDS,
      /** Discord lets the bot read messages; else only those that mention it. */
      messageContent: env.MESSAGE_CONTENT === 'on',
      /** Ids of the shards to run here; `auto` runs as many as Discord recommends; absent runs one. */
      shards: env.SHARDS,
      shardCount: env.SHARD_COUNT,
    },
    databaseUrl: env.DATABASE_URL,
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT },
    stockKeys: { current: env.STOCK_KEY, old: env.STOCK_KEY_OLD },
    statusToken: env.STATUS_TOKEN,
    /** Any of them may sign a request to the deposit hook. Empty: there is no hook. */
    depositHookSecrets: env.DEPOSIT_HOOK_SECRETS,
    settingsFile: env.SETTINGS_FILE,
    backupFolder: env.BACKUP_FOLDER,
    logLevel: env.LOG_LEVEL,
    sandbox: { host: env.SANDBOX_HOST, port: env.SANDBOX_PORT },
    version: packageJson.version,
    revision: env.REVISION,
  }));

/** All that is set from outside, checked. */
export type Config = z.infer<typeof schema>;

/**
 * Reads and checks the whole configuration at once.
 * @param env the real environment
 * @param dotEnvPath file with more variables, which may be missing; what it holds besides ours is ignored
 * @throws ConfigError with every mistake: the variable's name, what was wrong, what is accepted
 */
export function readConfig(env?: Environment, dotEnvPath?: string): Config {
  const result = schema.safeParse(readEnvironment(env, dotEnvPath));
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    (issue) => `${String(issue.path[0])} ${issue.message}${position(issue.path)}`,
  );
  throw new ConfigError([...new Set(mistakes)]);
}

function position(path: readonly PropertyKey[]): string {
  return typeof path[1] === 'number' ? ` (entry ${path[1] + 1})` : '';
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Base64 (also for URLs) or hex. */
function keyBytes(text: string): Uint8Array | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function isAuto(list: readonly string[]): boolean {
  return list.length === 1 && list[0] === 'auto';
}

function isIdList(list: readonly string[]): boolean {
  return list.length > 0 && list.every((id) => /^\d{1,5}$/.test(id));
}

function isWebUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

function checkDatabaseUrl(url: string, context: z.RefinementCtx): void {
  if (/^postgres(ql)?:/.test(url)) {
    context.addIssue({
      code: 'custom',
      message: 'names PostgreSQL, which is not supported yet: give sqlite: and a path',
    });
  } else if (!/^sqlite:(?!\/\/).+/.test(url)) {
    context.addIssue({
      code: 'custom',
      message:
        'is not accepted: give sqlite: and a path, like sqlite:./data/livestock.db or sqlite:/var/lib/shop.db',
    });
  }
}

function checkShards(
  env: { SHARDS?: number[] | 'auto' | undefined; SHARD_COUNT?: number | undefined },
  context: z.RefinementCtx,
): void {
  const { SHARDS: shards, SHARD_COUNT: count } = env;
  const report = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (shards === undefined || shards === 'auto') {
    if (count !== undefined)
      report('SHARD_COUNT', 'stands alone: give SHARDS with the ids to run here, or leave it out');
  } else if (count === undefined) {
    report('SHARD_COUNT', 'is missing: give the number of all shards when SHARDS lists ids');
  } else if (shards.some((id) => id >= count)) {
    report('SHARDS', 'names a shard that is not there: ids go from 0 to SHARD_COUNT - 1');
  }
}
