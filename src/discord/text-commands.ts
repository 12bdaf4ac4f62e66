import {
  type Client,
  type GatewayMessageCreateDispatchData,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import { type Language, languageOf, type Translate } from '../languages/text.ts';
import type { Recorder } from '../observability/recorder.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ChannelPosts } from './channel-posts.ts';
import type { ReplyMessage } from './handler.ts';
import { type RightsDeps, rightsOf } from './rights.ts';

/** A channel hears at most one refusal in this time: strangers must not make the bot fill it. */
const REFUSAL_INTERVAL_MS = 10_000;
const MAX_CHANNELS = 1000;

/** Who wrote a command, as far as Discord vouches for it in the message itself. */
export interface Writer {
  userId: string;
  channelId: string;
  language: Language;
  t: Translate;
}
/** A guild as the gateway keeps it current. */
export interface KnownGuild {
  ownerId: string;
  /** Bits of every role by its id; @everyone's has the guild's. */
  permissions: ReadonlyMap<string, bigint>;
  language: Language;
  t: Translate;
}

export interface TextCommandsDeps extends RightsDeps {
  /** By the word after the `!`; all are for operators. */
  commands: Readonly<Record<string, (writer: Writer) => ReplyMessage>>;
  posts: ChannelPosts;
  recorder: Recorder;
  clock: Clock;
  botId: () => string | undefined;
  guild: (guildId: string) => KnownGuild | undefined;
}

/**
 * Commands written into a channel: `!restart`, or with the bot's mention in front. Discord gives the text of a message to
 * a bot that has the message content intent, and to one that is mentioned.
 */
export class TextCommands {
  readonly #deps: TextCommandsDeps;
  readonly #refusedAtMs = new Map<string, number>();

  constructor(deps: TextCommandsDeps) {
    this.#deps = deps;
  }

  /** Answers a message that is a command; no other. Never throws. */
  async handle(message: GatewayMessageCreateDispatchData): Promise<void> {
    const { guild_id: guildId, author, content } = message;
    if (!guildId || author.bot || message.webhook_id) return;
    const name = commandIn(content, this.#deps.botId());
    if (!name || !Object.hasOwn(this.#deps.commands, name)) return;
    const guild = this.#deps.guild(guildId);
    if (!guild) return;
    const { recorder } = this.#deps;
    const info = { id: message.id, kind: 'text', name, shop: guildId, ageMs: 0 } as const;
    try {
      await recorder.interaction(info, () => this.#answer(name, message, guild));
    } catch (error) {
      recorder.error('command', error, { command: name });
    }
  }

  async #answer(
    name: string,
    { id, channel_id: channelId, author, member }: GatewayMessageCreateDispatchData,
    guild: KnownGuild,
  ): Promise<void> {
    const { commands, posts } = this.#deps;
    const isAdministrator = administrates(guild, author.id, member?.roles ?? []);
    const rights = rightsOf({ userId: author.id, isAdministrator, tiers: [] }, this.#deps);
    const { language, t } = guild;
    let answer: ReplyMessage | undefined;
    if (rights.has('operator')) answer = commands[name]?.({ userId: author.id, channelId, language, t });
    else if (this.#mayRefuse(channelId)) answer = { content: t('refusal.operator_only') };
    // The asking message's id keeps a repeated dispatch or request from asking twice.
    if (answer) await posts.post(channelId, answer, `t${id}`);
  }

  #mayRefuse(channelId: string): boolean {
    const nowMs = this.#deps.clock.monotonicMs();
    const lastMs = this.#refusedAtMs.get(channelId) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - lastMs < REFUSAL_INTERVAL_MS) return false;
    if (this.#refusedAtMs.size >= MAX_CHANNELS) this.#refusedAtMs.clear();
    this.#refusedAtMs.set(channelId, nowMs);
    return true;
  }
}

/** The guild out of the client's cache; undefined when the bot is not in it. */
export function knownGuild(
  client: Client,
  guildId: string,
  texts: Record<Language, Translate>,
): KnownGuild | undefined {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) return undefined;
  const language = languageOf(guild.preferredLocale);
  const permissions = new Map(guild.roles.cache.map((role) => [role.id, role.permissions.bitfield]));
  return { ownerId: guild.ownerId, permissions, language, t: texts[language] };
}

/** `!restart`; or, after the bot's mention, `restart` or `!restart`. The word alone, in lower case. */
function commandIn(content: string, botId: string | undefined): string | undefined {
  const [, mentioned, mark, word] = /^\s*(?:<@!?(\d+)>\s*)?(!?)([a-z]+)\s*$/i.exec(content) ?? [];
  const isCommand = mentioned === undefined ? mark === '!' : mentioned === botId;
  return isCommand ? word?.toLowerCase() : undefined;
}

function administrates(guild: KnownGuild, userId: string, roleIds: readonly string[]): boolean {
  if (guild.ownerId === userId) return true;
  return roleIds.some((id) =>
    new PermissionsBitField(guild.permissions.get(id) ?? 0n).has(PermissionFlagsBits.Administrator),
  );
}
