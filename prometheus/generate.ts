import { writeFileSync } from 'node:fs';
import { operatorRule } from './operator-rule.ts';
import { ruleFiles } from './rule-files.ts';

// Run by `npm run generate:prometheus`; a test fails when the committed files differ from what this writes.
for (const [name, text] of ruleFiles()) writeFileSync(new URL(`rules/${name}`, import.meta.url), text);

const OPERATOR_RULE = '../deploy/kubernetes/prometheus-operator/prometheusrule.yaml';
writeFileSync(new URL(OPERATOR_RULE, import.meta.url), operatorRule());
