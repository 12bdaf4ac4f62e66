import { freePort } from './free-port.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Control } from '../../src/sandbox/control-api.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The demo in a process of its own, as `npm start` runs it with no token. */
export interface DemoProcess extends AsyncDisposable {
  /** Where the bot's HTTP endpoints are. */
  httpUrl: string;
  /** One method of the local Discord's control API. */
  control<Method extends keyof Control>(
    method: Method,
    argument?: Parameters<Control[Method]>[0],
  ): Promise<Awaited<ReturnType<Control[Method]>>>;
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts the demo in a folder and waits until it is there for people. */
export async function startDemoProcess(folder: string): Promise<DemoProcess> {
  const [sandboxPort, httpPort] = [await freePort(), await freePort()];
  const imports = ['require-node.mjs', 'telemetry.ts'].flatMap((file) => [
    '--import',
    join(ROOT, 'src', file),
  ]);
  const child = spawn(process.execPath, [...imports, join(ROOT, 'src/main.ts')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], SANDBOX_PORT: String(sandboxPort), HTTP_PORT: String(httpPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  await welcomed(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return await exited;
  };
  return {
    httpUrl: `http://127.0.0.1:${httpPort}`,
    async control(method, argument = {} as never) {
      const response = await fetch(`http://127.0.0.1:${sandboxPort}/control/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(argument),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method}: ${text}`);
      return JSON.parse(text);
    },
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
}

async function welcomed(child: ChildProcess): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  await vi.waitFor(
    () => {
      if (!output.includes('runs its demo')) throw new Error(`no demo yet: ${output}`);
    },
    { timeout: 30_000, interval: 20 },
  );
}
