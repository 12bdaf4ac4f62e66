import { asObject, asObjects, type JsonObject } from '../json.ts';
import { Callback, InteractionType, MessageFlag, MessageType } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import { readChoice } from '../rules/command-form.ts';
import { FormErrors } from '../rules/form-errors.ts';
import { readMessageForm, type MessageForm, type Upload } from '../rules/message-form.ts';
import { readModal } from '../rules/modal-form.ts';
import type { Messages } from '../world/messages.ts';
import type { Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';
import type { Interactions } from './interactions.ts';

/** Applies the app's responses to interactions: the first one (the callback) and those after it. */
export class Callbacks {
  readonly #world: World;
  readonly #messages: Messages;
  readonly #interactions: Interactions;

  constructor(parts: { world: World; messages: Messages; interactions: Interactions }) {
    this.#world = parts.world;
    this.#messages = parts.messages;
    this.#interactions = parts.interactions;
  }

  /**
   * The first response.
   * @throws ApiError 10062, 40060, 50035, 50006
   */
  first(id: string, token: string, body: unknown, uploads: Upload[]): Interaction {
    const interaction = this.#interactions.awaiting(id, token);
    const type = callbackTypeOf(interaction, body);
    const data = asObject(asObject(body)['data']);
    this.#apply(interaction, type, data, uploads);
    this.#interactions.acknowledged(interaction, type);
    return interaction;
  }

  /** A follow-up; the first one after a deferral fills in the message that was waiting. */
  followUp(interaction: Interaction, body: unknown, uploads: Upload[]): Message {
    const form = readMessageForm(body, uploads);
    const { original } = interaction;
    if (original && isLoading(original)) return this.#messages.edit(original, form);
    return this.#reply(interaction, form, original?.id);
  }

  /**
   * The message that a webhook route names.
   * @throws ApiError 10008
   */
  message(interaction: Interaction, id: string): Message {
    const message = id === '@original' ? interaction.original : interaction.channel.messages.get(id);
    const known = message && interaction.channel.messages.has(message.id);
    const ours = message?.applicationId === this.#world.botId || message === interaction.source;
    if (!known || !ours) throw ApiError.unknownMessage();
    return message;
  }

  #apply(interaction: Interaction, type: number, data: JsonObject, uploads: Upload[]): void {
    switch (type) {
      case Callback.MESSAGE:
        interaction.original = this.#reply(interaction, readNested(data, uploads), interaction.source?.id);
        break;
      case Callback.DEFERRED_MESSAGE:
        interaction.original = this.#defer(interaction, data);
        break;
      case Callback.DEFERRED_UPDATE:
        if (interaction.source) interaction.original = interaction.source;
        break;
      case Callback.UPDATE_MESSAGE:
        interaction.original = this.#update(interaction, data, uploads);
        break;
      case Callback.AUTOCOMPLETE:
        interaction.choices = readChoices(interaction, data);
        break;
      default:
        interaction.modal = readModal(data);
    }
  }

  #reply(interaction: Interaction, form: MessageForm, replyTo: string | undefined, loading = false): Message {
    const ephemeral = ((form.flags ?? 0) & MessageFlag.EPHEMERAL) !== 0;
    return this.#messages.send(
      {
        channel: interaction.channel,
        authorId: this.#world.botId,
        applicationId: this.#world.botId,
        type: interaction.type === InteractionType.COMMAND ? MessageType.COMMAND : MessageType.REPLY,
        interaction: interaction.metadata,
        ...(loading ? { empty: 'loading' as const } : {}),
        ...(ephemeral ? { ephemeralFor: interaction.user.id } : {}),
        ...(replyTo === undefined ? {} : { replyTo }),
      },
      form,
    );
  }

  #defer(interaction: Interaction, data: JsonObject): Message {
    const flags = Number(data['flags'] ?? 0) & MessageFlag.EPHEMERAL;
    const form: MessageForm = { flags, tts: false, uploads: [], enforceNonce: false };
    return this.#reply(interaction, form, interaction.source?.id, true);
  }

  #update(interaction: Interaction, data: JsonObject, uploads: Upload[]): Message {
    const { source } = interaction;
    if (!source || !interaction.channel.messages.has(source.id)) throw ApiError.unknownMessage();
    return this.#messages.edit(source, readNested(data, uploads, source.flags));
  }
}

function isLoading(message: Message): boolean {
  return (message.flags & MessageFlag.LOADING) !== 0;
}

/** The type of a callback, held to what fits the interaction. */
function callbackTypeOf(interaction: Interaction, body: unknown): number {
  const errors = new FormErrors();
  const type = asObject(body)['type'];
  errors.choice(['type'], type, fittingTypes(interaction));
  errors.throwIfAny();
  return Number(type);
}

function fittingTypes(interaction: Interaction): number[] {
  if (interaction.type === InteractionType.AUTOCOMPLETE) return [Callback.AUTOCOMPLETE];
  const types: number[] = [Callback.MESSAGE, Callback.DEFERRED_MESSAGE];
  if (interaction.source) types.push(Callback.DEFERRED_UPDATE, Callback.UPDATE_MESSAGE);
  if (interaction.type !== InteractionType.MODAL) types.push(Callback.MODAL);
  return types;
}

/** In a callback the message sits under `data`, and so do its mistakes. */
function readNested(data: JsonObject, uploads: Upload[], oldFlags = 0): MessageForm {
  try {
    return readMessageForm(data, uploads, oldFlags);
  } catch (error) {
    if (error instanceof ApiError && error.errors) throw ApiError.invalidForm({ data: error.errors });
    throw error;
  }
}

function readChoices(interaction: Interaction, data: JsonObject): JsonObject[] {
  const errors = new FormErrors();
  const path = ['data', 'choices'];
  const type = focusedOption(asObjects(interaction.data['options']))?.['type'];
  const choices = errors
    .list(path, data['choices'], { max: 25 })
    .map((choice, index) => readChoice(errors, [...path, index], choice, type));
  errors.throwIfAny();
  return choices;
}

function focusedOption(options: JsonObject[]): JsonObject | undefined {
  for (const option of options) {
    if (option['focused'] === true) return option;
    const inner = focusedOption(asObjects(option['options']));
    if (inner) return inner;
  }
  return undefined;
}
