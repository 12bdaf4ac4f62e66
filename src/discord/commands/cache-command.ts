import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { CacheFigures } from '../../runtime/cache.ts';
import { CLEARINGS, type CacheManager, type Clearing } from '../../runtime/cache-manager.ts';
import type { Translate } from '../../languages/text.ts';
import { type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { command, named, subcommand } from './definition.ts';

export const cacheDefinition = command('command.cache', [
  subcommand('command.cache.stats'),
  subcommand('command.cache.clear', [
    {
      type: Type.String,
      ...named('option.what'),
      choices: CLEARINGS.map((what) => ({ name: what, value: what })),
    },
  ]),
]);

/** Figures of the caches, and clearing them. */
export function cacheCommands(caches: CacheManager): CommandHandler[] {
  return [
    {
      path: 'cache stats',
      effect: 'read',
      needs: 'operator',
      answer: ({ t }) =>
        reply({
          embeds: [
            {
              title: t('cache.title'),
              description: caches
                .figures()
                .map((figures) => entry(figures, t))
                .join('\n\n'),
              color: 0x3498db,
            },
          ],
        }),
    },
    {
      path: 'cache clear',
      effect: 'write',
      needs: 'operator',
      answer: (caller, options) => reply(clear(caches, caller, options)),
    },
  ];
}

function entry(
  { temporary, ttlMs, maxEntries, oldestAgeMs, namespace, ...counts }: CacheFigures,
  t: Translate,
) {
  return t('cache.entry', {
    ...counts,
    name: namespace,
    max: maxEntries,
    temporary: temporary ? 'yes' : 'no',
    ttl: ttlMs / 1000,
    oldest: oldestAgeMs === undefined ? 'none' : Math.round(oldestAgeMs / 1000),
  });
}

function clear(caches: CacheManager, { t }: Caller, options: CommandOptions): string {
  const what = CLEARINGS.find((one) => one === options.getString('what')) ?? 'all';
  const counts = cleared(caches, what);
  return t('cache.cleared', {
    what,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts: Object.entries(counts)
      .map(([namespace, count]) => `${namespace} ${count}`)
      .join(', '),
  });
}

function cleared(caches: CacheManager, what: Clearing) {
  if (what === 'temporary') return caches.clearTemporary();
  return what === 'expired' ? caches.clearExpired() : caches.clear();
}
