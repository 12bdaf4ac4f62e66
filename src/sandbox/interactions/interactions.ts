import { randomBytes } from 'node:crypto';
import { monotonicMs } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { Callback, MessageFlag } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';
import { metadataOf } from './interaction-json.ts';

export type NewInteraction = Pick<Interaction, 'type' | 'user' | 'channel' | 'data'> &
  Partial<Pick<Interaction, 'source' | 'opener'>>;

/** Keeps the interactions that are under way, their tokens and their two time limits. */
export class Interactions {
  readonly #world: World;
  readonly #limits: Limits;
  readonly #byId = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();
  readonly #waiting = new Map<string, { settle: () => void; startedMs: number }>();
  /** Hears of every new interaction; the gateway sends it to the bot. */
  onCreated: (interaction: Interaction) => void = () => {};

  constructor(world: World, limits: Limits) {
    this.#world = world;
    this.#limits = limits;
  }

  /** Sends an interaction to the bot; settles when it was acknowledged or has failed. */
  start(spec: NewInteraction): Promise<Interaction> {
    this.#forgetOld();
    const id = this.#world.ids.next();
    const token = Buffer.from(`interaction:${id}:${randomBytes(36).toString('base64url')}`).toString(
      'base64url',
    );
    const fresh: Omit<Interaction, 'metadata'> = {
      ...spec,
      id,
      token,
      createdAtMs: this.#world.clock.now(),
      state: 'waiting',
    };
    const interaction: Interaction = { ...fresh, metadata: metadataOf(fresh) };
    this.#byId.set(id, interaction);
    this.#byToken.set(token, interaction);
    return new Promise((resolve) => {
      const cancel = this.#world.clock.after(this.#limits.ackMs, () => this.#fail(interaction));
      const settle = () => {
        cancel();
        resolve(interaction);
      };
      this.#waiting.set(id, { settle, startedMs: monotonicMs() });
      this.onCreated(interaction);
    });
  }

  get(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  /**
   * The interaction that a callback is for, still without a first response.
   * @throws ApiError 10062 when it is unknown or too old, 40060 when it has its response.
   */
  awaiting(id: string, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (!interaction || interaction.token !== token || interaction.state === 'failed') {
      throw ApiError.unknownInteraction();
    }
    if (interaction.state === 'answered') throw ApiError.alreadyAcknowledged();
    return interaction;
  }

  /** The first response is in: whoever waits goes on. */
  acknowledged(interaction: Interaction, callbackType: number): void {
    const waiting = this.#waiting.get(interaction.id);
    interaction.state = 'answered';
    interaction.callbackType = callbackType;
    if (waiting) interaction.ackMs = monotonicMs() - waiting.startedMs;
    this.#waiting.delete(interaction.id);
    waiting?.settle();
  }

  /**
   * The interaction whose token a webhook route carries.
   * @throws ApiError 50027 when the token is unknown or too old, 10015 for another application or before the response.
   */
  byToken(applicationId: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (!interaction) throw ApiError.invalidWebhookToken();
    if (applicationId !== this.#world.botId || interaction.state !== 'answered')
      throw ApiError.unknownWebhook();
    const age = this.#world.clock.now() - interaction.createdAtMs;
    if (age > this.#limits.tokenMs) throw ApiError.invalidWebhookToken();
    return interaction;
  }

  /** Lets everything that waits fail now. */
  close(): void {
    for (const id of this.#waiting.keys()) {
      const interaction = this.#byId.get(id);
      if (interaction) this.#fail(interaction);
    }
  }

  #fail(interaction: Interaction): void {
    if (interaction.state !== 'waiting') return;
    interaction.state = 'failed';
    const waiting = this.#waiting.get(interaction.id);
    this.#waiting.delete(interaction.id);
    waiting?.settle();
  }

  /** Twice the token's life: long enough to tell "too old" from "never heard of". */
  #forgetOld(): void {
    const before = this.#world.clock.now() - 2 * this.#limits.tokenMs;
    for (const interaction of this.#byId.values()) {
      if (interaction.createdAtMs >= before) return;
      this.#byId.delete(interaction.id);
      this.#byToken.delete(interaction.token);
    }
  }
}

/** The answer to a callback that asked `with_response`. */
export function callbackJson(interaction: Interaction, message: JsonObject | undefined): JsonObject {
  const { original } = interaction;
  const summary: JsonObject = {
    id: interaction.id,
    type: interaction.type,
    channel_id: interaction.channel.id,
    ...(interaction.channel.guildId === undefined ? {} : { guild_id: interaction.channel.guildId }),
  };
  if (!message || !original) return { interaction: summary };
  Object.assign(summary, {
    response_message_id: original.id,
    response_message_loading: (original.flags & MessageFlag.LOADING) !== 0,
    response_message_ephemeral: original.ephemeralFor !== undefined,
  });
  // A deferral is told as what it defers.
  const updates = [Callback.UPDATE_MESSAGE, Callback.DEFERRED_UPDATE].some(
    (type) => type === interaction.callbackType,
  );
  return {
    interaction: summary,
    resource: { type: updates ? Callback.UPDATE_MESSAGE : Callback.MESSAGE, message },
  };
}
