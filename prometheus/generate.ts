import { writeFileSync } from 'node:fs';
import { operatorRule } from './operator-rule.ts';
import { ruleFiles } from './rule-files.ts';
import { testFiles } from './test-files.ts';

const OPERATOR_RULE = '../deploy/kubernetes/prometheus-operator/prometheusrule.yaml';

// Run by `npm run generate:prometheus`; a test fails when the committed files differ from what this writes.
for (const [folder, files] of [
  ['rules', ruleFiles()],
  ['tests', testFiles()],
] as const) {
  for (const [name, text] of files) writeFileSync(new URL(`${folder}/${name}`, import.meta.url), text);
}
writeFileSync(new URL(OPERATOR_RULE, import.meta.url), operatorRule());
