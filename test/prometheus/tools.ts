import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/**
 * `test` for what needs one of Prometheus' programs. Where it is missing the test is skipped with a line that says so; in CI
 * it then fails.
 */
export function testWith(program: 'promtool' | 'amtool'): typeof test | typeof test.skip {
  const isMissing = spawnSync(program, ['--version']).error !== undefined;
  if (!isMissing || process.env['CI']) return test;
  process.stdout.write(
    `Not tested with ${program}: it is not installed (Debian: prometheus, prometheus-alertmanager).\n`,
  );
  return test.skip;
}
