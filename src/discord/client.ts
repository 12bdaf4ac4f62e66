import { Client, GatewayIntentBits, Options, type RESTOptions } from 'discord.js';
import type { ShardConnections } from './shard-connections.ts';

export interface ClientSettings {
  /** Where Discord is: `https://discord.com/api`, or a local one. */
  apiUrl: string;
  shards: readonly number[] | 'auto' | undefined;
  shardCount: number | undefined;
  /** Asks for the content of messages, which Discord must have been told to allow. */
  messageContent: boolean;
  makeRequest: RESTOptions['makeRequest'];
  connections: ShardConnections;
}

/**
 * A discord.js client that keeps no users, members or messages (memory stays flat), retries nothing and waits for no rate
 * limit by itself: both are ours, bounded and observed.
 *
 * `Guilds` is all that buttons and commands need; `GuildMessages` tells when somebody deletes a board or mentions the bot.
 * Neither is privileged; `MessageContent` is.
 */
export function createClient(settings: ClientSettings): Client {
  const client: Client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      ...(settings.messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    ...(settings.shards && { shards: settings.shards }),
    ...(settings.shardCount && { shardCount: settings.shardCount }),
    allowedMentions: { parse: [] },
    ws: { buildStrategy: (manager) => settings.connections.for(manager) },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === client.user?.id },
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === client.user?.id },
    }),
    rest: {
      api: settings.apiUrl,
      retries: 0,
      rejectOnRateLimit: () => true,
      makeRequest: settings.makeRequest,
      // A handler is kept per interaction token until this sweep: hourly would keep some 29,000 a minute under load.
      handlerSweepInterval: 30_000,
    },
  });
  return client;
}
