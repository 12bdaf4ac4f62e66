import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/*
 * Holds the direction of the imports and the one home of each dependency. Reads the text of the files, so that type
 * imports count as well.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A folder imports folders of a lower rank only, never a sibling of its own. */
const RANK: Readonly<Record<string, number>> = {
  runtime: 0,
  config: 1,
  languages: 1,
  observability: 1,
  resilience: 1,
  health: 2,
  shop: 3,
  board: 4,
  discord: 5,
  http: 5,
  tools: 6,
};
/** Files directly in src/ stand above all folders; the preload may use only what it needs to start tracing. */
const TOP = '';
/** What is started by itself: the command line's tools, and the thread that checks a database file. */
const ENTRIES = [
  'src/tools/restore.ts',
  'src/tools/export.ts',
  'src/tools/import.ts',
  'src/shop/store/sqlite/check-file-worker.ts',
];
const TELEMETRY_MAY_IMPORT = ['config', 'observability'];

const HOMES: readonly { what: string; pattern: RegExp; homes: readonly string[] }[] = [
  { what: 'discord.js', pattern: /^(discord\.js|@discordjs\/.*)$/, homes: ['src/discord/'] },
  { what: "Discord's types", pattern: /^discord-api-types(\/|$)/, homes: ['src/discord/', 'src/sandbox/'] },
  {
    what: 'the metrics client',
    pattern: /^(prom-client|@prometheus-io\/client)$/,
    homes: ['src/observability/'],
  },
  { what: 'the log library', pattern: /^pino$/, homes: ['src/observability/'] },
  { what: 'the tracing SDK', pattern: /^@opentelemetry\/(?!api$)/, homes: ['src/telemetry.ts'] },
  { what: 'the database', pattern: /^(node:sqlite|pg)$/, homes: ['src/shop/store/'] },
  {
    what: 'a timer',
    pattern: /^(node:)?timers(\/promises)?$/,
    homes: ['src/runtime/clock.ts', 'src/sandbox/'],
  },
  { what: 'the process', pattern: /^(node:)?process$/, homes: ['src/config/env.ts'] },
];
const WORDS: readonly { what: string; pattern: RegExp; homes: readonly string[] }[] = [
  {
    what: 'process.env',
    pattern: /\bprocess\.env\b|\bprocess\[|\{[^}]*\benv\b[^}]*\} = process\b/,
    homes: ['src/config/env.ts'],
  },
  {
    what: 'Date or a timer',
    pattern:
      /\bnew Date\b|\bDate\.(?!UTC\b)\w|\b(set|clear)(Timeout|Interval|Immediate)\(|\bAbortSignal\.timeout\b|\bperformance\.now\b/,
    homes: ['src/runtime/clock.ts', 'src/sandbox/'],
  },
];

interface Source {
  /** From the root, with slashes. */
  path: string;
  code: string;
  imports: string[];
}

const ours = readSources('src');

describe('a folder imports only folders of a lower rank', () => {
  test('every folder of src has a rank', () => {
    const folders = new Set(ours.map(({ path }) => folderOf(path)));
    expect(
      [...folders].filter((folder) => !(folder in RANK) && folder !== TOP && folder !== 'sandbox'),
    ).toEqual([]);
  });

  test('no import points up or at a sibling', () => {
    expect(ours.flatMap((source) => wrongImports(source))).toEqual([]);
  });

  test('src imports nothing outside src but package.json', () => {
    const outside = ours.flatMap((source) =>
      targetsOf(source)
        .filter((target) => !target.startsWith('src/') && target !== 'package.json')
        .map(at(source)),
    );
    expect(outside).toEqual([]);
  });
});

describe('the local Discord stands apart', () => {
  test('it imports nothing of ours', () => {
    const wrong = ours
      .filter(({ path }) => folderOf(path) === 'sandbox')
      .flatMap((source) =>
        targetsOf(source)
          .filter((target) => folderOf(target) !== 'sandbox')
          .map(at(source)),
      );
    expect(wrong).toEqual([]);
  });

  test('only the demo imports it', () => {
    const wrong = ours
      .filter(({ path }) => folderOf(path) !== 'sandbox' && !/^src\/demo(-[\w-]+)?\.ts$/.test(path))
      .flatMap((source) =>
        targetsOf(source)
          .filter((target) => folderOf(target) === 'sandbox')
          .map(at(source)),
      );
    expect(wrong).toEqual([]);
  });
});

