import type { ControlEvent } from '../control-api.ts';
import type { RequestLog } from '../rest/request-log.ts';
import type { MessageJson } from '../world/message-json.ts';
import { canSee } from '../world/permissions.ts';
import type { Channel, Message } from '../world/types.ts';
import type { WorldEvent } from '../world/world-events.ts';
import type { World } from '../world/world.ts';

type Listener = (event: ControlEvent) => void;

/** Tells watchers what one user sees happen, besides the bot's requests and the faults. */
export class ControlEvents {
  readonly #world: World;
  readonly #json: MessageJson;
  readonly #watchers = new Set<{ userId: string | undefined; listener: Listener }>();

  constructor(parts: { world: World; json: MessageJson; log: RequestLog }) {
    this.#world = parts.world;
    this.#json = parts.json;
    parts.world.events.on((event) => this.#hear(event));
    parts.log.onRequest((request) => this.#tellAll({ type: 'request', request }));
  }

  /** @param userId whose view it is; absent: everything but ephemeral messages. */
  watch(userId: string | undefined, listener: Listener): () => void {
    const watcher = { userId, listener };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  faultsChanged(): void {
    this.#tellAll({ type: 'faults' });
  }

  #hear(event: WorldEvent): void {
    if (this.#watchers.size === 0) return;
    if (event.kind === 'message_created' || event.kind === 'message_updated') {
      const channel = this.#world.channels.get(event.message.channelId);
      if (channel)
        this.#tellViewers(channel, event.message, {
          type: 'message',
          message: this.#json.viewed(event.message),
        });
    } else if (event.kind === 'message_deleted') {
      const { channel, message } = event;
      const direct = channel.recipientId === undefined ? {} : { dmUserId: channel.recipientId };
      this.#tellViewers(channel, message, {
        type: 'message_deleted',
        channelId: channel.id,
        messageId: message.id,
        ...direct,
      });
    } else {
      this.#tellAll({ type: 'world' });
    }
  }

  #tellViewers(channel: Channel, message: Message, event: ControlEvent): void {
    for (const { userId, listener } of this.#watchers) {
      const own = message.ephemeralFor === undefined || message.ephemeralFor === userId;
      if (own && (userId === undefined || canSee(this.#world, channel, userId))) listener(event);
    }
  }

  #tellAll(event: ControlEvent): void {
    for (const { listener } of this.#watchers) listener(event);
  }
}
