import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MessageText, readDeposit } from '../../src/shop/deposit-message.ts';

const says = (content: string): MessageText => ({ content, embeds: [] });

describe('a deposit message', () => {
  it.each([
    ['GrowID: Ann\nDeposit: 5 World Lock', 5],
    ['GrowID: Ann Deposit: 5 World Locks', 5],
    ['GrowID: Ann, Deposit: 2 Diamond Lock', 200],
    ['GrowID: Ann | Deposit: 1 Blue Gem Lock', 10_000],
    ['grow id : Ann\r\ndeposit : 1 BGL, 2 DL & 3 WL.', 10_203],
    ['**GrowID:** `Ann`\n**Deposit:** 1,500 World Lock', 1500],
    ['Nama GrowID: Ann\nJumlah Deposit: 1.500 World Lock dan 2 Diamond Lock', 1700],
    ['GrowID: Ann\nSetoran: 10x WL', 10],
    ['<:wl:123456789012345678> GrowID: Ann\n💰 Deposit: 3 Diamond Lock 💎', 300],
    ['A deposit came in!\n> GrowID: Ann\n> Deposit:\n> 2 Diamond Lock\n> 5 World Lock\n\nWorld: SHOP', 205],
    ['- GrowID: Ann\n- Deposit: 0 BGL, 7 WL', 7],
    ['Total deposit: 900 WL\nGrowID: Ann\nDeposit: 5 WL', 5],
  ])('is read: %j', (content, amountWl) => {
    expect(readDeposit(says(content))).toEqual({ growId: 'Ann', amountWl });
  });

  it('is read from an embed, its fields as well', () => {
    const described = { title: 'New deposit', description: 'GrowID: a_b\\_c\nDeposit: 4 World Lock' };
    expect(readDeposit({ content: '', embeds: [described] })).toEqual({ growId: 'a_b_c', amountWl: 4 });
    const fields = [
      { name: 'GrowID', value: 'Ann' },
      { name: 'Deposit:', value: '4 World Lock\n1 Diamond Lock' },
      { name: 'World', value: 'SHOP' },
    ];
    expect(readDeposit({ content: 'log', embeds: [{ fields }] })).toEqual({ growId: 'Ann', amountWl: 104 });
  });

  it.each([
    '',
    'hello',
    'GrowID: Ann',
    'Deposit: 5 WL',
    'GrowID: Ann\nDeposit: WL',
    'GrowID: Ann\nDeposit: 5',
    'GrowID: Ann\nDeposit: five WL',
    'GrowID: Ann\nDeposit: 0 WL',
    'GrowID: Ann\nDeposit: -5 WL',
    'GrowID: Ann\nDeposit: 1.5 WL',
    'GrowID: Ann\nDeposit: 1,50 WL',
    'GrowID: Ann\nDeposit: 1.000,000 WL',
    'GrowID: Ann\nDeposit: 5 WL 5 WL',
    'GrowID: Ann\nDeposit: 5 WL and more',
    'GrowID: Ann\nDeposit: 5 WLX',
    'GrowID: Ann\nDeposit: 5 Dirt',
    'GrowID: Ann\nDeposit: 100001 BGL',
    'GrowID: Ann Lee\nDeposit: 5 WL',
    'GrowID: A😀nn\nDeposit: 5 WL',
    'GrowID:\nDeposit: 5 WL',
    'GrowID: Ann\nGrowID: Ben\nDeposit: 5 WL',
    'GrowID: Ann\nDeposit: 5 WL\nDeposit: 6 WL',
    'My GrowID: Ann\nDeposit: 5 WL',
    'GrowID: Ann\nNo deposit: 5 WL',
    `GrowID: ${'x'.repeat(25)}\nDeposit: 5 WL`,
    `GrowID: Ann\nDeposit: 5 WL\n${'x'.repeat(8000)}`,
  ])('is nothing but exactly that: %j', (content) => {
    expect(readDeposit(says(content))).toBeUndefined();
  });

  const growId = fc.stringMatching(/^[A-Za-z0-9_]{1,24}$/);
  const plain = (n: number) => String(n);
  const digits = fc.constantFrom(
    plain,
    (n: number) => n.toLocaleString('en-US'),
    (n: number) => n.toLocaleString('de-DE'),
  );
  const kinds = fc.constantFrom(
    ['World Lock', 'Diamond Lock', 'Blue Gem Lock'],
    ['wl', 'dl', 'bgl'],
    ['WORLD LOCKS', 'Diamond Locks', 'BlueGem Lock'],
  );
  const wording = fc.record({
    id: fc.constantFrom('GrowID', 'growid', 'Grow ID', 'Nama GrowID', '**GrowID**'),
    deposit: fc.constantFrom('Deposit', 'Setoran', 'Jumlah Setoran', '__*Deposit*__'.replaceAll('_', '')),
    colon: fc.constantFrom(': ', ' : ', ':', ' = '),
    between: fc.constantFrom(', ', ' ', ' & ', ' dan ', ' and ', ' + ', '\n'),
    line: fc.constantFrom('\n', ' ', ' | ', '\r\n', '\n\n'),
    digits,
    kinds,
  });
  const noise = fc.constantFrom('', 'World: SHOP\n', 'A deposit came in\n', '🎉\n', '---\n');

  it('comes back as it was written, however it is worded', () => {
    const counts = fc
      .tuple(fc.nat({ max: 99_999_999 }), fc.nat({ max: 99_999 }), fc.nat({ max: 9_999 }))
      .filter((each) => each.some((count) => count > 0));
    fc.assert(
      fc.property(growId, counts, wording, noise, (name, each, how, before) => {
        const locks = each
          .flatMap((count, kind) => (count > 0 ? [`${how.digits(count)} ${how.kinds[kind]}`] : []))
          .join(how.between);
        const text = `${before}${how.id}${how.colon}${name}${how.line}${how.deposit}${how.colon}${locks}`;
        const amountWl = each[0] + each[1] * 100 + each[2] * 10_000;
        expect(readDeposit(says(text))).toEqual({ growId: name, amountWl });
      }),
      { numRuns: 300 },
    );
  });

  it('is never guessed at and never crashes, whatever is written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'GrowID: ',
        'Deposit: ',
        '5 WL',
        '1,000 DL',
        '\n',
        ' ',
        '|',
        '99999999999 WL',
        'Ann',
        '\\_',
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
    const embed = fc.record({
      title: text,
      description: text,
      fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
    });
    const message = fc.record({ content: text, embeds: fc.array(embed, { maxLength: 2 }) });
    fc.assert(
      fc.property(message, (written) => {
        const read = readDeposit(written);
        if (!read) return;
        expect(read.growId).toMatch(/^[A-Za-z0-9_]{1,24}$/);
        expect(Number.isSafeInteger(read.amountWl) && read.amountWl > 0).toBe(true);
        expect(read.amountWl).toBeLessThanOrEqual(1_000_000_000);
      }),
      { numRuns: 300 },
    );
  });

  it('takes no time to turn down, whatever is repeated in it', () => {
    for (const part of ['1,000', ' ', 'GrowID: ', 'Deposit: 1 WL ', '1 WL, ', '😀', '-']) {
      const startMs = performance.now();
      readDeposit(says(part.repeat(Math.floor(7900 / part.length))));
      expect(performance.now() - startMs).toBeLessThan(200);
    }
  });
});
