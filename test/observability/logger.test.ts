import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { createLogger, type Logger } from '../../src/observability/logger.ts';

const BOT_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB';
const INTERACTION_TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXQ';
const WEBHOOK_TOKEN = 'Xy_-kLm0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';
const ID = '123456789012345678';

function log(write: (logger: Logger) => void): { text: string; line: Record<string, never> } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'debug', secrets: ['the-status-token', ''], destination }));
  return { text: lines.join(''), line: JSON.parse(lines[0] ?? '{}') };
}

/** A line with any text in it. */
const text = (text: string) => (logger: Logger) => logger.log('discord.js warns', { text });
/** A line with any fields in it. */
const fields = (changes: unknown) => (logger: Logger) =>
  logger.log('settings changed', { changes, origin: 'file' });

test.each([
  ['a bot token in a message', text(`login with ${BOT_TOKEN}`), BOT_TOKEN],
  ['a header', text(`Bot ${BOT_TOKEN}`), BOT_TOKEN],
  ['a bearer', text('Bearer abcdefghij0123456789xyz'), 'abcdefghij0123456789xyz'],
  [
    'the token of an interaction in a URL',
    text(`https://discord.com/api/v10/interactions/${ID}/${INTERACTION_TOKEN}/callback`),
    INTERACTION_TOKEN,
  ],
  ['the token of an interaction by itself', text(`token ${INTERACTION_TOKEN}`), INTERACTION_TOKEN],
  [
    'the token of a webhook in an error',
    (logger: Logger) =>
      logger.log('uncaught', { err: new Error(`POST /webhooks/${ID}/${WEBHOOK_TOKEN}?wait=true`) }),
    WEBHOOK_TOKEN,
  ],
  ['a webhook', text(`https://discord.com/api/webhooks/${ID}/${WEBHOOK_TOKEN}`), WEBHOOK_TOKEN],
  ['a known secret', fields({ deep: { er: ['the-status-token'] } }), 'the-status-token'],
  ['a token field', fields({ token: 'short' }), 'short'],
  ['an authorization field', fields({ request: { authorization: 'x-short' } }), 'x-short'],
  ['a header far down', fields([{ a: { b: { Authorization: 'x-"short' } } }]), 'short'],
  ['goods', fields({ delivery: { items: ['user:pass'] } }), 'user:pass'],
  ['a database password', text('postgres://shop:hunter2@db/shop'), 'hunter2'],
  ['a token in a query', text('/status?token=abc123&x=1'), 'abc123'],
])('never writes %s', (_name, write, secret) => {
  const { text } = log(write);
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(secret);
  expect(() => JSON.parse(text)).not.toThrow();
});

test('leaves ordinary words alone', () => {
  const words = 'Bot connected to /channels/123456789012345678/messages';
  expect(log(text(words)).line).toMatchObject({ level: 'warn', msg: 'discord.js warns', text: words });
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
    logger.log('uncaught', { err: new Error('outer', { cause: error }) }),
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
    logger.log('uncaught', { err: new AggregateError([new TypeError('a'), circle], 'several') }),
  );
  expect(line).toMatchObject({
    err: { errors: [{ type: 'TypeError', message: 'a' }, { message: 'circle' }] },
  });
});
