import { stringify } from 'yaml';
import { alertRule, type Alert } from './alert.ts';
import { DISCORD_ALERTS } from './alerts/discord-alerts.ts';
import { PROCESS_ALERTS } from './alerts/process-alerts.ts';
import { SHOP_ALERTS } from './alerts/shop-alerts.ts';
import { SLO_ALERTS } from './alerts/slo-alerts.ts';
import { figureGroups } from './figure-rules.ts';
import { Pace, type RuleGroup } from './rule.ts';
import { sloGroups } from './slo-rules.ts';

export const HEADER = '# Generated: edit prometheus/*.ts, then run `npm run generate:prometheus`.\n';

/** Every alert; those of one name differ by their labels. */
export const ALERTS: readonly Alert[] = [...PROCESS_ALERTS, ...DISCORD_ALERTS, ...SHOP_ALERTS, ...SLO_ALERTS];

/**
 * Every rule, by the name of its file.
 * @param pace how fast the rules' time runs; the committed files are made at 1
 */
export function ruleGroups(pace = new Pace()) {
  const alerts = (name: string, all: readonly Alert[]): RuleGroup[] => [
    { name, rules: all.map((alert) => alertRule(alert, pace)) },
  ];
  return {
    'figures.yml': figureGroups(pace),
    'slo.yml': sloGroups(pace),
    'process-alerts.yml': alerts('livestock-process', PROCESS_ALERTS),
    'discord-alerts.yml': alerts('livestock-discord', DISCORD_ALERTS),
    'shop-alerts.yml': alerts('livestock-shop', SHOP_ALERTS),
    'slo-alerts.yml': alerts('livestock-slo-burn', SLO_ALERTS),
  } satisfies Record<string, RuleGroup[]>;
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
