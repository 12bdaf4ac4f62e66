/**
 * Slash commands as Discord's client offers them.
 *
 * @typedef {{ path: string, label: string, description: string, options: object[] }} Command
 */

export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

/** Stands for a text typed where only a pick from the list counts. */
export const unpicked = Symbol('unpicked');

const chatInput = 1;
const botDm = 1;

/**
 * The commands somebody can use in the open channel, each subcommand for itself.
 * @param {import('./session.js').Session} session
 * @returns {Command[]} in the order of their names
 */
export function usableCommands({ guild, world, user }) {
  const usable = guild ? [...guild.commands, ...world.commands] : world.commands.filter(worksInDm);
  return usable
    .filter(({ type = chatInput }) => type === chatInput)
    .flatMap((command) => flatten(command, [], [], user.locale))
    .sort((one, other) => one.label.localeCompare(other.label));
}

function worksInDm({ contexts, dm_permission: dmPermission }) {
  return contexts ? contexts.includes(botDm) : dmPermission !== false;
}

function flatten(command, path, label, locale) {
  const ownPath = [...path, command.name];
  const ownLabel = [...label, localName(command, locale)];
  const children = (command.options ?? []).filter(
    ({ type }) => type === optionType.subcommand || type === optionType.group,
  );
  if (children.length > 0) return children.flatMap((child) => flatten(child, ownPath, ownLabel, locale));
  const description = command.description_localizations?.[locale] ?? command.description;
  return [
    { path: ownPath.join(' '), label: ownLabel.join(' '), description, options: command.options ?? [] },
  ];
}

/** @param {{ name: string, name_localizations?: Record<string, string> }} named @param {string} locale */
export function localName(named, locale) {
  return named.name_localizations?.[locale] ?? named.name;
}

/** @param {{ description: string, description_localizations?: Record<string, string> }} described @param {string} locale */
export function localDescription(described, locale) {
  return described.description_localizations?.[locale] ?? described.description;
}

/**
 * @param {Command[]} commands
 * @param {string} typed what follows the slash
 * @returns {Command[]} those that begin with it, then those that hold it
 */
export function matchCommands(commands, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ label, path }) => {
    if (label.startsWith(wanted) || path.startsWith(wanted)) return 0;
    return label.includes(wanted) || path.includes(wanted) ? 1 : 2;
  };
  return [0, 1].flatMap((wantedRank) => commands.filter((command) => rank(command) === wantedRank));
}

/**
 * Reads what was typed or picked for an option, by the rules Discord's client holds people to.
 * @param {object} option
 * @param {unknown} raw the picked value, the typed text, or undefined
 * @returns {{ value?: import('../../control-api.ts').OptionValue, error?: string }} neither for an option left out
 */
export function readOption(option, raw) {
  if (raw === undefined || raw === '') return option.required ? { error: 'This option is required.' } : {};
  if (raw === unpicked) return { error: 'Pick one of the list.' };
  if (option.type === optionType.integer || option.type === optionType.number) return readNumber(option, raw);
  if (option.type === optionType.string) return readString(option, String(raw));
  return { value: raw };
}

function readNumber({ type, min_value: min, max_value: max }, raw) {
  const text = String(raw).trim();
  const value = Number(text);
  const isWhole = type === optionType.integer;
  const pattern = isWhole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)$/;
  if (!pattern.test(text) || !Number.isFinite(value))
    return { error: isWhole ? 'Type a whole number.' : 'Type a number.' };
  if (min !== undefined && value < min) return { error: `At least ${min}.` };
  if (max !== undefined && value > max) return { error: `At most ${max}.` };
  return { value };
}

function readString({ min_length: min, max_length: max }, value) {
  if (min !== undefined && value.length < min) return { error: `At least ${min} characters.` };
  if (max !== undefined && value.length > max) return { error: `At most ${max} characters.` };
  return { value };
}
