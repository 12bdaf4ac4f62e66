import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { english } from '../../src/languages/english.ts';
import { indonesian } from '../../src/languages/indonesian.ts';
import { languageOf, type TextKey, translators } from '../../src/languages/text.ts';

const EMOJI = /\p{Extended_Pictographic}/gu;
const keys = Object.keys(english) as TextKey[];
const argumentsOf = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name);

describe('the texts', () => {
  it('are Indonesian for an Indonesian Discord and English for all others', () => {
    expect([languageOf('id'), languageOf('en-GB'), languageOf('fr'), languageOf(undefined)]).toEqual([
      'id',
      'en',
      'en',
      'en',
    ]);
  });

  it('can all be written in both languages from the same values', () => {
    for (const key of keys) {
      const values = Object.fromEntries(argumentsOf(english[key]).map((name) => [name, 3]));
      // A value that only one language asks for makes it throw.
      for (const t of Object.values(translators())) expect(t(key, values), key).not.toMatch(/[{}]/);
    }
  });

  it('use only emoji that the demo can draw', () => {
    const files = readdirSync(dirname(fileURLToPath(import.meta.resolve('@twemoji/svg/package.json'))));
    const known = new Set(files.map((file) => file.replace('.svg', '')));
    const signs = keys.flatMap((key) => [...`${english[key]}${indonesian[key]}`.matchAll(EMOJI)]);
    const points = signs.map(([sign]) => sign.codePointAt(0)?.toString(16) ?? '');
    expect(points.length).toBeGreaterThan(50);
    expect(points.filter((point) => !known.has(point))).toEqual([]);
  });

  it('name every command and option within Discord’s rules', () => {
    for (const key of keys.filter((name) => /^(command|option)\./.test(name))) {
      for (const text of [english[key], indonesian[key]]) {
        if (key.endsWith('.name')) expect(text, key).toMatch(/^[-_\p{Ll}\d]{1,32}$/u);
        else expect(text.length, key).toBeLessThanOrEqual(100);
      }
    }
  });
});
