import type { JsonObject } from '../json.ts';

export interface User {
  id: string;
  username: string;
  locale: string;
  /** Whether members of a shared guild may write to them. */
  dmsOpen: boolean;
  bot: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  position: number;
  /** Set on the role that belongs to a bot. */
  botId?: string;
}

export interface Member {
  userId: string;
  roleIds: string[];
  joinedAtMs: number;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  roles: Map<string, Role>;
  members: Map<string, Member>;
}

export interface Overwrite {
  id: string;
  kind: 'role' | 'member';
  allow: bigint;
  deny: bigint;
}

/** A guild's text channel (`guildId`) or the direct channel between the bot and a user (`recipientId`). */
export interface Channel {
  id: string;
  guildId?: string;
  recipientId?: string;
  name: string;
  topic: string | null;
  position: number;
  overwrites: Overwrite[];
  /** The newest message that everybody sees, also when it was deleted since. */
  lastMessageId?: string;
  /** In the order of their ids, the ephemeral ones included. */
  messages: Map<string, Message>;
}

export interface Message {
  id: string;
  channelId: string;
  guildId?: string;
  authorId: string;
  type: number;
  content: string;
  createdAtMs: number;
  editedAtMs?: number;
  pinnedAtMs?: number;
  flags: number;
  tts: boolean;
  embeds: JsonObject[];
  components: JsonObject[];
  attachmentIds: string[];
  mentionIds: string[];
  mentionRoleIds: string[];
  mentionEveryone: boolean;
  nonce?: string | number;
  /** Written through a webhook: its id and the name it showed. */
  webhook?: { id: string; name: string };
  applicationId?: string;
  /** `interaction_metadata` of an answer to an interaction. */
  interaction?: JsonObject;
  /** The message this one answers. */
  replyTo?: string;
  /** Only this user sees it. */
  ephemeralFor?: string;
}

export interface StoredFile {
  id: string;
  channelId: string;
  filename: string;
  contentType: string;
  description?: string;
  data: Buffer;
}
