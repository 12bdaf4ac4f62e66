import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { english } from '../../languages/english.ts';
import { indonesian } from '../../languages/indonesian.ts';
import type { TextKey } from '../../languages/text.ts';

type Named = Extract<TextKey, `${'command' | 'option'}.${string}.name`>;
type NameKey = Named extends `${infer Base}.name` ? Base : never;
export type Option = Exclude<APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption>;
/** A slash command as Discord is told of it; it stands beside its handlers, which read its options by name. */
export type CommandDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** A command with its options, or with its subcommands. */
export function command(
  key: NameKey,
  options: readonly (Option | APIApplicationCommandSubcommandOption)[] = [],
): CommandDefinition {
  return { type: 1, ...named(key), options: [...options] as never, contexts: [0] };
}

/** One subcommand of a {@link command}. */
export function subcommand(
  key: NameKey,
  options: readonly Option[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: Type.Subcommand, ...named(key), options: [...options] };
}

/** Name and description of a command or option in both languages, from the texts under `key`. */
export function named<K extends NameKey>(key: K) {
  const name = `${key}.name` as TextKey;
  const description = `${key}.description` as TextKey;
  return {
    name: english[name],
    name_localizations: { id: indonesian[name] },
    description: english[description],
    description_localizations: { id: indonesian[description] },
  };
}

export const required = { required: true } as const;

/** A product's code, suggested while it is typed. */
export const codeOption = {
  type: Type.String,
  ...named('option.code'),
  ...required,
  autocomplete: true,
  max_length: 32,
} as const satisfies Option;
