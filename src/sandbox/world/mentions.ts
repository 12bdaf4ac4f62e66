import { Permission } from '../protocol.ts';
import type { AllowedMentions } from '../rules/message-form.ts';
import { channelPermissions } from './permissions.ts';
import type { Channel } from './types.ts';
import type { World } from './world.ts';

export interface Mentions {
  mentionIds: string[];
  mentionRoleIds: string[];
  mentionEveryone: boolean;
}

/**
 * Finds whom a content mentions, as far as `allowed_mentions` lets it. Without that object everything is parsed, at a
 * send and at an edit alike; an answer then also mentions the one it answers.
 */
export function resolveMentions(
  world: World,
  message: { channel: Channel; authorId: string; content: string; repliedAuthorId?: string },
  allowed: AllowedMentions | undefined,
): Mentions {
  const userIds = idsIn(message.content, /<@!?(\d{17,20})>/g).filter((id) => world.users.has(id));
  const roleIds = idsIn(message.content, /<@&(\d{17,20})>/g);
  const guild = message.channel.guildId === undefined ? undefined : world.guilds.get(message.channel.guildId);
  const bits = channelPermissions(world, message.channel, message.authorId);
  const mayPing = (bits & Permission.MENTION_EVERYONE) !== 0n;
  const passes = (kind: 'users' | 'roles', id: string) =>
    !allowed || allowed.parse.includes(kind) || allowed[kind].includes(id);
  const mentionIds = userIds.filter((id) => passes('users', id));
  const replied = message.repliedAuthorId;
  if (replied !== undefined && (allowed?.repliedUser ?? true) && !mentionIds.includes(replied))
    mentionIds.push(replied);
  const everyone = guild !== undefined && mayPing && /@(everyone|here)/.test(message.content);
  return {
    mentionIds,
    mentionRoleIds: roleIds.filter((id) => guild?.roles.has(id) && mayPing && passes('roles', id)),
    mentionEveryone: everyone && (!allowed || allowed.parse.includes('everyone')),
  };
}

function idsIn(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].flatMap((match) => match[1] ?? []))];
}
