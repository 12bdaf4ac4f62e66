import type { JsonObject } from '../json.ts';
import { channelJson, memberJson, roleJson, userJson } from '../world/json-forms.ts';
import type { MessageJson } from '../world/message-json.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { Channel, StoredFile } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ControlError } from './control-error.ts';

/** Collects `resolved` of an interaction: the objects behind the ids that were chosen. */
export class Resolved {
  readonly #world: World;
  readonly #json: MessageJson;
  readonly #channel: Channel;
  readonly #groups: Record<string, Record<string, JsonObject>> = {};

  constructor(parts: { world: World; json: MessageJson; channel: Channel }) {
    this.#world = parts.world;
    this.#json = parts.json;
    this.#channel = parts.channel;
  }

  toJSON(): JsonObject | undefined {
    return Object.keys(this.#groups).length > 0 ? this.#groups : undefined;
  }

  /** @returns whether there is such a user. */
  user(id: string): boolean {
    const user = this.#world.users.get(id);
    if (!user) return false;
    this.#put('users', id, userJson(user));
    const member = this.#world.guilds.get(this.#channel.guildId ?? '')?.members.get(id);
    if (member) {
      const permissions = String(channelPermissions(this.#world, this.#channel, id));
      this.#put('members', id, { ...memberJson(member), permissions });
    }
    return true;
  }

  role(id: string): boolean {
    const role = this.#world.guilds.get(this.#channel.guildId ?? '')?.roles.get(id);
    if (role) this.#put('roles', id, roleJson(role));
    return role !== undefined;
  }

  channel(id: string, userId: string): boolean {
    const channel = this.#world.channels.get(id);
    if (!channel || channel.guildId === undefined || channel.guildId !== this.#channel.guildId) return false;
    const permissions = String(channelPermissions(this.#world, channel, userId));
    this.#put('channels', id, { ...channelJson(this.#world, channel), permissions });
    return true;
  }

  /** Uploads a file as Discord's client does; @returns its attachment id. */
  file(upload: { filename: string; content: string }): string {
    const id = this.#world.ids.next();
    const file: StoredFile = {
      id,
      channelId: this.#channel.id,
      filename: upload.filename,
      contentType: 'text/plain; charset=utf-8',
      data: Buffer.from(upload.content, 'utf8'),
    };
    this.#world.files.set(id, file);
    this.#put('attachments', id, this.#json.file(file, true));
    return id;
  }

  /** The chosen values of a select that picks users, roles or channels. */
  pick(kind: 'user' | 'role' | 'mentionable' | 'channel', ids: string[], userId: string): void {
    for (const id of ids) {
      const found =
        (kind === 'channel' && this.channel(id, userId)) ||
        ((kind === 'role' || kind === 'mentionable') && this.role(id)) ||
        ((kind === 'user' || kind === 'mentionable') && this.user(id));
      if (!found) throw new ControlError('invalid', `There is no ${kind} ${id} to choose`);
    }
  }

  #put(group: string, id: string, json: JsonObject): void {
    const list = (this.#groups[group] ??= {});
    list[id] = json;
  }
}
