import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { shutdownSteps } from '../../src/shutdown.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the repository, by its path from the root. */
export function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** What a YAML file of the repository holds. @throws when it is no YAML, has duplicate keys or unknown aliases */
export function readYaml(path: string): unknown {
  const [document, ...others] = parseAllDocuments(read(path), { merge: true });
  const problems = document ? [...document.errors, ...document.warnings] : [];
  if (!document || others.length > 0 || problems.length > 0) throw new Error(`${path}: ${problems.join()}`);
  return document.toJS();
}

/** How long a stop may take at the most, in seconds: all steps at their deadlines, and the two notes of a restart. */
export function longestStopSeconds(): number {
  const steps = shutdownSteps({} as never);
  return steps.reduce((sum, { timeoutMs }) => sum + timeoutMs, 2000) / 1000;
}

/** Set by the image or by where it runs, or for developers only. */
const FIXED =
  /^(DATABASE_URL|BACKUP_FOLDER|SETTINGS_FILE|DISCORD_API_URL|DEMO|(HTTP|SANDBOX)_(HOST|PORT)|SHARDS|SHARD_COUNT|OTEL_)$/;

/** The README's variables that whoever runs the bot in a container may set. */
export function operatorVariables(): string[] {
  const [, rest = ''] = read('README.md').split('\n## A real shop\n');
  const [section = ''] = rest.split('\n## ');
  const cells = section
    .split('\n')
    .flatMap((row) => (row.startsWith('| `') ? [row.split(' | ')[0] ?? ''] : []));
  return cells.flatMap((cell) => cell.match(/[A-Z][A-Z_]+/g) ?? []).filter((name) => !FIXED.test(name));
}
