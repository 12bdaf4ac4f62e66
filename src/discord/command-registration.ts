import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { ShopStore } from '../shop/store/shop-store.ts';
import { COMMANDS } from './commands/definitions.ts';
import type { DiscordApi } from './discord-api.ts';

/**
 * Tells Discord the commands of a guild, whole and only when they changed since the last time: Discord takes 200
 * creations a day. Guild commands act at once.
 */
export async function registerCommands(
  { api, store }: { api: DiscordApi; store: ShopStore },
  { applicationId, guildId }: { applicationId: string; guildId: string },
): Promise<void> {
  const fact = factKey(applicationId, guildId);
  const hash = commandsHash();
  if ((await store.fact(fact)) === hash) return;
  const route = Routes.applicationGuildCommands(applicationId, guildId);
  await api.request({ operation: 'commands', method: 'PUT', route, body: COMMANDS });
  await store.setFact(fact, hash);
}

/** Has Discord taken the commands of today in a guild? */
export async function commandsAreKnown(
  store: Pick<ShopStore, 'fact'>,
  { applicationId, guildId }: { applicationId: string; guildId: string },
): Promise<boolean> {
  return (await store.fact(factKey(applicationId, guildId))) === commandsHash();
}

function commandsHash(): string {
  return createHash('sha256').update(JSON.stringify(COMMANDS)).digest('base64url');
}

/** Discord drops a guild's commands with the bot's membership: they are told again when it comes back. */
export async function forgetCommands(
  store: ShopStore,
  { applicationId, guildId }: { applicationId: string; guildId: string },
): Promise<void> {
  await store.setFact(factKey(applicationId, guildId), '');
}

function factKey(applicationId: string, guildId: string): string {
  return `commands:${applicationId}:${guildId}`;
}
