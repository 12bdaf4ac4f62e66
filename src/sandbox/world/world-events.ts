import type { Channel, Message, Role } from './types.ts';

/** What happened in the world; the gateway, the page's stream and the snapshot listen. */
export type WorldEvent =
  | { kind: 'message_created' | 'message_updated'; message: Message }
  | { kind: 'message_deleted'; message: Message; channel: Channel }
  | { kind: 'pins_changed'; channel: Channel; lastPinAtMs: number | undefined }
  | { kind: 'channel_created' | 'channel_updated' | 'channel_deleted'; channel: Channel }
  | { kind: 'guild_created'; guildId: string }
  | { kind: 'role_created' | 'role_updated'; guildId: string; role: Role }
  | { kind: 'member_added' | 'member_updated'; guildId: string; userId: string }
  /** Something that no gateway event tells: users, commands, the bot coming and going. */
  | { kind: 'world_changed' };

export class WorldEvents {
  readonly #listeners = new Set<(event: WorldEvent) => void>();

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The returned function ends the subscription. */
  on(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
