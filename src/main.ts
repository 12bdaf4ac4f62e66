import { isatty } from 'node:tty';
import closeWithGrace from 'close-with-grace';
import { startApp } from './app.ts';
import { type Config, readConfig } from './config/config.ts';
import { ConfigError, startEnvironment } from './config/env.ts';
import { GatewayRejectedError } from './discord/gateway.ts';
import type { Ended } from './restart.ts';
import { StoreUnusableError } from './shop/store/sqlite/database-file.ts';
import type { Logger } from './observability/logger.ts';
import { systemClock } from './runtime/clock.ts';

/** sysexits.h: EX_CONFIG. */
const EXIT_CONFIG = 78;
/** sysexits.h: EX_TEMPFAIL. "Start me again", to a supervisor, where the process can't do that itself. */
const EXIT_RESTART = 75;
/** Longer than all steps of stopping together may take. */
const STOP_LIMIT_MS = 40_000;
/** npm passes a Ctrl-C on that the terminal has sent already: the second signal of one key press. */
const SAME_PRESS_MS = 500;

/** The bot, or the demo around it. */
interface Running {
  logger: Logger;
  reloadSettings(): Promise<void>;
  /** Gives the number of steps that failed. */
  stop(cause: string): Promise<number>;
  ended: Promise<Ended>;
}

try {
  await start(readConfig());
} catch (error) {
  process.exitCode = explain(error);
}

async function start(config: Config): Promise<void> {
  const { token } = config.discord;
  if (!token) {
    const { startDemo } = await import('./demo.ts');
    live(await startDemo(config));
    return;
  }
  const app = await startApp({ ...config, discord: { ...config.discord, token } });
  const isEnding = live({ ...app, stop: async (cause) => (await app.stop(cause)).length });
  try {
    await app.connected;
  } catch (error) {
    if (isEnding()) return;
    app.logger.log('start failed', { err: error });
    await app.stop('start failed');
    process.exitCode = explain(error);
  }
}

/** Lets it run until a signal, an error or a restart ends it. @returns whether something did */
function live(running: Running): () => boolean {
  const isStopping = stopOnSignal(running);
  onHangUp(() => running.reloadSettings());
  let isEnded = false;
  const restart = async () => {
    const how = await running.ended;
    isEnded = true;
    if (how === 'restart' && !isStopping()) beginAnew();
  };
  void restart();
  return () => isEnded || isStopping();
}

/** Becomes a new process under the same id, as `npm start`, a terminal or a supervisor began this one. */
function beginAnew(): void {
  const args = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  try {
    process.execve?.(process.execPath, args, { ...startEnvironment } as NodeJS.ProcessEnv);
  } catch (error) {
    process.stderr.write(`LiveStock could not restart itself: ${String(error)}\n`);
  }
  // Windows has no such call. Not by the exit code alone: what a failed step left open would keep the process.
  process.exit(EXIT_RESTART);
}

/** Stops on SIGTERM, SIGINT and on an error that nobody caught; a second signal exits at once. */
function stopOnSignal({ logger, stop }: Pick<Running, 'logger' | 'stop'>): () => boolean {
  let isStopping = false;
  let cause = 'uncaught';
  const onUncaught = (error: unknown) => logger.log('uncaught', { err: error });
  // Not at `beforeExit` either: it would make every exit code 0.
  const skip: closeWithGrace.Options['skip'] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'beforeExit'];
  const options: closeWithGrace.Options = {
    delay: STOP_LIMIT_MS,
    skip,
    // The console would print an error with all that hangs on it, such as the goods of a failed delivery.
    logger: undefined,
    onSecondError: onUncaught,
    onTimeout: (ms) => logger.log('stop timed out', { ms }),
  };
  const grace = closeWithGrace(options, async ({ err }) => {
    isStopping = true;
    if (err) onUncaught(err);
    const failures = await stop(cause);
    if (failures > 0) throw new Error(`${failures} steps of stopping failed: see the log`);
  });
  let firstAtMs: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const nowMs = systemClock.monotonicMs();
    if (firstAtMs !== undefined && nowMs - firstAtMs > SAME_PRESS_MS) process.exit(1);
    if (firstAtMs !== undefined) return;
    firstAtMs = nowMs;
    cause = signal;
    void grace.close();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return () => isStopping;
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
  const isForOperator = [ConfigError, StoreUnusableError, GatewayRejectedError].some(
    (kind) => error instanceof kind,
  );
  if (isForOperator && error instanceof Error) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_CONFIG;
  }
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    process.stderr.write(
      `LiveStock could not start: port ${String(port)} is taken. End what listens there (another LiveStock?), ` +
        'or set HTTP_PORT or SANDBOX_PORT to another.\n',
    );
    return EXIT_CONFIG;
  }
  process.stderr.write(
    `LiveStock could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  return 1;
}
