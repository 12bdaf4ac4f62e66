import { ApplicationCommandOptionType as Type } from 'discord.js';
import { nearestSetting, type SettingMistake, SettingsError } from '../../config/setting-mistakes.ts';
import {
  isSettingKey,
  SETTING_KEYS,
  settingFacts,
  type SettingFacts,
  type SettingKey,
  type SettingValue,
} from '../../config/settings-schema.ts';
import type { SettingChange, SettingsStore } from '../../config/settings.ts';
import type { TextKey, Translate } from '../../languages/text.ts';
import { UserError } from '../../runtime/errors.ts';
import {
  type Caller,
  type CommandHandler,
  type CommandOptions,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { command, named, required, subcommand } from './definition.ts';

const settingKey = { type: Type.String, ...named('option.key'), autocomplete: true, max_length: 64 } as const;

export const configDefinition = command('command.config', [
  subcommand('command.config.get', [settingKey]),
  subcommand('command.config.set', [
    { ...settingKey, ...required },
    { type: Type.String, ...named('option.value'), ...required, max_length: 64 },
  ]),
  subcommand('command.config.reset', [{ ...settingKey, ...required }]),
]);

/** Autocomplete takes at most 25 choices of 100 characters. */
const CHOICES = 25;

/** Looks at and changes the settings. They concern the whole process, hence every shop. */
export function configCommands(settings: SettingsStore): CommandHandler[] {
  const needs = 'operator';
  const complete: CommandHandler['complete'] = async (_caller, typed) => completeKey(settings, typed);
  return [
    {
      path: 'config get',
      effect: 'read',
      needs,
      complete,
      answer: ({ t }, options) => {
        const key = options.getString('key');
        return reply(key === null ? list(settings, t) : describe(settings, key, t));
      },
    },
    {
      path: 'config set',
      effect: 'write',
      needs,
      complete,
      answer: async (caller, options) => reply(await change(settings, caller, options, 'set')),
    },
    {
      path: 'config reset',
      effect: 'write',
      needs,
      complete,
      answer: async (caller, options) => reply(await change(settings, caller, options, 'reset')),
    },
  ];
}

/** Keys that contain what was typed, with the value in effect. */
function completeKey(settings: SettingsStore, typed: string) {
  const wanted = typed.trim().toLowerCase();
  const current = settings.get();
  return SETTING_KEYS.filter((key) => key.includes(wanted))
    .slice(0, CHOICES)
    .map((key) => ({ name: `${key} = ${shown(current[key])}`, value: key }));
}

function list(settings: SettingsStore, t: Translate): ReplyMessage {
  const current = settings.get();
  const lines = SETTING_KEYS.map((key) => {
    const mark = current[key] === settingFacts(key).usual ? ' ' : '●';
    return `${mark} ${key} = ${shown(current[key])}`;
  });
  return {
    embeds: [
      {
        title: t('config.title'),
        description: `\`\`\`\n${lines.join('\n')}\n\`\`\``,
        color: 0x3498db,
        footer: { text: t('config.listFooter') },
      },
    ],
  };
}

function describe(settings: SettingsStore, typed: string, t: Translate): string {
  const key = typed.trim();
  if (!isSettingKey(key)) throw new UserError('setting_unknown', { key, nearest: nearestSetting(key) });
  const facts = settingFacts(key);
  return t('config.entry', {
    key,
    value: shown(settings.get()[key]),
    usual: shown(facts.usual),
    about: about(key, t),
    accepts: accepted(facts, t),
    restart: facts.needsRestart ? 'yes' : 'no',
  });
}

async function change(
  settings: SettingsStore,
  { userId, t }: Caller,
  options: CommandOptions,
  how: 'set' | 'reset',
): Promise<string> {
  const key = options.getString('key', true);
  const origin = { userId };
  try {
    const changed =
      how === 'set'
        ? await settings.set(key, options.getString('value', true), origin)
        : await settings.reset(key, origin);
    return changedText(changed, t);
  } catch (error) {
    const mistake = error instanceof SettingsError ? error.mistakes[0] : undefined;
    throw mistake ? refusal(mistake, t) : error;
  }
}

function changedText({ key, before, after, needsRestart }: SettingChange, t: Translate): string {
  if (before === after) return t('config.unchanged', { key, value: shown(after) });
  const restart = needsRestart ? 'yes' : 'no';
  return t('config.changed', { key, before: shown(before), after: shown(after), restart });
}

function refusal(mistake: SettingMistake, t: Translate): UserError {
  switch (mistake.kind) {
    case 'unknown':
      return new UserError('setting_unknown', { key: mistake.key, nearest: mistake.nearest });
    case 'order':
      return new UserError('setting_order', { lower: mistake.lower, higher: mistake.higher });
    case 'invalid':
      return new UserError('setting_invalid', { key: mistake.key, accepts: accepted(mistake.accepts, t) });
    case 'file':
      return new UserError('settings_file', { reason: mistake.reason });
  }
}

function accepted({ kind, min, max }: SettingFacts, t: Translate): string {
  return t('config.accepts', { kind, min, max });
}

/** `health.weight.ledger` and its likes share a text a family, in which the part is named. */
function about(key: SettingKey, t: Translate): string {
  const [group, part, bound] = key.split('.');
  if (part === undefined || bound === undefined) return t(`setting.${key}` as TextKey);
  if (group === 'tier') return t(`setting.tier.${bound}` as TextKey, { part });
  return t('setting.health.weight', { part: bound });
}

function shown(value: SettingValue): string {
  return value === null ? 'none' : String(value);
}
