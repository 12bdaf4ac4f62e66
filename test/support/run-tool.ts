import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a tool of the command line as its npm script does, with only these variables (and PATH). */
export async function runTool(
  tool: 'restore' | 'import' | 'export',
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<{ code: number | null; output: string }> {
  const preload = ['--import', join(ROOT, 'src/require-node.mjs')];
  const child = spawn(process.execPath, [...preload, join(ROOT, `src/tools/${tool}.ts`), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = await once(child, 'close');
  return { code: code as number | null, output };
}
