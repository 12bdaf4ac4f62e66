import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { emojiFolder, vendorPackages } from './vendor.ts';

const webFolder = new URL('./web/', import.meta.url);
const importMapMark = '<script type="importmap"></script>';

/**
 * Serves the page that shows the local Discord: `/`, its own files under `/page/` and the libraries it loads under
 * `/vendor/`. Everything comes from this machine, and the content security policy keeps it so.
 * @throws when the web components are not installed.
 */
export async function pageRoutes(app: FastifyInstance): Promise<void> {
  const packages = await vendorPackages();
  const importMap = JSON.stringify({ imports: Object.assign({}, ...packages.map((entry) => entry.imports)) });
  const html = (await readFile(new URL('index.html', webFolder), 'utf8')).replace(
    importMapMark,
    `<script type="importmap">${importMap}</script>`,
  );
  const policy = contentSecurityPolicy(importMap);

  app.get('/', (_request, reply) =>
    reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(html),
  );
  await app.register(fastifyStatic, {
    root: fileURLToPath(webFolder),
    prefix: '/page/',
    decorateReply: false,
    index: false,
  });
  for (const { folder, prefix } of packages) await serveFiles(app, { folder, prefix, ending: '.js' });
  await serveFiles(app, { folder: emojiFolder(), prefix: '/vendor/emoji/', ending: '.svg' });
}

/** Serves the files of an installed package, which never change under their address. */
async function serveFiles(
  app: FastifyInstance,
  { folder, prefix, ending }: { folder: string; prefix: string; ending: string },
): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix,
    decorateReply: false,
    index: false,
    maxAge: '1y',
    immutable: true,
    allowedPath: (path) => path.endsWith(ending),
  });
}

/** The import map is the one inline script, so it is allowed by its hash. Lit sets styles from scripts only. */
function contentSecurityPolicy(importMap: string): string {
  const hash = createHash('sha256').update(importMap).digest('base64');
  return [
    `default-src 'none'`,
    `script-src 'self' 'sha256-${hash}'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