test.each(HOMES)('$what is imported in its home only', ({ pattern, homes }) => {
  const wrong = ours.flatMap((source) =>
    isAtHome(source, homes) ? [] : source.imports.filter((name) => pattern.test(name)).map(at(source)),
  );
  expect(wrong).toEqual([]);
});

test.each(WORDS)('$what is used in its home only', ({ pattern, homes }) => {
  const wrong = ours.flatMap((source) =>
    isAtHome(source, homes) ? [] : linesWith(source, pattern).map(at(source)),
  );
  expect(wrong).toEqual([]);
});

test('importing a module has no effect, but for the entry and the preload', () => {
  const entries = ['src/main.ts', 'src/telemetry.ts', 'src/require-node.mjs', ...ENTRIES];
  const wrong = ours.flatMap((source) =>
    entries.includes(source.path) || source.path.startsWith('src/sandbox/')
      ? []
      : linesWith(source, /^(await|new|let|var|if|for|try)\b/).map(at(source)),
  );
  expect(wrong).toEqual([]);
});

test('no test replaces a module', () => {
  const wrong = readSources('test').flatMap((source) =>
    linesWith(source, /\bvi\.(mock|doMock)\(/).map(at(source)),
  );
  expect(wrong).toEqual([]);
});

test('the rules see what they look for', () => {
  const code = withoutText(`// new Date()\nconst a = 'process.env'; /* setTimeout( */ const b = new Date();`);
  expect(WORDS.map(({ pattern }) => pattern.test(code))).toEqual([false, true]);
  expect(withoutText('`http://${process.env.HOST}/**/*`')).toBe('process.env.HOST');
  expect(
    importsOf(
      `import type { A } from './a.ts';\nexport * from "b";\nconst c = await import('c');\nimport 'd';`,
    ),
  ).toEqual(['./a.ts', 'b', 'c', 'd']);
  const source = {
    path: 'src/shop/x.ts',
    code: '',
    imports: ['../board/y.ts', './z.ts', '../runtime/clock.ts'],
  };
  expect(wrongImports(source)).toEqual(['src/shop/x.ts: src/board/y.ts']);
  expect(ours.length).toBeGreaterThan(20);
});

function wrongImports(source: Source): string[] {
  const from = folderOf(source.path);
  if (from === 'sandbox') return [];
  const isAllowed = (to: string): boolean => {
    if (source.path === 'src/telemetry.ts') return TELEMETRY_MAY_IMPORT.includes(to);
    if (from === TOP || to === from) return true;
    return to !== TOP && (RANK[to] ?? Number.POSITIVE_INFINITY) < (RANK[from] ?? -1);
  };
  return targetsOf(source)
    .filter((target) => target.startsWith('src/') && !isAllowed(folderOf(target)))
    .map(at(source));
}

function at(source: Source): (what: string) => string {
  return (what) => `${source.path}: ${what}`;
}

/** `shop` for src/shop/store/x.ts; empty for files directly in src/. */
function folderOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'src' && parts.length > 2 ? (parts[1] ?? TOP) : TOP;
}

function isAtHome(source: Source, homes: readonly string[]): boolean {
  return homes.some((home) => source.path.startsWith(home));
}

/** Paths from the root of the relative imports. */
function targetsOf({ path, imports }: Source): string[] {
  return imports
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.normalize(posix.join(posix.dirname(path), name)));
}

function linesWith({ code }: Source, pattern: RegExp): string[] {
  return code.split('\n').filter((line) => pattern.test(line));
}

function readSources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, code: withoutText(text), imports: importsOf(text) };
    });
}

function importsOf(text: string): string[] {
  const matches = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return Array.from(matches, (match) => match[1] ?? match[2] ?? '').filter((name) => name !== '');
}

/** The code without comments and quoted text; of a template only what it computes stays. */
function withoutText(text: string): string {
  const parts = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(parts, (part) => {
    if (part.startsWith('/')) return '';
    return Array.from(part.matchAll(/\$\{([^}]*)\}/g), (match) => match[1]).join(';') || "''";
  });
}
