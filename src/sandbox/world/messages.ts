import type { JsonObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { MessageFlag, MessageType } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import { refuseEmpty, type MessageForm, type Upload } from '../rules/message-form.ts';
import { resolveMentions } from './mentions.ts';
import type { Channel, Message } from './types.ts';
import type { World } from './world.ts';

/** Who writes where, and what an answer to an interaction adds. */
export interface MessageContext {
  channel: Channel;
  authorId: string;
  type?: number;
  webhook?: { id: string; name: string };
  applicationId?: string;
  interaction?: JsonObject;
  ephemeralFor?: string;
  /** Nothing to show: yet ("Bot is thinking…"), or because Discord words it itself ("… pinned a message"). */
  empty?: 'loading' | 'system';
  replyTo?: string;
}

const KEPT_EPHEMERAL = 2_000;
/** A demo runs for days: of a long channel the oldest messages go, but those with buttons or menus stay. */
const KEPT_PER_CHANNEL = 1_000;
/** The flags that a sender may set; the others are Discord's own. */
const SENDER_FLAGS =
  MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2;

/** Sends, edits and deletes messages. Permissions are the caller's to check; limits of form are checked already. */
export class Messages {
  readonly #world: World;
  readonly #limits: Limits;
  /** Ephemeral messages in order; a client forgets them, so the oldest go. */
  readonly #ephemeral: Message[] = [];
  readonly #nonces = new Map<string, { messageId: string; untilMs: number }>();

  constructor(world: World, limits: Limits) {
    this.#world = world;
    this.#limits = limits;
  }

  /**
   * Sends a message; with `enforce_nonce` a repetition within some minutes gets the first one again.
   * @throws ApiError 50006, 40005
   */
  send(context: MessageContext, form: MessageForm): Message {
    const repeated = this.#sentBefore(context, form);
    if (repeated) return repeated;
    const message = this.#build(context, form);
    this.#keep(context.channel, message);
    if (form.enforceNonce && form.nonce !== undefined) this.#rememberNonce(context, form.nonce, message.id);
    this.#world.events.emit({ kind: 'message_created', message });
    return message;
  }

  /**
   * Edits what the form names; the rest stays. Also fills in a message that was still loading.
   * @throws ApiError 50006, 40005
   */
  edit(message: Message, form: MessageForm): Message {
    const channel = this.#channelOf(message);
    const content = form.content ?? message.content;
    const embeds = form.embeds ?? message.embeds;
    const components = form.components ?? message.components;
    const kept = this.#keptFiles(message, form);
    refuseEmpty({ content, embeds, components, files: kept.length + form.uploads.length });
    const dropped = message.attachmentIds.filter((id) => !kept.includes(id));
    for (const id of dropped) this.#world.files.delete(id);
    message.attachmentIds = [...kept, ...this.#store(channel, form)];
    Object.assign(message, { content, embeds, components });
    if (form.content !== undefined || form.allowedMentions) {
      Object.assign(
        message,
        resolveMentions(this.#world, { channel, authorId: message.authorId, content }, form.allowedMentions),
      );
    }
    const wasLoading = (message.flags & MessageFlag.LOADING) !== 0;
    message.flags = this.#editedFlags(message, form);
    if (!wasLoading) message.editedAtMs = this.#world.clock.now();
    this.#world.events.emit({ kind: 'message_updated', message });
    return message;
  }

  delete(message: Message): void {
    const channel = this.#channelOf(message);
    this.#world.removeMessage(channel, message);
    this.#world.events.emit({ kind: 'message_deleted', message, channel });
  }

  setPinned(message: Message, pinned: boolean): void {
    if ((message.pinnedAtMs !== undefined) === pinned) return;
    const channel = this.#channelOf(message);
    if (pinned) message.pinnedAtMs = this.#world.clock.now();
    else delete message.pinnedAtMs;
    this.#world.events.emit({ kind: 'message_updated', message });
    this.#world.events.emit({ kind: 'pins_changed', channel, lastPinAtMs: message.pinnedAtMs });
    if (!pinned) return;
    const form: MessageForm = { tts: false, uploads: [], enforceNonce: false };
    const { botId } = this.#world;
    this.send(
      { channel, authorId: botId, type: MessageType.PINNED, empty: 'system', replyTo: message.id },
      form,
    );
  }

  #build(context: MessageContext, form: MessageForm): Message {
    const { channel, authorId } = context;
    const content = form.content ?? '';
    const embeds = form.embeds ?? [];
    const components = form.components ?? [];
    if (!context.empty) refuseEmpty({ content, embeds, components, files: form.uploads.length });
    const replyTo = this.#replyTarget(context, form);
    const replied =
      replyTo === undefined || context.applicationId ? undefined : channel.messages.get(replyTo)?.authorId;
    const mentions = resolveMentions(
      this.#world,
      { channel, authorId, content, ...(replied === undefined ? {} : { repliedAuthorId: replied }) },
      form.allowedMentions,
    );
    return {
      id: this.#world.ids.next(),
      channelId: channel.id,
      authorId,
      type: context.type ?? (replyTo === undefined ? MessageType.DEFAULT : MessageType.REPLY),
      content,
      createdAtMs: this.#world.clock.now(),
      flags: this.#newFlags(context, form),
      tts: form.tts,
      embeds,
      components,
      attachmentIds: this.#store(channel, form),
      ...mentions,
      ...(channel.guildId === undefined ? {} : { guildId: channel.guildId }),
      ...(form.nonce === undefined ? {} : { nonce: form.nonce }),
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(context.webhook && { webhook: context.webhook }),
      ...(context.applicationId && { applicationId: context.applicationId }),
      ...(context.interaction && { interaction: context.interaction }),
      ...(context.ephemeralFor && { ephemeralFor: context.ephemeralFor }),
    };
  }

  #newFlags(context: MessageContext, form: MessageForm): number {
    const own = (form.flags ?? 0) & SENDER_FLAGS;
    const ephemeral = context.ephemeralFor === undefined ? 0 : MessageFlag.EPHEMERAL;
    return own | ephemeral | (context.empty === 'loading' ? MessageFlag.LOADING : 0);
  }

  #editedFlags(message: Message, form: MessageForm): number {
    const shown = message.flags & ~MessageFlag.LOADING;
    if (form.flags === undefined) return shown;
    const changeable = MessageFlag.SUPPRESS_EMBEDS;
    return (shown & ~changeable) | (form.flags & changeable) | (form.flags & MessageFlag.COMPONENTS_V2);
  }

  #replyTarget(context: MessageContext, form: MessageForm): string | undefined {
    if (context.replyTo !== undefined) return context.replyTo;
    if (form.replyTo === undefined) return undefined;
    if (context.channel.messages.has(form.replyTo)) return form.replyTo;
    throw ApiError.invalidForm({
      message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
    });
  }

  /** The files an edit leaves: all of them, or those that `attachments` names by id. */
  #keptFiles(message: Message, form: MessageForm): string[] {
    if (!form.attachments) return message.attachmentIds;
    const named = form.attachments.map((attachment) => String(attachment['id']));
    return message.attachmentIds.filter((id) => named.includes(id));
  }

  #store(channel: Channel, form: MessageForm): string[] {
    const size = form.uploads.reduce((sum, upload) => sum + upload.data.byteLength, 0);
    if (size > this.#limits.fileBytes) throw ApiError.fileTooLarge();
    return form.uploads.map((upload) => this.#storeOne(channel, upload, form.attachments ?? []));
  }

  #storeOne(channel: Channel, upload: Upload, described: JsonObject[]): string {
    const id = this.#world.ids.next();
    const entry = described.find((attachment) => Number(attachment['id']) === upload.index);
    const description = entry?.['description'];
    const filename = typeof entry?.['filename'] === 'string' ? entry['filename'] : upload.filename;
    this.#world.files.set(id, {
      id,
      channelId: channel.id,
      filename: filename.replaceAll(/[^\w.-]+/g, '_') || 'file',
      contentType: upload.contentType,
      ...(typeof description === 'string' ? { description } : {}),
      data: upload.data,
    });
    return id;
  }

  #sentBefore(context: MessageContext, form: MessageForm): Message | undefined {
    if (!form.enforceNonce || form.nonce === undefined) return undefined;
    const known = this.#nonces.get(nonceKey(context, form.nonce));
    if (!known || known.untilMs < this.#world.clock.now()) return undefined;
    return context.channel.messages.get(known.messageId);
  }

  #rememberNonce(context: MessageContext, nonce: string | number, messageId: string): void {
    const now = this.#world.clock.now();
    for (const [key, entry] of this.#nonces) {
      if (entry.untilMs >= now) break;
      this.#nonces.delete(key);
    }
    this.#nonces.set(nonceKey(context, nonce), { messageId, untilMs: now + this.#limits.nonceMs });
  }

  #keep(channel: Channel, message: Message): void {
    channel.messages.set(message.id, message);
    if (message.ephemeralFor !== undefined) return this.#keepEphemeral(message);
    channel.lastMessageId = message.id;
    if (channel.messages.size <= KEPT_PER_CHANNEL) return;
    for (const old of channel.messages.values()) {
      if (old.components.length > 0 || old.pinnedAtMs !== undefined) continue;
      this.#world.removeMessage(channel, old);
      return;
    }
  }

  #keepEphemeral(message: Message): void {
    this.#ephemeral.push(message);
    if (this.#ephemeral.length <= KEPT_EPHEMERAL) return;
    const oldest = this.#ephemeral.shift();
    const channel = oldest && this.#world.channels.get(oldest.channelId);
    if (oldest && channel) this.#world.removeMessage(channel, oldest);
  }

  #channelOf(message: Message): Channel {
    const channel = this.#world.channels.get(message.channelId);
    if (!channel) throw ApiError.unknownChannel();
    return channel;
  }
}

function nonceKey(context: MessageContext, nonce: string | number): string {
  return `${context.channel.id}:${context.authorId}:${nonce}`;
}
