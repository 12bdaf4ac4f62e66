import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { createLogger, type Logger } from '../../src/observability/logger.ts';

const BOT_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB';
const INTERACTION_TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXQ';
const ID = '123456789012345678';

function log(write: (logger: Logger) => void): { text: string; line: Record<string, never> } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'debug', secrets: ['the-status-token', ''], destination }));
  return { text: lines.join(''), line: JSON.parse(lines[0] ?? '{}') };
}

test.each([
  ['a bot token in a message', (logger: Logger) => logger.info(`login with ${BOT_TOKEN}`), BOT_TOKEN],
  ['a header', (logger: Logger) => logger.info({ note: `Bot ${BOT_TOKEN}` }), BOT_TOKEN],
  ['a bearer', (logger: Logger) => logger.info('Bearer abcdefghij0123456789xyz'), 'abcdefghij0123456789xyz'],
  [
    'the token of an interaction in a URL',
    (logger: Logger) =>
      logger.info({ url: `https://discord.com/api/v10/interactions/${ID}/${INTERACTION_TOKEN}/callback` }),
    INTERACTION_TOKEN,
  ],
  [
    'the token of a webhook in an error',
    (logger: Logger) => logger.error(new Error(`POST /webhooks/${ID}/${INTERACTION_TOKEN}?wait=true`)),
    INTERACTION_TOKEN,
  ],
  [
    'a known secret',
    (logger: Logger) => logger.info({ deep: { er: ['the-status-token'] } }),
    'the-status-token',
  ],
  ['a token field', (logger: Logger) => logger.info({ options: { token: 'short' } }), 'short'],
  [
    'an authorization field',
    (logger: Logger) => logger.info({ headers: { authorization: 'x-short' } }),
    'x-short',
  ],
  ['goods', (logger: Logger) => logger.info({ delivery: { items: ['user:pass'] } }), 'user:pass'],
  ['a database password', (logger: Logger) => logger.info('postgres://shop:hunter2@db/shop'), 'hunter2'],
  ['a token in a query', (logger: Logger) => logger.info('/status?token=abc123&x=1'), 'abc123'],
])('never writes %s', (_name, write, secret) => {
  const { text } = log(write);
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(secret);
});

test('leaves ordinary words alone', () => {
  const { line } = log((logger) => logger.info('Bot connected to /channels/123456789012345678/messages'));
  expect(line).toMatchObject({
    level: 'info',
    msg: 'Bot connected to /channels/123456789012345678/messages',
  });
});

test('describes an error of Discord by its fields, without body and URL', () => {
  const error = new DiscordAPIError(
    {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { content: { _errors: [{ code: 'X', message: 'too long' }] } },
    },
    50035,
    400,
    'PATCH',
    `https://discord.com/api/v10/webhooks/${ID}/${INTERACTION_TOKEN}/messages/@original`,
    { files: [], body: { content: 'GOODS-user:password' } },
  );
  const { text, line } = log((logger) =>
    logger.error({ err: new Error('outer', { cause: error }) }, 'fault'),
  );
  expect(line).toMatchObject({
    err: {
      type: 'Error',
      message: 'outer',
      cause: { code: 50035, status: 400, method: 'PATCH', route: '/webhooks/:id/:token/messages/@original' },
    },
  });
  expect(text).not.toMatch(/GOODS|requestBody|rawError/);
  expect(text).not.toContain(INTERACTION_TOKEN);
});

test('describes the parts of an AggregateError and survives a circle', () => {
  const circle = new Error('circle');
  circle.cause = circle;
  const { line } = log((logger) =>
    logger.error({ err: new AggregateError([new TypeError('a'), circle], 'several') }),
  );
  expect(line).toMatchObject({
    err: { errors: [{ type: 'TypeError', message: 'a' }, { message: 'circle' }] },
  });
});
