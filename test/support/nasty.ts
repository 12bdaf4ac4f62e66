import * as fc from 'fast-check';

/** What people and programs put where a text is asked for. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '‮drowssap',
    '​​​',
    '@everyone <@&1> <#2> <@3>',
    '**__~~||`x`||~~__**',
    '```\nat Object.<anonymous> (/app/x.ts:1:1)',
    '[free locks](https://example.org)',
    "'; DROP TABLE orders; --",
    '=HYPERLINK("http://example.org")',
    '{user, plural, one {#} other {#}}',
    '<t:0:R>',
    '../../../etc/passwd',
    '%00%ff%',
    '__proto__',
    'constructor',
    'NaN',
    '-1',
    '1e309',
    '9007199254740993',
    '0x10',
    '１２',
    ' ',
    '\0',
    '#1',
    'DIRT',
  ),
  fc
    .tuple(fc.constantFrom('x', 'é', '‮', '💎', '*', '\n', '@everyone '), fc.constantFrom(100, 2_000, 6_000))
    .map(([unit, length]) => unit.repeat(length).slice(0, length)),
);

/** The same, cut to what a form or an option takes, in code points as Discord counts. */
export function nastyTextOf({
  min_length: min = 0,
  max_length: max = 6_000,
}: {
  min_length?: number;
  max_length?: number;
}) {
  return nastyText.map((text) => {
    // Half of a pair cannot be sent as JSON in UTF-8.
    const cut = [...text.toWellFormed()].slice(0, max).join('');
    return cut + 'x'.repeat(Math.max(0, min - [...cut].length));
  });
}

/** Whole numbers from end to end, most of them at an edge. */
export function nastyNumberOf({
  min_value: min = -(2 ** 53) + 1,
  max_value: max = 2 ** 53 - 1,
}: {
  min_value?: number;
  max_value?: number;
}) {
  return fc.oneof(
    fc.constantFrom(min, max),
    fc.integer({ min, max }),
    fc.integer({ min, max: Math.min(max, min + 5) }),
  );
}

const bigText = fc.string({ unit: 'binary', maxLength: 3_000 }).map((text) => text.toWellFormed());
const csv = fc
  .array(
    fc.array(fc.oneof(nastyText, fc.constantFrom('"', '""', ',', '\r', '\uFEFF', 'a "b" c')), {
      maxLength: 4,
    }),
    {
      maxLength: 20,
    },
  )
  .map((rows) =>
    rows
      .map((row) => row.join(','))
      .join('\n')
      .slice(0, 20_000)
      .toWellFormed(),
  );
/** A file as somebody uploads it. */
export const nastyFile = fc.record({
  filename: fc.constantFrom(
    'a.txt',
    'a.csv',
    'A.CSV',
    'a.exe',
    'a',
    '.txt',
    'a.txt.exe',
    'a'.repeat(100) + '.txt',
  ),
  content: fc.oneof(
    bigText,
    csv,
    fc.constantFrom('', '\n\n\n', '\uFEFF', 'x'.repeat(300_000), 'x\n'.repeat(30_000)),
  ),
});
