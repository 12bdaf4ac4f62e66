import { asObject, isObject, withoutEmpty, type JsonObject } from '../json.ts';
import { LOCALES, Option } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import { FormErrors, type Path } from './form-errors.ts';

const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;
const MAX_COMMANDS = 100;
const MAX_SIZE = 8_000;
const CHAT_INPUT = 1;

/**
 * Reads a whole list of commands.
 * @returns them as Discord gives them back, without ids and versions.
 * @throws ApiError 50035 for every mistake, 30032 for more than 100.
 */
export function readCommands(value: unknown): JsonObject[] {
  const errors = new FormErrors();
  const list = Array.isArray(value) ? value : [];
  if (!Array.isArray(value) && value !== null)
    errors.add([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
  if (list.length > MAX_COMMANDS) throw ApiError.tooManyCommands();
  const seen = new Set<string>();
  const commands = list.map((item, index) => {
    const command = readCommand(errors, [index], asObject(item));
    const key = `${String(command['type'])}:${String(command['name'])}`;
    if (seen.has(key))
      errors.add(
        [index, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    seen.add(key);
    return command;
  });
  errors.throwIfAny();
  return commands;
}

function readCommand(errors: FormErrors, path: Path, value: JsonObject): JsonObject {
  const type = value['type'] ?? CHAT_INPUT;
  const chat = type === CHAT_INPUT;
  const permissions = value['default_member_permissions'];
  const command = withoutEmpty({
    type,
    ...readNames(errors, path, value, chat),
    options: chat ? readOptions(errors, [...path, 'options'], value['options'], 0) : undefined,
    contexts: value['contexts'],
    nsfw: value['nsfw'] === true,
  });
  command['default_member_permissions'] = ['string', 'number'].includes(typeof permissions)
    ? String(permissions)
    : null;
  command['dm_permission'] = value['dm_permission'] !== false;
  if (!chat) command['description'] = '';
  if (sizeOf(command) > MAX_SIZE) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_SIZE})`);
  }
  return command;
}

/** Name and description with their translations, of commands and options alike. */
function readNames(errors: FormErrors, path: Path, value: JsonObject, chat: boolean): JsonObject {
  const name = errors.text([...path, 'name'], value['name'], { max: 32, required: true });
  if (chat && name !== undefined) checkName(errors, [...path, 'name'], name);
  const names = readTranslations(errors, [...path, 'name_localizations'], value['name_localizations'], 32);
  if (chat && names) {
    for (const [locale, text] of Object.entries(names))
      checkName(errors, [...path, 'name_localizations', locale], String(text));
  }
  return {
    name,
    name_localizations: names,
    description: chat
      ? errors.text([...path, 'description'], value['description'], { max: 100, required: true })
      : '',
    description_localizations: readTranslations(
      errors,
      [...path, 'description_localizations'],
      value['description_localizations'],
      100,
    ),
  };
}

function checkName(errors: FormErrors, path: Path, name: string): void {
  if (NAME.test(name) && name === name.toLowerCase()) return;
  errors.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
}

function readTranslations(
  errors: FormErrors,
  path: Path,
  value: unknown,
  max: number,
): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const texts: JsonObject = {};
  for (const [locale, text] of Object.entries(value)) {
    if (text === null) continue;
    if (!LOCALES.includes(locale)) errors.choice([...path, locale], locale, LOCALES);
    texts[locale] = errors.text([...path, locale], text, { max, required: true });
  }
  return texts;
}

function readOptions(
  errors: FormErrors,
  path: Path,
  value: unknown,
  depth: number,
): JsonObject[] | undefined {
  if (value === undefined || value === null) return undefined;
  const seen = new Set<unknown>();
  let optional = false;
  const options = errors.list(path, value, { max: 25 }).map((item, index) => {
    const option = readOption(errors, [...path, index], asObject(item), depth);
    if (seen.has(option['name']))
      errors.add(
        [...path, index, 'name'],
        'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
        'Option names must be unique',
      );
    seen.add(option['name']);
    if (option['required'] === true && optional) {
      errors.add(
        [...path, index],
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    optional ||= option['required'] !== true;
    return option;
  });
  const groups = options.filter((option) => isGroup(option['type'])).length;
  if (groups > 0 && groups < options.length) {
    errors.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
  }
  return options;
}

function readOption(errors: FormErrors, path: Path, value: JsonObject, depth: number): JsonObject {
  const type = value['type'];
  errors.choice([...path, 'type'], type, Object.values(Option));
  if (isGroup(type)) {
    if (depth > 1 || (type === Option.GROUP && depth > 0))
      errors.choice([...path, 'type'], type, [Option.STRING]);
    return withoutEmpty({
      type,
      ...readNames(errors, path, value, true),
      options: readOptions(errors, [...path, 'options'], value['options'], depth + 1),
    });
  }
  const choices = readChoices(errors, [...path, 'choices'], value['choices'], type);
  if (choices && value['autocomplete'] === true) {
    errors.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
      'Autocomplete cannot be set along with choices',
    );
  }
  return withoutEmpty({
    type,
    ...readNames(errors, path, value, true),
    required: value['required'] === true ? true : undefined,
    autocomplete: value['autocomplete'] === true ? true : undefined,
    choices,
    ...readRange(errors, path, value, type),
    channel_types: type === Option.CHANNEL ? value['channel_types'] : undefined,
  });
}

function readRange(errors: FormErrors, path: Path, value: JsonObject, type: unknown): JsonObject {
  if (type === Option.STRING) {
    return {
      min_length: errors.integer([...path, 'min_length'], value['min_length'], { min: 0, max: 6_000 }),
      max_length: errors.integer([...path, 'max_length'], value['max_length'], { min: 1, max: 6_000 }),
    };
  }
  if (type === Option.INTEGER || type === Option.NUMBER)
    return { min_value: value['min_value'], max_value: value['max_value'] };
  return {};
}

function readChoices(
  errors: FormErrors,
  path: Path,
  value: unknown,
  type: unknown,
): JsonObject[] | undefined {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  return errors
    .list(path, value, { max: 25 })
    .map((item, index) => readChoice(errors, [...path, index], item, type));
}

/** One choice of an option or of an autocomplete answer. */
export function readChoice(errors: FormErrors, path: Path, item: unknown, type: unknown): JsonObject {
  const choice = asObject(item);
  const value = choice['value'];
  if (type === Option.STRING) errors.text([...path, 'value'], value, { max: 100, required: true });
  else if (typeof value !== 'number')
    errors.add([...path, 'value'], 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not a number.`);
  return withoutEmpty({
    name: errors.text([...path, 'name'], choice['name'], { max: 100, required: true }),
    name_localizations: readTranslations(
      errors,
      [...path, 'name_localizations'],
      choice['name_localizations'],
      100,
    ),
    value,
  });
}

function isGroup(type: unknown): boolean {
  return type === Option.SUBCOMMAND || type === Option.GROUP;
}

/** Names, descriptions and values of a command, its options and their choices; of translations the longest counts. */
function sizeOf(part: JsonObject): number {
  const own = ['name', 'description'].map((key) => {
    const texts = [part[key], ...Object.values(asObject(part[`${key}_localizations`]))];
    return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? [...text].length : 0)));
  });
  const value = typeof part['value'] === 'string' ? part['value'].length : 0;
  const inner = [part['options'], part['choices']].flatMap((list) =>
    Array.isArray(list) ? (list as JsonObject[]) : [],
  );
  return inner.reduce((sum, item) => sum + sizeOf(item), value + (own[0] ?? 0) + (own[1] ?? 0));
}
