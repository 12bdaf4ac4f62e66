import type { ViewedMessage } from '../control-api.ts';
import { discordTime } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { MessageFlag } from '../protocol.ts';
import { memberJson, userJson } from './json-forms.ts';
import type { Message, StoredFile } from './types.ts';
import type { World } from './world.ts';

/** Gives the world's messages as JSON; attachments get addresses on this server. */
export class MessageJson {
  readonly #world: World;
  readonly #baseUrl: () => string;

  constructor(world: World, baseUrl: () => string) {
    this.#world = world;
    this.#baseUrl = baseUrl;
  }

  /** A message as the API gives it. What doesn't apply is left out, never null: discord.js reads null as present. */
  full(message: Message): JsonObject {
    const json = this.#basic(message);
    if (message.nonce !== undefined) json['nonce'] = message.nonce;
    if (message.replyTo === undefined) return json;
    const channel = this.#world.channels.get(message.channelId);
    const replied = channel?.messages.get(message.replyTo);
    const guild = message.guildId === undefined ? {} : { guild_id: message.guildId };
    json['message_reference'] = {
      type: 0,
      channel_id: message.channelId,
      message_id: message.replyTo,
      ...guild,
    };
    json['referenced_message'] = replied ? this.#basic(replied) : null;
    return json;
  }

  /** What the bot gets of a message when it may not read contents: its own, DMs and mentions excepted. */
  forBot(message: Message, contentAllowed: boolean): JsonObject {
    const json = this.full(message);
    const bot = this.#world.botId;
    const own = message.authorId === bot || message.applicationId === bot;
    if (contentAllowed || own || message.guildId === undefined || message.mentionIds.includes(bot))
      return json;
    return { ...json, content: '', embeds: [], components: [], attachments: [] };
  }

  /** MESSAGE_CREATE and MESSAGE_UPDATE carry the guild and the author's membership besides. */
  forGateway(message: Message, contentAllowed: boolean): JsonObject {
    const json = this.forBot(message, contentAllowed);
    if (message.guildId === undefined) return { ...json, channel_type: 1 };
    const member = this.#world.guilds.get(message.guildId)?.members.get(message.authorId);
    const part = member && !message.webhook ? { member: memberJson(member) } : {};
    return { ...json, guild_id: message.guildId, channel_type: 0, ...part };
  }

  viewed(message: Message): ViewedMessage {
    const view: JsonObject = this.full(message);
    const recipient = this.#world.channels.get(message.channelId)?.recipientId;
    if (recipient !== undefined) view['dmUserId'] = recipient;
    if (message.ephemeralFor !== undefined) view['ephemeralFor'] = message.ephemeralFor;
    if ((message.flags & MessageFlag.LOADING) !== 0) view['loading'] = true;
    return view as unknown as ViewedMessage;
  }

  fileUrl(file: StoredFile): string {
    return `${this.#baseUrl()}/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
  }

  file(file: StoredFile, ephemeral: boolean): JsonObject {
    const url = this.fileUrl(file);
    const json: JsonObject = {
      id: file.id,
      filename: file.filename,
      size: file.data.byteLength,
      url,
      proxy_url: url,
      content_type: file.contentType,
    };
    if (file.description !== undefined) json['description'] = file.description;
    if (ephemeral) json['ephemeral'] = true;
    return json;
  }

  #basic(message: Message): JsonObject {
    const files = message.attachmentIds.flatMap((id) => this.#world.files.get(id) ?? []);
    const json: JsonObject = {
      type: message.type,
      id: message.id,
      channel_id: message.channelId,
      author: this.#author(message),
      content: message.content,
      timestamp: discordTime(message.createdAtMs),
      edited_timestamp: message.editedAtMs === undefined ? null : discordTime(message.editedAtMs),
      flags: message.flags,
      tts: message.tts,
      pinned: message.pinnedAtMs !== undefined,
      mention_everyone: message.mentionEveryone,
      mentions: message.mentionIds.flatMap((id) => {
        const user = this.#world.users.get(id);
        return user ? [userJson(user)] : [];
      }),
      mention_roles: message.mentionRoleIds,
      embeds: this.#withFileUrls(message.embeds, files),
      components: this.#withFileUrls(message.components, files),
      attachments: files.map((file) => this.file(file, message.ephemeralFor !== undefined)),
    };
    if (message.webhook) json['webhook_id'] = message.webhook.id;
    if (message.applicationId !== undefined) json['application_id'] = message.applicationId;
    if (message.interaction) json['interaction_metadata'] = message.interaction;
    return json;
  }

  #author(message: Message): JsonObject {
    if (message.webhook) {
      const { id, name } = message.webhook;
      return {
        ...userJson({ id, username: name, locale: 'en-US', dmsOpen: false, bot: true }),
        discriminator: '0000',
      };
    }
    const user = this.#world.users.get(message.authorId);
    return userJson(
      user ?? { id: message.authorId, username: 'Deleted User', locale: 'en-US', dmsOpen: false, bot: false },
    );
  }

  /** `attachment://name` becomes the uploaded file's address. */
  #withFileUrls(parts: JsonObject[], files: StoredFile[]): JsonObject[] {
    if (files.length === 0) return parts;
    const replaced = JSON.stringify(parts).replace(/"attachment:\/\/([^"]+)"/g, (whole, name: string) => {
      const file = files.find((candidate) => candidate.filename === name);
      return file ? JSON.stringify(this.fileUrl(file)) : whole;
    });
    return JSON.parse(replaced) as JsonObject[];
  }
}
