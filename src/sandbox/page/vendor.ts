import { readFile } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { z } from 'zod';

/** One installed package whose browser modules the page loads. */
export interface VendorPackage {
  /** The folder the package is installed in. */
  folder: string;
  /** Where the page finds that folder; it names the version, so what lies under it never changes. */
  prefix: string;
  /** Bare specifier to address, for the import map. */
  imports: Record<string, string>;
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  exports: z.record(z.string(), z.unknown()),
});

/**
 * Finds the web components and the Lit they are built on. Lit is looked up from where its dependants are installed, so
 * that the page shares one copy with them.
 * @throws when a package is not installed.
 */
export async function vendorPackages(): Promise<VendorPackage[]> {
  const require = createRequire(import.meta.url);
  const components = manifestPath(require.resolve('@skyra/discord-components-core'), import.meta.url);
  const lit = manifestPath('lit', components);
  const manifests = [
    components,
    manifestPath('@lit/context', components),
    lit,
    manifestPath('@lit/reactive-element', lit),
    manifestPath('lit-element', lit),
    manifestPath('lit-html', lit),
  ];
  return Promise.all(manifests.map(readPackage));
}

/** Where Discord's emoji (Twemoji) are, one SVG each. @throws when they are not installed */
export function emojiFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@twemoji/svg/package.json'));
}

function manifestPath(specifier: string, from: string): string {
  const path = findPackageJSON(specifier, from);
  if (path === undefined) throw new Error(`${specifier}, which the page shows, is not installed`);
  return path;
}

async function readPackage(manifest: string): Promise<VendorPackage> {
  const { name, version, exports } = manifestSchema.parse(JSON.parse(await readFile(manifest, 'utf8')));
  const prefix = `/vendor/${name}@${version}/`;
  const targets = Object.entries(exports).flatMap(([subpath, condition]) => {
    const target = browserTarget(condition);
    return target?.endsWith('.js') ? [[name + subpath.slice(1), prefix + target.slice(2)] as const] : [];
  });
  return { folder: dirname(manifest), prefix, imports: Object.fromEntries(targets) };
}

/** Picks the production build for browsers among a package's conditional exports. */
function browserTarget(condition: unknown): string | undefined {
  if (typeof condition === 'string') return condition;
  if (typeof condition !== 'object' || condition === null) return undefined;
  const targets = new Map(Object.entries(condition));
  return browserTarget(targets.get('browser') ?? targets.get('default'));
}
