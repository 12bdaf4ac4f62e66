import { readFile } from 'node:fs/promises';
import { isObject, type JsonObject } from '../json.ts';
import type { Channel, Guild, Message, StoredFile, User } from './types.ts';
import type { World } from './world.ts';

const FORMAT = 1;

/** The world as one JSON value. Ephemeral messages stay out: Discord's clients forget them too. */
export interface Snapshot {
  format: number;
  savedAtMs: number;
  lastId: string;
  botId: string;
  guilds: JsonObject[];
  channels: JsonObject[];
  users: User[];
  files: JsonObject[];
  commands: Record<string, JsonObject[]>;
}

/**
 * Reads a snapshot.
 * @returns undefined when there is none yet.
 * @throws Error when the file is something else.
 */
export async function readSnapshot(path: string): Promise<Snapshot | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const value: unknown = parse(text);
  if (isObject(value) && value['format'] === FORMAT) return value as unknown as Snapshot;
  throw new Error(`${path} is not a saved world of this version; move it away to start with an empty one`);
}

export function takeSnapshot(world: World): Snapshot {
  const kept = [...world.channels.values()].flatMap((channel) => keptMessages(channel));
  const fileIds = new Set(kept.flatMap((message) => message.attachmentIds));
  return {
    format: FORMAT,
    savedAtMs: world.clock.now(),
    lastId: String(world.ids.last),
    botId: world.botId,
    guilds: [...world.guilds.values()].map((guild) => ({
      ...guild,
      roles: [...guild.roles.values()].map((role) => ({ ...role, permissions: String(role.permissions) })),
      members: [...guild.members.values()],
    })),
    channels: [...world.channels.values()].map((channel) => ({
      ...channel,
      overwrites: channel.overwrites.map((item) => ({
        ...item,
        allow: String(item.allow),
        deny: String(item.deny),
      })),
      messages: keptMessages(channel),
    })),
    users: [...world.users.values()],
    files: [...world.files.values()]
      .filter((file) => fileIds.has(file.id))
      .map((file) => ({ ...file, data: file.data.toString('base64') })),
    commands: Object.fromEntries(world.commands),
  };
}

/** Fills an empty world from a snapshot. */
export function restore(world: World, snapshot: Snapshot): void {
  for (const user of snapshot.users) if (user.id !== world.botId) world.users.set(user.id, user);
  for (const saved of snapshot.guilds) {
    const { roles, members, ...guild } = saved as unknown as SavedGuild;
    world.guilds.set(guild.id, {
      ...guild,
      roles: new Map(roles.map((role) => [role.id, { ...role, permissions: BigInt(role.permissions) }])),
      members: new Map(members.map((member) => [member.userId, member])),
    });
  }
  for (const saved of snapshot.channels) {
    const { messages, overwrites, ...channel } = saved as unknown as SavedChannel;
    world.channels.set(channel.id, {
      ...channel,
      overwrites: overwrites.map((item) => ({ ...item, allow: BigInt(item.allow), deny: BigInt(item.deny) })),
      messages: new Map(messages.map((message) => [message.id, message])),
    });
  }
  for (const saved of snapshot.files) {
    const file = saved as unknown as Omit<StoredFile, 'data'> & { data: string };
    world.files.set(file.id, { ...file, data: Buffer.from(file.data, 'base64') });
  }
  for (const [guildId, commands] of Object.entries(snapshot.commands)) world.commands.set(guildId, commands);
}

type Saved<T, K extends string> = { [P in keyof T]: P extends K ? string : T[P] };
type SavedGuild = Omit<Guild, 'roles' | 'members'> & {
  roles: Saved<NonNullable<ReturnType<Guild['roles']['get']>>, 'permissions'>[];
  members: NonNullable<ReturnType<Guild['members']['get']>>[];
};
type SavedChannel = Omit<Channel, 'messages' | 'overwrites'> & {
  messages: Message[];
  overwrites: Saved<Channel['overwrites'][number], 'allow' | 'deny'>[];
};

function keptMessages(channel: Channel): Message[] {
  return [...channel.messages.values()].filter((message) => message.ephemeralFor === undefined);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
