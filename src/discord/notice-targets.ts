import type { Client, Guild } from 'discord.js';
import { languageOf } from '../languages/text.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';
import { STAFF_PERMISSIONS } from './commands/staff-channel-commands.ts';
import { missingPermissions } from './permissions.ts';
import type { NoticeTarget } from './staff-notices.ts';

export interface NoticeTargetsDeps {
  client: Client;
  store: Pick<ShopStore, 'staffChannels'>;
  /** The operator's notice channel. */
  channelId: () => string | null;
  ownerIds: readonly string[];
}

/**
 * Who hears of a shop, or of the whole bot. A shop: its own notice channel, else the operator's, else OWNER_IDS, else the
 * owner of its guild. The whole bot: the same without a shop's channel, unless there is only one. A channel in which the
 * bot can't write counts as none, so that nobody has to guess.
 */
export class NoticeTargets {
  readonly #deps: NoticeTargetsDeps;
  #channels = new Map<string, string>();

  constructor(deps: NoticeTargetsDeps) {
    this.#deps = deps;
  }

  /** Reads the shops' channels; to be called at the start and after each change. */
  async load(): Promise<void> {
    const all = await this.#deps.store.staffChannels();
    this.#channels = new Map(
      all.flatMap(({ shopId, noticeChannelId }) =>
        noticeChannelId === undefined ? [] : [[shopId, noticeChannelId]],
      ),
    );
  }

  /** @param shopId undefined: of the whole bot */
  of(shopId: string | undefined): NoticeTarget[] {
    const { client, channelId, ownerIds } = this.#deps;
    const only = client.guilds.cache.size === 1 ? client.guilds.cache.first() : undefined;
    const guild = shopId === undefined ? only : client.guilds.cache.get(shopId);
    const own = guild && this.#channels.get(guild.id);
    const wished = shopId === undefined ? [channelId(), own] : [own, channelId()];
    for (const id of wished) {
      const channel = id ? client.channels.cache.get(id) : undefined;
      if (!id || !channel || channel.isDMBased()) continue;
      if (missingPermissions(client, id, STAFF_PERMISSIONS.notices).length > 0) continue;
      return [{ kind: 'channel', id, language: languageIn(channel.guild) }];
    }
    const userIds = ownerIds.length > 0 ? ownerIds : guild ? [guild.ownerId] : [];
    return userIds.map((id) => ({ kind: 'user', id, language: languageIn(guild) }));
  }
}

function languageIn(guild: Guild | undefined) {
  return languageOf(guild?.preferredLocale);
}
