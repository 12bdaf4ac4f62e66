import { SettingsError } from './setting-mistakes.ts';
import { settingFacts, type SettingKey, type SettingValue } from './settings-schema.ts';

const YES = new Set(['true', 'on', 'yes', 'ya', '1']);
const NO = new Set(['false', 'off', 'no', 'tidak', '0']);
const NOTHING = new Set(['null', 'none', '-', '']);

/**
 * Reads what a person typed for a setting; ranges are the schema's business.
 * @throws SettingsError when it cannot be a value of that kind
 */
export function settingFromText(key: SettingKey, typed: string): SettingValue {
  const accepts = settingFacts(key);
  const text = typed.trim().toLowerCase();
  if (accepts.kind === 'flag') {
    if (YES.has(text)) return true;
    if (NO.has(text)) return false;
  } else if (accepts.kind === 'channel') {
    // A channel may be mentioned: <#123>.
    return NOTHING.has(text) ? null : text.replace(/^<#(\d+)>$/, '$1');
  } else if (/^-?\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  throw new SettingsError([{ kind: 'invalid', key, accepts }]);
}
