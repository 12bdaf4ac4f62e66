import type { Client } from 'discord.js';
import type { Translate } from '../languages/text.ts';
import type { DepositSource } from '../shop/store/shop-store.ts';
import { type AskedPermission, missingPermissions, permissionNames } from './permissions.ts';

/** What the bot needs in a channel that announces deposits. */
const NEEDED = ['ViewChannel', 'ReadMessageHistory'] as const satisfies readonly AskedPermission[];

/** Why deposit messages cannot be read, which only a person can mend. */
export interface DepositProblem {
  reason: 'content' | 'channel_gone' | 'forbidden';
  missing: readonly AskedPermission[];
}

/**
 * Discord tells of neither: without the message content intent a message comes empty, and without Read Message History a
 * channel does.
 */
export function depositProblem(
  client: Client,
  { shopId, channelId }: Pick<DepositSource, 'shopId' | 'channelId'>,
  hasContent: boolean,
): DepositProblem | undefined {
  if (!hasContent) return { reason: 'content', missing: [] };
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || channel.guildId !== shopId)
    return { reason: 'channel_gone', missing: [] };
  const missing = missingPermissions(client, channelId, NEEDED);
  return missing.length > 0 ? { reason: 'forbidden', missing } : undefined;
}

/** What to do about it. */
export function problemText({ reason, missing }: DepositProblem, t: Translate): string {
  return t('deposit.problem', { reason, missing: permissionNames(missing, t) });
}
