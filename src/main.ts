import { isatty } from 'node:tty';
import closeWithGrace from 'close-with-grace';
import { startApp } from './app.ts';
import { type Config, readConfig } from './config/config.ts';
import { ConfigError } from './config/env.ts';
import { StoreUnusableError } from './shop/store/sqlite/database-file.ts';
import { systemClock } from './runtime/clock.ts';

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;
/** Longer than all steps of stopping together may take. */
const STOP_LIMIT_MS = 30_000;
/** npm passes a Ctrl-C on that the terminal has sent already: the second signal of one key press. */
const SAME_PRESS_MS = 500;

try {
  await start(readConfig());
} catch (error) {
  process.exitCode = explain(error);
}

async function start(config: Config): Promise<void> {
  const { token } = config.discord;
  if (!token) {
    const { startDemo } = await import('./demo.ts');
    const demo = await startDemo(config);
    stopOnSignal(() => demo.stop());
    onHangUp(() => demo.reloadSettings());
    return;
  }
  const app = await startApp({ ...config, discord: { ...config.discord, token } });
  stopOnSignal(async () => (await app.stop()).length);
  onHangUp(() => app.reloadSettings());
  try {
    await app.connected;
  } catch (error) {
    app.logger.fatal({ err: error }, 'Discord refuses the bot: check DISCORD_TOKEN and the intents');
    await app.stop();
    process.exitCode = EXIT_CONFIG;
  }
}

/** Stops on SIGTERM, SIGINT and on an error that nobody caught; a second signal exits at once. */
function stopOnSignal(stop: () => Promise<number>): void {
  const grace = closeWithGrace({ delay: STOP_LIMIT_MS, skip: ['SIGTERM', 'SIGINT', 'SIGHUP'] }, async () => {
    const failures = await stop();
    if (failures > 0) throw new Error(`${failures} steps of stopping failed: see the log`);
  });
  let firstAtMs: number | undefined;
  const onSignal = () => {
    const nowMs = systemClock.monotonicMs();
    if (firstAtMs !== undefined && nowMs - firstAtMs > SAME_PRESS_MS) process.exit(1);
    if (firstAtMs !== undefined) return;
    firstAtMs = nowMs;
    void grace.close();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/**
 * SIGHUP means "read the settings again" when somebody sends it, and "stop" when it comes from a terminal that was closed,
 * which is one no longer by then.
 */
function onHangUp(reload: () => Promise<void>): void {
  const hadTerminal = isatty(0);
  process.on('SIGHUP', () => {
    if (hadTerminal && !isatty(0)) process.kill(process.pid, 'SIGTERM');
    else void reload();
  });
}

function explain(error: unknown): number {
  if (error instanceof ConfigError || error instanceof StoreUnusableError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_CONFIG;
  }
  process.stderr.write(
    `LiveStock could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  return 1;
}
