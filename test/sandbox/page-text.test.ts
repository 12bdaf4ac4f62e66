import { describe, expect, test } from 'vitest';

interface Node {
  type: string;
  text?: string;
  children?: Node[];
}

const web = new URL('../../src/sandbox/page/web/', import.meta.url).href;
const { parseMarkdown } = (await import(`${web}markdown.js`)) as {
  parseMarkdown: (source: string) => Node[];
};
const { matchCommands, readOption, unpicked, usableCommands } = (await import(`${web}commands.js`)) as {
  matchCommands: (commands: object[], typed: string) => { path: string }[];
  readOption: (option: object, raw: unknown) => { value?: unknown; error?: string };
  unpicked: symbol;
  usableCommands: (session: object) => { path: string; label: string; description: string }[];
};
const { formatTimestamp } = (await import(`${web}timestamps.js`)) as {
  formatTimestamp: (timestamp: { seconds: number; style: string; nowMs: number; locale: string }) => string;
};

/** The tree on one line: `bold(x)`, texts as they are. */
function outline(nodes: Node[]): string {
  return nodes
    .map(({ type, text, children }) => {
      const inner = text ?? outline(children ?? []);
      return type === 'text' || type === 'paragraph' ? inner : `${type}(${inner})`;
    })
    .join('');
}

describe('markdown', () => {
  test.each([
    ['**a** *b* _c_ __d__ ~~e~~ ||f||', 'bold(a) italic(b) italic(c) underline(d) strike(e) spoiler(f)'],
    ['***both***', 'bold(italic(both))'],
    ['**bold *within* it**', 'bold(bold italic(within) it)'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['`**code**`', 'code(**code**)'],
    ['\\*plain\\*', '*plain*'],
    ['before ```ts\nlet a = 1;\n``` after', 'before codeblock(let a = 1;) after'],
    ['> one\n> two\nthree', 'quote(one\ntwo)three'],
    ['>>> one\ntwo', 'quote(one\ntwo)'],
    ['## Head\n-# small\n- item', 'heading2(Head)subtext(small)bullet(item)'],
    ['<@123456789012345678>', 'mention()'],
    [
      '[site](https://example.com) and https://example.com/a_b.',
      'link(site) and link(https://example.com/a_b).',
    ],
    ['[no](javascript:alert(1))', '[no](javascript:alert(1))'],
    ['unclosed **bold and `code', 'unclosed **bold and `code'],
  ])('reads %j', (source, expected) => {
    expect(outline(parseMarkdown(source))).toBe(expected);
  });

  test('reads hostile text of Discord’s greatest length at once', () => {
    const started = performance.now();
    for (const piece of ['**a', '`', '||', '_', '[', '*a*_', '> ', '```\n', '<@']) {
      parseMarkdown(piece.repeat(Math.floor(4000 / piece.length)));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test.each([
  [-100, '2 minutes ago'],
  [0, 'now'],
  [3600, 'in 1 hour'],
  [-86_400, 'yesterday'],
])('says of a time %d s away: %s', (away, expected) => {
  const nowMs = 1_700_000_000_000;
  const seconds = nowMs / 1000 + away;
  expect(formatTimestamp({ seconds, style: 'R', nowMs, locale: 'en-US' })).toBe(expected);
});

describe('commands', () => {
  const product = {
    name: 'product',
    description: 'Products',
    options: [
      { type: 1, name: 'add', description: 'New', name_localizations: { id: 'tambah' }, options: [] },
      { type: 1, name: 'remove', description: 'Gone' },
    ],
  };
  const inDm = { name: 'help', description: 'Help', contexts: [0, 1] };
  const guildOnly = { name: 'stock', description: 'Stock', contexts: [0] };
  const session = { world: { commands: [inDm, guildOnly] }, user: { locale: 'id' } };

  test('lists each subcommand in the reader’s language', () => {
    const found = usableCommands({ ...session, guild: { commands: [product] } });
    expect(found.map(({ path, label }) => [path, label])).toEqual([
      ['help', 'help'],
      ['product remove', 'product remove'],
      ['product add', 'product tambah'],
      ['stock', 'stock'],
    ]);
  });

  test('offers in a direct message only what works there', () => {
    expect(usableCommands(session).map(({ path }) => path)).toEqual(['help']);
  });

  test('puts what begins with the typed text before what holds it', () => {
    const found = [
      { path: 'the stock', label: 'the stock' },
      { path: 'stock', label: 'stock' },
    ];
    expect(matchCommands(found, 'sto').map(({ path }) => path)).toEqual(['stock', 'the stock']);
  });

  const integer = { type: 4, min_value: 1, max_value: 5, required: true };
  test.each([
    [integer, '3', { value: 3 }],
    [integer, '3.5', { error: 'Type a whole number.' }],
    [integer, '6', { error: 'At most 5.' }],
    [integer, '', { error: 'This option is required.' }],
    [{ type: 10 }, '2.5', { value: 2.5 }],
    [{ type: 3, min_length: 3 }, 'ab', { error: 'At least 3 characters.' }],
    [{ type: 3 }, undefined, {}],
    [{ type: 6, required: true }, unpicked, { error: 'Pick one of the list.' }],
    [{ type: 5 }, false, { value: false }],
  ])('reads option %j given %j', (option, raw, expected) => {
    expect(readOption(option, raw)).toEqual(expected);
  });
});
