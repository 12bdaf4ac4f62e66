import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
  ChatInputCommandInteraction,
  RawFile,
} from 'discord.js';
import type { Language, Translate } from '../languages/text.ts';
import type { Right } from './rights.ts';

/** Who asks, as Discord vouches for it. */
export interface Caller {
  shopId: string;
  userId: string;
  /** As Discord shows this person. */
  name: string;
  channelId: string;
  interactionId: string;
  language: Language;
  t: Translate;
  /** What this person may do here, at the time of this very call. */
  rights: () => Promise<ReadonlySet<Right>>;
  /** Shows something to this caller alone, after the answer. */
  followUp: (message: ReplyMessage) => Promise<void>;
}

export interface ReplyMessage {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: RawFile[];
  /** The whole channel sees it, not the caller alone; only when it is ready in time to be the first answer. */
  everyone?: boolean;
}

export type Answer =
  | { kind: 'message'; message: ReplyMessage }
  /** For the caller alone, beside the message with the component, which stays as it is. */
  | { kind: 'aside'; message: ReplyMessage }
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData };

/** `read` answers in the callback when it is ready in time; `write` is acknowledged before anything changes (I8). */
export type Effect = 'read' | 'write';

/** A button, select menu or submitted modal, found by the name in its custom_id. */
export interface ComponentHandler {
  name: string;
  effect: Effect;
  /** `reply`: a new message that only the caller sees; `update`: the message with the component changes. */
  shows: 'reply' | 'update';
  /** The message with the component is the whole channel's: refusals and faults leave it as it is. */
  shared?: boolean;
  /** Whom it serves; everybody when absent. Checked before `answer`, at every call. */
  needs?: Right;
  answer(caller: Caller, input: ComponentInput): Promise<Answer> | Answer;
}
export interface ComponentInput {
  /** The message with the component; absent for a form that no message led to. */
  messageId: string | undefined;
  /** From the custom_id. */
  args: string[];
  /** Chosen in a select menu. */
  values: readonly string[];
  /** Chosen in a menu of people. */
  people: readonly ChosenPerson[];
  /** Text inputs of a modal by their custom_id. */
  field: (customId: string) => string;
}

/** Somebody chosen from the people of Discord. */
export interface ChosenPerson {
  id: string;
  isBot: boolean;
  isMember: boolean;
}

/** A slash command (or one subcommand of it), found by its path: `stock`, `product add`. */
export interface CommandHandler {
  path: string;
  effect: Effect;
  /** Whom it serves; everybody when absent. Checked before `answer`, at every call. */
  needs?: Right;
  answer(caller: Caller, options: CommandOptions): Promise<Answer> | Answer;
  /** Choices for the option (by its name) that is being typed; at most 25. */
  complete?(caller: Caller, typed: string, option: string): Promise<{ name: string; value: string }[]>;
}
export type CommandOptions = ChatInputCommandInteraction['options'];

export function reply(message: ReplyMessage | string): Answer {
  return { kind: 'message', message: typeof message === 'string' ? { content: message } : message };
}
