import type { Config } from './config/config.ts';
import type { LogFields } from './observability/log-events.ts';
import { isTracing } from './telemetry.ts';

/** The configuration as the log's first line tells it: no secrets. */
export function startFacts(config: Config): LogFields<'starting'> {
  const { version, revision, discord, databaseUrl, settingsFile, http } = config;
  const { shards = [0], shardCount = 1 } = discord;
  return {
    version,
    revision,
    node: process.version,
    discord: discord.apiUrl,
    shards: Array.isArray(shards) ? `${shards.join()} of ${shardCount}` : shards,
    database: databaseUrl,
    settings: settingsFile,
    http: `${http.host}:${http.port}`,
    tracing: isTracing(),
  };
}

/** What must never be seen in a log, in every form that it was given in. */
export function secretsOf({
  discord,
  statusToken,
  stockKeys,
  depositHookSecrets,
}: Config & { discord: { token: string } }): string[] {
  const keys = [...(stockKeys.current ? [stockKeys.current] : []), ...stockKeys.old].map(Buffer.from);
  const forms = keys.flatMap((key) => [
    key.toString('base64'),
    key.toString('base64url'),
    key.toString('hex'),
  ]);
  return [
    discord.token,
    ...(statusToken ? [statusToken] : []),
    ...forms,
    ...depositHookSecrets.map(({ secret }) => secret),
  ];
}
