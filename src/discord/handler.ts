import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
  ChatInputCommandInteraction,
  RawFile,
} from 'discord.js';
import type { Translate } from '../languages/text.ts';

/** Who asks, as Discord vouches for it. */
export interface Caller {
  shopId: string;
  userId: string;
  channelId: string;
  interactionId: string;
  t: Translate;
  /** In OWNER_IDS, or Administrator in this guild at the time of this very call. */
  isOwner: boolean;
  /** Shows something to this caller alone, after the answer. */
  followUp: (message: ReplyMessage) => Promise<void>;
}

export interface ReplyMessage {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: RawFile[];
}

export type Answer =
  | { kind: 'message'; message: ReplyMessage }
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData };

/** `read` answers in the callback when it is ready in time; `write` is acknowledged before anything changes (I8). */
export type Effect = 'read' | 'write';

/** A button, select menu or submitted modal, found by the name in its custom_id. */
export interface ComponentHandler {
  name: string;
  effect: Effect;
  /** `reply`: a new message that only the caller sees; `update`: the message with the component changes. */
  shows: 'reply' | 'update';
  answer(caller: Caller, input: ComponentInput): Promise<Answer> | Answer;
}
export interface ComponentInput {
  /** From the custom_id. */
  args: string[];
  /** Chosen in a select menu. */
  values: readonly string[];
  /** Text inputs of a modal by their custom_id. */
  field: (customId: string) => string;
}

/** A slash command (or one subcommand of it), found by its path: `stock`, `product add`. */
export interface CommandHandler {
  path: string;
  effect: Effect;
  ownerOnly?: boolean;
  answer(caller: Caller, options: CommandOptions): Promise<Answer> | Answer;
  /** Choices for the option that is being typed; at most 25. */
  complete?(caller: Caller, typed: string): Promise<{ name: string; value: string }[]>;
}
export type CommandOptions = ChatInputCommandInteraction['options'];

export function reply(message: ReplyMessage | string): Answer {
  return { kind: 'message', message: typeof message === 'string' ? { content: message } : message };
}
