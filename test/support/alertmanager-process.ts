import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { parseDocument } from 'yaml';
import { freePort } from './free-port.ts';
import { type MailReceiver, startMailReceiver } from './mail-receiver.ts';

const OURS = fileURLToPath(new URL('../../prometheus/alertmanager/', import.meta.url));
const PASSWORD = 'not-a-real-password';

/** A real Alertmanager with our configuration, whose receivers are on loopback. */
export interface AlertmanagerProcess extends AsyncDisposable {
  /** `host:port`, as prometheus.yml names it. */
  address: string;
  url: string;
  /** What Discord got. */
  posts: { title: string; text: string; color: string }[];
  /** Paths of the calls of the dead man's switch. */
  pulses: string[];
  mail: MailReceiver;
}

/** @param waits in place of the configured waits (`group_wait` and `group_interval`), so that a test sees notices soon */
export async function startAlertmanager(waits = '200ms'): Promise<AlertmanagerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-alertmanager-'));
  const mail = await startMailReceiver();
  const { posts, pulses, url: receiver, close } = await startReceiver();
  await cp(OURS, folder, { recursive: true });
  await writeSecrets(folder, receiver);
  const file = join(folder, 'alertmanager.yml');
  await writeFile(
    file,
    onLoopback(await readFile(file, 'utf8'), { folder, receiver, mailAddress: mail.address, waits }),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus-alertmanager',
    [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr.on('data', (text) => (output += String(text)));
  const exited = once(child, 'exit');
  const url = `http://${address}`;
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(`Alertmanager ended: ${output}`);
      if (!(await fetch(`${url}/-/ready`)).ok) throw new Error(`Alertmanager is not ready: ${output}`);
    },
    { timeout: 15_000, interval: 50 },
  );
  return {
    address,
    url,
    posts,
    pulses,
    mail,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await exited;
      await Promise.all([close(), mail[Symbol.asyncDispose]()]);
      await rm(folder, { recursive: true });
    },
  };
}

async function writeSecrets(folder: string, receiver: string): Promise<void> {
  await mkdir(join(folder, 'secrets'));
  const write = (name: string, text: string) => writeFile(join(folder, 'secrets', name), text);
  await write('discord_url', `${receiver}/discord_url`);
  await write('dead_mans_switch', 'a-check');
  await write('smtp_password', PASSWORD);
}

/** Times and places are a test's; routes, receivers and inhibitions are ours. */
function onLoopback(
  text: string,
  places: { folder: string; receiver: string; mailAddress: string; waits: string },
): string {
  const config = parseDocument(text);
  config.setIn(['global', 'smtp_smarthost'], places.mailAddress);
  // The mail server on loopback has no certificate.
  config.setIn(['global', 'smtp_require_tls'], false);
  return config
    .toString()
    .replaceAll('/etc/alertmanager', places.folder)
    .replace('https://hc-ping.com', places.receiver)
    .replace(/group_(wait|interval): \w+/g, `group_$1: ${places.waits}`);
}

/** Discord's webhook in Slack's form, and the dead man's switch. */
async function startReceiver() {
  const posts: AlertmanagerProcess['posts'] = [];
  const pulses: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { attachments } = JSON.parse(Buffer.concat(chunks).toString()) as {
      attachments?: { title: string; text: string; color: string }[];
    };
    if (attachments) posts.push(...attachments.map(({ title, text, color }) => ({ title, text, color })));
    else pulses.push(request.url ?? '');
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    posts,
    pulses,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
