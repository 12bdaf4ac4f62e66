import { stringify } from 'yaml';
import { figureGroups } from './figure-rules.ts';
import { Pace, type RuleGroup } from './rule.ts';
import { sloGroups } from './slo-rules.ts';

export const HEADER = '# Generated: edit prometheus/*.ts, then run `npm run generate:prometheus`.\n';

/**
 * Every rule, by the name of its file.
 * @param pace how fast the rules' time runs; the committed files are made at 1
 */
export function ruleGroups(pace = new Pace()): Record<string, RuleGroup[]> {
  return {
    'figures.yml': figureGroups(pace),
    'slo.yml': sloGroups(pace),
  };
}

/** The text of each rule file, by its name. */
export function ruleFiles(pace = new Pace()): Map<string, string> {
  return new Map(
    Object.entries(ruleGroups(pace)).map(([name, groups]) => [
      name,
      HEADER + stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false }),
    ]),
  );
}
