import { stringify } from 'yaml';
import { HEADER, ruleGroups } from './rule-files.ts';

/** Every rule as one resource of the Prometheus operator's, for Kubernetes. */
export function operatorRule(): string {
  const resource = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'livestock', labels: { 'app.kubernetes.io/name': 'livestock' } },
    spec: { groups: Object.values(ruleGroups()).flat() },
  };
  return HEADER + stringify(resource, { lineWidth: 0, aliasDuplicateObjects: false });
}
