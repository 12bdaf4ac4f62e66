import { type Client, PermissionFlagsBits } from 'discord.js';
import type { Translate } from '../languages/text.ts';

/** Permissions that the bot asks for somewhere, by discord.js' names. */
export const ASKED_PERMISSIONS = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'PinMessages',
  'ManageRoles',
] as const satisfies (keyof typeof PermissionFlagsBits)[];
export type AskedPermission = (typeof ASKED_PERMISSIONS)[number];

/** What a board needs in its channel. */
export const BOARD_PERMISSIONS = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
] as const satisfies AskedPermission[];

/** Those of `needed` that the bot lacks in a channel, as far as discord.js knows; none in a channel that it does not see. */
export function missingPermissions(
  client: Client,
  channelId: string,
  needed: readonly AskedPermission[],
): AskedPermission[] {
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || !client.user) return [];
  const granted = channel.permissionsFor(client.user);
  return needed.filter((name) => granted?.has(name) === false);
}

/** Their names as Discord's settings show them, for people. */
export function permissionNames(names: readonly AskedPermission[], t: Translate): string {
  return names.map((name) => `**${t(`permission.${name}`)}**`).join(', ');
}
