import {
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  type REST,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
  Routes,
} from 'discord.js';
import { Agent } from 'undici';
import type { Recorder } from '../observability/recorder.ts';
import { deadline } from '../resilience/deadline.ts';
import type { Clock } from '../runtime/clock.ts';
import { sendCallback } from './callback-request.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf, retryable } from './discord-errors.ts';
import type { Answer, ReplyMessage } from './handler.ts';

/** Discord voids an interaction after 3 s; the second try goes over a fresh socket, since a dead kept-alive one eats the first. */
const FIRST_TRY_MS = 1200;
const SECOND_TRY_MS = 1300;

export interface Token {
  id: string;
  applicationId: string;
  token: string;
}
export type Callback = { type: InteractionResponseType; data?: object };

/** Answers interactions: the first answer by callback, later ones by the interaction's webhook. */
export class Responder {
  readonly #rest: REST;
  readonly #api: DiscordApi;
  readonly #recorder: Recorder;
  readonly #clock: Clock;

  constructor(deps: { rest: REST; api: DiscordApi; recorder: Recorder; clock: Clock }) {
    this.#rest = deps.rest;
    this.#api = deps.api;
    this.#recorder = deps.recorder;
    this.#clock = deps.clock;
  }

  /**
   * Sends the first answer. Resolves to false when it came too late and the interaction is void (10062).
   * @throws what Discord or the network said when the answer could not be placed for another reason
   */
  async callback(to: Token, body: Callback, files?: RawFile[]): Promise<boolean> {
    try {
      await this.#send(to, body, files, FIRST_TRY_MS);
      return true;
    } catch (error) {
      if (codeOf(error) === CODES.unknownInteraction) return false;
      const why = retryable(error, { idempotent: true });
      if (!why) throw error;
      this.#recorder.retry('acknowledge', why.reason);
      return await this.#secondTry(to, body, files);
    }
  }

  async #secondTry(to: Token, body: Callback, files: RawFile[] | undefined): Promise<boolean> {
    const fresh = new Agent({ connections: 1, pipelining: 0 });
    try {
      await this.#send(to, body, files, SECOND_TRY_MS, fresh);
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === CODES.unknownInteraction) return false;
      // The first try had taken effect and only its answer was lost.
      if (code === CODES.alreadyAcknowledged) return true;
      throw error;
    } finally {
      void fresh.close();
    }
  }

  /** Replaces the answer (or the "thinking…" of a deferred one). */
  async edit(to: Token, message: ReplyMessage): Promise<void> {
    await this.#api.request({
      operation: 'reply',
      method: 'PATCH',
      route: Routes.webhookMessage(to.applicationId, to.token),
      body: editBody(message),
      auth: false,
      ...(message.files && { files: message.files }),
    });
  }

  /** Shows a further message to the caller alone. */
  async followUp(to: Token, message: ReplyMessage): Promise<void> {
    await this.#api.request({
      operation: 'reply',
      method: 'POST',
      route: Routes.webhook(to.applicationId, to.token),
      body: { ...messageBody(message), flags: MessageFlags.Ephemeral },
      auth: false,
      ...(message.files && { files: message.files }),
    });
  }

  #send(to: Token, body: Callback, files: RawFile[] | undefined, timeoutMs: number, dispatcher?: Agent) {
    return deadline(
      'acknowledge',
      timeoutMs,
      async (signal) => {
        const { id, token } = to;
        const via = { signal, ...(dispatcher && { dispatcher }) };
        if (!files) return await sendCallback(this.#rest, { id, token, body, ...via });
        await this.#rest.post(Routes.interactionCallback(id, token), { auth: false, body, files, ...via });
      },
      { clock: this.#clock },
    );
  }
}

/** The callback that gives an answer at once. */
export function answerCallback(answer: Answer, shows: 'reply' | 'update'): Callback {
  if (answer.kind === 'modal') return { type: InteractionResponseType.Modal, data: answer.modal };
  if (shows === 'update' && answer.kind === 'message')
    return { type: InteractionResponseType.UpdateMessage, data: editBody(answer.message) };
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: {
      ...messageBody(answer.message),
      ...(!answer.message.everyone && { flags: MessageFlags.Ephemeral }),
    },
  };
}

/** The callback that promises an answer. */
export function deferCallback(shows: 'reply' | 'update'): Callback {
  return shows === 'update'
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
      };
}

function messageBody({ content, embeds, components }: ReplyMessage) {
  return {
    ...(content !== undefined && { content }),
    ...(embeds && { embeds }),
    ...(components && { components }),
    allowed_mentions: { parse: [] },
  };
}

/** An edit leaves out nothing: what the earlier message had must not stay. */
function editBody(message: ReplyMessage): RESTPatchAPIWebhookWithTokenMessageJSONBody {
  return {
    content: message.content ?? '',
    embeds: message.embeds ?? [],
    components: message.components ?? [],
    allowed_mentions: { parse: [] },
  };
}
