import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { english } from '../../languages/english.ts';
import { indonesian } from '../../languages/indonesian.ts';
import type { TextKey } from '../../languages/text.ts';
import { CLEARINGS } from '../../runtime/cache-manager.ts';

type Named = Extract<TextKey, `${'command' | 'option'}.${string}.name`>;
type NameKey = Named extends `${infer Base}.name` ? Base : never;
type Option = Exclude<APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption>;

/** Name and description of a command or option in both languages. */
function named<K extends NameKey>(key: K) {
  const name = `${key}.name` as TextKey;
  const description = `${key}.description` as TextKey;
  return {
    name: english[name],
    name_localizations: { id: indonesian[name] },
    description: english[description],
    description_localizations: { id: indonesian[description] },
  };
}

const required = { required: true } as const;
const code = {
  type: Type.String,
  ...named('option.code'),
  ...required,
  autocomplete: true,
  max_length: 32,
} as const;
const productTexts = [
  { type: Type.String, ...named('option.category'), max_length: 50 },
  { type: Type.String, ...named('option.description'), max_length: 300 },
] as const;
const productName = { type: Type.String, ...named('option.productName'), max_length: 80 } as const;
const price = {
  type: Type.Integer,
  ...named('option.price'),
  min_value: 1,
  max_value: 1_000_000_000,
} as const;
const payment: Option[] = [
  { type: Type.User, ...named('option.user'), ...required },
  { type: Type.Integer, ...named('option.amount'), ...required, min_value: 1, max_value: 1_000_000_000 },
  { type: Type.String, ...named('option.reason'), ...required, max_length: 200 },
];

const settingKey = { type: Type.String, ...named('option.key'), autocomplete: true, max_length: 64 } as const;

/** Every slash command of the bot, as Discord is told of it; the option names are what handlers read. */
export const COMMANDS: RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  command('command.stock'),
  command('command.buy', [
    code,
    { type: Type.Integer, ...named('option.quantity'), ...required, min_value: 1, max_value: 100 },
  ]),
  command('command.balance'),
  command('command.orders'),
  command('command.history'),
  command('command.register', [
    { type: Type.String, ...named('option.growid'), ...required, max_length: 24 },
  ]),
  command('command.world'),
  command('command.help'),
  command('command.product', [
    subcommand('command.product.add', [
      { type: Type.String, ...named('option.newCode'), ...required, max_length: 32 },
      { ...productName, ...required },
      { ...price, ...required },
      ...productTexts,
    ]),
    subcommand('command.product.edit', [code, productName, price, ...productTexts]),
    subcommand('command.product.remove', [code]),
  ]),
  command('command.stock-add', [
    code,
    { type: Type.String, ...named('option.text'), max_length: 6000 },
    { type: Type.Attachment, ...named('option.file') },
  ]),
  command('command.wallet', [
    subcommand('command.wallet.credit', payment),
    subcommand('command.wallet.debit', payment),
  ]),
  command('command.world-set', [
    { type: Type.String, ...named('option.worldName'), ...required, max_length: 24 },
    { type: Type.String, ...named('option.worldOwner'), max_length: 24 },
    { type: Type.String, ...named('option.worldBot'), max_length: 24 },
  ]),
  command('command.health', [subcommand('command.health.show', []), subcommand('command.health.clear', [])]),
  command('command.maintenance', [
    subcommand('command.maintenance.on', []),
    subcommand('command.maintenance.off', []),
  ]),
  command('command.restart'),
  command('command.board', [
    subcommand('command.board.create', [
      { type: Type.Channel, ...named('option.channel'), channel_types: [0, 5] },
    ]),
  ]),
  command('command.config', [
    subcommand('command.config.get', [settingKey]),
    subcommand('command.config.set', [
      { ...settingKey, ...required },
      { type: Type.String, ...named('option.value'), ...required, max_length: 64 },
    ]),
    subcommand('command.config.reset', [{ ...settingKey, ...required }]),
  ]),
  command('command.cache', [
    subcommand('command.cache.stats', []),
    subcommand('command.cache.clear', [
      {
        type: Type.String,
        ...named('option.what'),
        choices: CLEARINGS.map((what) => ({ name: what, value: what })),
      },
    ]),
  ]),
];

function command(
  key: NameKey,
  options: (Option | APIApplicationCommandSubcommandOption)[] = [],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return { type: 1, ...named(key), options: options as never, contexts: [0] };
}

function subcommand(key: NameKey, options: Option[]): APIApplicationCommandSubcommandOption {
  return { type: Type.Subcommand, ...named(key), options };
}
