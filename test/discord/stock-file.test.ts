import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stockFileReader } from '../../src/discord/stock-file.ts';
import { systemClock } from '../../src/runtime/clock.ts';

let server: Server;
let body = Buffer.alloc(0);
let status = 200;

beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function read(name: string, content: string | Buffer, size?: number): Promise<string[]> {
  body = Buffer.from(content);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/file`;
  const lines: string[] = [];
  const reader = stockFileReader(systemClock);
  for await (const piece of reader({ name, size: size ?? body.byteLength, url })) lines.push(...piece);
  return lines;
}
const refusal = (reason: string, row = 0) => ({
  code: 'file_unreadable',
  data: { reason, row, maxMib: 10 },
});

it('reads lines that end in any way, wherever the pieces are cut', async () => {
  const long = 'ü'.repeat(40_000);
  const text = `\uFEFFone\r\ntwo\rthree\n${long}\r\n\nlast`;
  const lines = await read('goods.TXT', text);
  expect(lines.toSpliced(3, 1)).toEqual(['one', 'two', 'three', '', 'last']);
  expect(lines[3]?.length).toBeGreaterThan(1_000);
  const many = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
  expect(await read('goods.txt', many.join('\r\n'))).toEqual(many);
});

it('reads rows of CSV with quotes, wherever the pieces are cut', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => `"a ""${index}"",\nb",c${index}`);
  expect(await read('goods.csv', rows.join('\n'))).toEqual(
    Array.from({ length: 5_000 }, (_, index) => `a "${index}",\nb,c${index}`),
  );
  expect(await read('goods.csv', 'plain;semicolon\n\n"x"')).toEqual(['plain;semicolon', '', 'x']);
});

it.each([
  ['a wrong kind', 'goods.png', 'x', refusal('kind')],
  ['what is not UTF-8', 'goods.txt', Buffer.from('goods', 'utf16le').fill(0xff, 0, 2), refusal('encoding')],
  ['half a character at the end', 'goods.txt', Buffer.from('ü').subarray(0, 1), refusal('encoding')],
  ['a quote in the middle', 'goods.csv', 'fine\nalso\nbro"ken', refusal('csv', 3)],
  ['a quote without an end', 'goods.csv', `fine\n"open\n${'x\n'.repeat(50_000)}`, refusal('csv', 2)],
])('refuses %s', async (_, name, content, expected) => {
  await expect(read(name, content)).rejects.toMatchObject(expected);
});

it('refuses what is too large, says nothing of an address that fails', async () => {
  await expect(read('goods.txt', 'x', 11 * 1024 * 1024)).rejects.toMatchObject(refusal('size'));
  await expect(read('goods.txt', Buffer.alloc(10 * 1024 * 1024 + 1), 1)).rejects.toMatchObject(
    refusal('size'),
  );
  status = 404;
  await expect(read('goods.txt', 'x')).rejects.toMatchObject(refusal('download'));
  status = 200;
});
