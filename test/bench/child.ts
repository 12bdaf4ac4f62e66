import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/runtime/clock.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STOP_LIMIT_MS = 10_000;

/** A program in a process of its own, with what the kernel counts about it (Linux: from /proc). */
export interface Child extends AsyncDisposable {
  /** Resolves when it has written `text`. @throws when it ends before, with what it wrote */
  wrote(text: string): Promise<void>;
  /** Settles when it has ended. */
  ended: Promise<unknown>;
  /** What it wrote so far. */
  output(): string;
  /** CPU time of all its threads since its start, in milliseconds. */
  cpuMs(): number;
  /** Resident memory, in MiB. */
  rssMiB(): number;
  signal(name: NodeJS.Signals): void;
}

export interface ChildOptions {
  /** From the project's root. */
  script: string;
  /** Modules loaded before it, from the project's root. */
  preloads?: readonly string[];
  nodeFlags?: readonly string[];
  cwd: string;
  env: Record<string, string>;
}

/** Starts a program with the same Node and only these variables (and PATH). */
export function startChild({ script, preloads = [], nodeFlags = [], cwd, env }: ChildOptions): Child {
  const imports = preloads.flatMap((file) => ['--import', join(ROOT, file)]);
  const child = spawn(process.execPath, [...nodeFlags, ...imports, join(ROOT, script)], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const exited = once(child, 'exit');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    ended: exited,
    output: () => output,
    async wrote(text) {
      while (!output.includes(text)) {
        if (hasEnded()) throw new Error(`${script} ended: ${output}`);
        const heard = new AbortController();
        const { signal } = heard;
        const more = [child.stdout, child.stderr].map((stream) => once(stream, 'data', { signal }));
        await Promise.race([...more, exited]);
        heard.abort();
        await Promise.allSettled(more);
      }
    },
    cpuMs: () => cpuMs(child.pid ?? 0),
    rssMiB: () => rssMiB(child.pid ?? 0),
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      if (hasEnded()) return;
      child.kill('SIGTERM');
      await Promise.race([exited, systemClock.sleep(STOP_LIMIT_MS)]);
      if (!hasEnded()) child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A receiver of traces in a process of its own, and the endpoint by which a bot finds it. */
export async function startCollector(): Promise<Child & { endpoint: string }> {
  const collector = startChild({ script: 'test/bench/collector.ts', cwd: '/', env: {} });
  await collector.wrote('listening on ');
  return { ...collector, endpoint: /http:\S+/.exec(collector.output())?.[0] ?? '' };
}

/** Sums the threads' time on a CPU, which the scheduler counts in nanoseconds (proc_pid_schedstat). */
function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    const [onCpu] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(onCpu);
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

function rssMiB(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
