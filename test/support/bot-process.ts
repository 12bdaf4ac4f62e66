import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The bot in a process of its own, started as `npm start` does. */
export interface BotProcess extends AsyncDisposable {
  child: ChildProcess;
  output: () => string;
  /** Where its HTTP endpoints are. */
  httpUrl: string;
  kill(signal: NodeJS.Signals): void;
  /** Code and signal with which it ended. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  ready(): Promise<void>;
}

/** Starts `src/main.ts` with only these variables (and PATH), in an empty folder; on a free port unless they name one. */
export async function startBotProcess(env: Record<string, string>): Promise<BotProcess> {
  const cwd = await mkdtemp(join(tmpdir(), 'livestock-bot-'));
  const httpPort = env['HTTP_PORT'] && env['HTTP_PORT'] !== '0' ? env['HTTP_PORT'] : await freePort();
  const imports = ['require-node.mjs', 'telemetry.ts'].flatMap((file) => [
    '--import',
    join(ROOT, 'src', file),
  ]);
  const child = spawn(process.execPath, [...imports, join(ROOT, 'src/main.ts')], {
    cwd,
    env: { PATH: process.env['PATH'], ...env, HTTP_PORT: String(httpPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const httpUrl = `http://127.0.0.1:${httpPort}`;
  return {
    child,
    output: () => output,
    httpUrl,
    exited,
    kill: (signal) => void child.kill(signal),
    ready: () =>
      vi.waitFor(
        async () => {
          if (child.exitCode !== null) throw new Error(`the bot ended: ${output}`);
          if (!(await fetch(`${httpUrl}/readyz`)).ok) throw new Error(`not ready: ${output}`);
        },
        { timeout: 15_000, interval: 30 },
      ),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exited;
      await rm(cwd, { recursive: true });
    },
  };
}
