import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';

const PROMETHEUS = '/usr/bin/prometheus';

/** Whether a test can have one; CI must. */
export const hasPrometheus = existsSync(PROMETHEUS) || Boolean(process.env['CI']);

export interface PrometheusOptions {
  /** `host:port` of what is scraped, as the job `livestock`. */
  targets: readonly string[];
  scrapeSeconds: number;
  /** Text of rule files by their names. */
  rules?: ReadonlyMap<string, string>;
  /** `host:port` of the Alertmanager that is told. */
  alertmanager?: string;
}

/** A real Prometheus in a process of its own. */
export interface PrometheusProcess extends AsyncDisposable {
  url: string;
}

/** Starts one that keeps exemplars, in an empty folder, and waits until it serves. */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-prometheus-'));
  await mkdir(join(folder, 'rules'));
  for (const [name, text] of options.rules ?? []) await writeFile(join(folder, 'rules', name), text);
  await writeFile(join(folder, 'prometheus.yml'), configuration(options));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    PROMETHEUS,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr.on('data', (text) => (output += String(text)));
  const exited = once(child, 'exit');
  const url = `http://${address}`;
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended: ${output}`);
      if (!(await fetch(`${url}/-/ready`)).ok) throw new Error(`Prometheus is not ready: ${output}`);
    },
    { timeout: 15_000, interval: 50 },
  );
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** JSON is YAML as well. */
function configuration({ targets, scrapeSeconds, alertmanager }: PrometheusOptions): string {
  const interval = `${scrapeSeconds}s`;
  const parts = {
    global: { scrape_interval: interval, evaluation_interval: interval },
    rule_files: ['rules/*.yml'],
    ...(alertmanager && { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } }),
    scrape_configs: [{ job_name: 'livestock', static_configs: [{ targets }] }],
  };
  return JSON.stringify(parts);
}
