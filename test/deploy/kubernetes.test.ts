import { readdirSync } from 'node:fs';
import {
  PrometheusRule,
  ServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { StatefulSet } from 'kubernetes-models/apps/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Namespace, Secret, Service } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operatorRule } from '../../prometheus/operator-rule.ts';
import { longestStopSeconds, operatorVariables, ROOT, read, readYaml } from './files.ts';
import { recorded } from './recorded-reads.ts';

const FOLDER = 'deploy/kubernetes';
const MODELS = {
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  PrometheusRule,
  Secret,
  Service,
  ServiceMonitor,
  StatefulSet,
} as const;
const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(Object.keys(MODELS) as (keyof typeof MODELS)[]),
});

const paths = readdirSync(`${ROOT}${FOLDER}`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .toSorted();
const manifests = paths.filter((path) => !path.endsWith('kustomization.yaml'));

/** What Kubernetes' schemas have against a manifest; fields that they don't know included. */
function problemsOf(data: unknown): string[] {
  const { apiVersion, kind } = manifest.parse(data);
  if (apiVersion !== MODELS[kind].apiVersion) return [`${kind} of ${apiVersion}`];
  const { value, unread } = recorded(data as object);
  try {
    // Not of a new one, which would be a copy.
    MODELS[kind].prototype.validate.call(value as never);
  } catch (error) {
    return [String(error)];
  }
  return unread().map((path) => `unknown field ${path}`);
}

describe('the Kubernetes schemas', () => {
  test.each(manifests)('take %s', (path) => {
    expect(problemsOf(readYaml(`${FOLDER}/${path}`))).toEqual([]);
  });

  test('refuse what is wrong or unknown', () => {
    const pod = { containers: [{ name: 'bot', imag: 'x' }] };
    const spec = { replica: 1, serviceName: 'x', selector: {}, template: { spec: pod } };
    const data = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'x' }, spec };
    expect(problemsOf(data)).toEqual([
      'unknown field spec.replica',
      'unknown field spec.template.spec.containers.0.imag',
    ]);
    expect(problemsOf({ ...data, spec: { ...spec, replicas: 'one' } })).toHaveLength(1);
  });
});

test('the operator gets the rules that Prometheus gets', () => {
  // `npm run generate:prometheus` writes both.
  expect(read(`${FOLDER}/prometheus-operator/prometheusrule.yaml`)).toBe(operatorRule());
});

const set = z.object({
  spec: z.object({
    replicas: z.number(),
    serviceName: z.string(),
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        containers: z.tuple([
          z.looseObject({ env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })) }),
        ]),
      }),
    }),
  }),
});
const { spec } = set.parse(readYaml(`${FOLDER}/statefulset.yaml`));
const [bot] = spec.template.spec.containers;

test('the kustomization takes every manifest but the example', () => {
  const listed = ['.', 'prometheus-operator'].flatMap((folder) => {
    const { resources } = z
      .object({ resources: z.array(z.string()) })
      .parse(readYaml(`${FOLDER}/${folder}/kustomization.yaml`));
    return resources
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`));
  });
  expect(listed.toSorted()).toEqual(manifests.filter((path) => path !== 'secret.example.yaml'));
});

test('each pod runs the shard of its number', () => {
  const variable = (name: string) => bot.env.find((entry) => entry.name === name);
  expect(variable('SHARD_COUNT')?.value).toBe(String(spec.replicas));
  expect(variable('SHARDS')).toMatchObject({
    valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } },
  });
});

test('the pods are given every variable that may be set', () => {
  const set = read(`${FOLDER}/livestock.env`).match(/^[A-Z_]+(?==)/gm) ?? [];
  const given = [...set, ...bot.env.map(({ name }) => name)];
  expect(given).toEqual(expect.arrayContaining(operatorVariables()));
});

test('the probes ask the endpoints that are there for them', () => {
  expect(bot).toMatchObject({
    startupProbe: { httpGet: { path: '/healthz', port: 'http' } },
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
  });
});

test('the pods keep to the restricted profile, with limits', () => {
  expect(readYaml(`${FOLDER}/statefulset.yaml`)).toMatchObject({
    spec: {
      template: {
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        },
      },
    },
  });
  expect(bot).toMatchObject({
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    resources: { requests: { memory: '192Mi' }, limits: { memory: '384Mi' } },
  });
});

test('a stop is given the time that its steps may take', () => {
  expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(longestStopSeconds());
});

test('the example holds no secret', () => {
  const { stringData } = z
    .object({ stringData: z.record(z.string(), z.string()) })
    .parse(readYaml(`${FOLDER}/secret.example.yaml`));
  for (const value of Object.values(stringData)) expect(value).toMatch(/^put-/);
  expect(read(`${FOLDER}/statefulset.yaml`)).not.toMatch(/value: .*token/i);
});
