import type { z } from 'zod';
import {
  isSettingKey,
  SETTING_KEYS,
  settingFacts,
  type SettingFacts,
  type SettingKey,
} from './settings-schema.ts';

/** One thing that is wrong with settings. */
export type SettingMistake =
  | { kind: 'file'; reason: string }
  | { kind: 'unknown'; key: string; nearest: SettingKey }
  | { kind: 'invalid'; key: SettingKey; accepts: SettingFacts }
  | { kind: 'order'; lower: SettingKey; higher: SettingKey };

/** Settings that were not taken; those in effect stay. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly mistakes: readonly SettingMistake[];

  constructor(mistakes: readonly SettingMistake[]) {
    super(mistakes.map((mistake) => mistakeText(mistake)).join('; '));
    this.mistakes = mistakes;
  }
}

/** What is wrong and what is accepted, for the log and the terminal. */
export function mistakeText(mistake: SettingMistake): string {
  if (mistake.kind === 'file') return mistake.reason;
  if (mistake.kind === 'unknown') {
    return `${JSON.stringify(mistake.key)} is not a setting: did you mean ${mistake.nearest}?`;
  }
  if (mistake.kind === 'order') return `${mistake.lower} must stay below ${mistake.higher}`;
  return `${mistake.key} is not accepted: give ${acceptedText(mistake.accepts)}`;
}

function acceptedText({ kind, min, max }: SettingFacts): string {
  if (kind === 'flag') return 'true or false';
  if (kind === 'channel') return "a channel's id as text of 17 to 20 digits, or null";
  return `${kind === 'whole' ? 'a whole number' : 'a number'} from ${min} to ${max}`;
}

export function unknownSetting(key: string): SettingMistake {
  return { kind: 'unknown', key, nearest: nearestSetting(key) };
}

/** What the schema found wrong, each key once. */
export function mistakesOf({ issues }: z.ZodError): SettingMistake[] {
  const wrong = new Set<SettingKey>();
  return issues.flatMap((issue): SettingMistake[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownSetting(key));
    if (issue.code === 'custom') {
      const { lower, higher } = issue.params as { lower: SettingKey; higher: SettingKey };
      return [{ kind: 'order', lower, higher }];
    }
    const key = String(issue.path[0]);
    if (!isSettingKey(key)) return [{ kind: 'file', reason: 'is not a JSON object of settings' }];
    if (wrong.has(key)) return [];
    wrong.add(key);
    return [{ kind: 'invalid', key, accepts: settingFacts(key) }];
  });
}

/** The setting whose name takes the fewest changes to become. */
export function nearestSetting(typed: string): SettingKey {
  // Names are short; a pasted novel needs no exact distance.
  const wanted = typed.slice(0, 64).toLowerCase();
  const ranked = SETTING_KEYS.map((key) => ({ key, distance: editDistance(wanted, key) }));
  return ranked.reduce((best, other) => (other.distance < best.distance ? other : best)).key;
}

/** Levenshtein's: how many characters must be put in, taken out or exchanged. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const exchanged = (row[column - 1] ?? 0) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
