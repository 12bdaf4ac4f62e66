import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createLogger } from '../../src/observability/logger.ts';
import type { Exemplar } from '../../src/observability/tracing.ts';
import { selectorsOf } from '../support/promql.ts';
import { countOf } from './catalogue.ts';

interface Links {
  exemplarTraceIdDestinations: { name: string; datasourceUid: string }[];
  tracesToLogsV2: { datasourceUid: string; query: string };
  tracesToMetrics: { datasourceUid: string; queries: { query: string }[] };
  derivedFields: { matcherRegex: string; datasourceUid: string; url: string }[];
}

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const { datasources } = provisioned<{
  datasources: { uid: string; type: string; url: string; editable: boolean; jsonData: Links }[];
}>('datasources/livestock.yaml');
const linksOf = (uid: string) => datasources.find((source) => source.uid === uid)?.jsonData as Links;

test('there is one source each for metrics, alerts, traces and logs, under uids that stay', () => {
  expect(datasources.map(({ uid, type, url, editable }) => [uid, type, url, editable])).toEqual([
    ['prometheus', 'prometheus', 'http://prometheus:9090', false],
    ['alertmanager', 'alertmanager', 'http://alertmanager:9093', false],
    ['tempo', 'tempo', 'http://tempo:3200', false],
    ['loki', 'loki', 'http://loki:3100', false],
  ]);
});

test('an exemplar leads to its trace', () => {
  const label: keyof Exemplar = 'trace_id';
  expect(linksOf('prometheus').exemplarTraceIdDestinations).toMatchObject([
    { name: label, datasourceUid: 'tempo' },
  ]);
});

test('a trace leads to its log lines and to metrics that exist', () => {
  const { tracesToLogsV2, tracesToMetrics } = linksOf('tempo');
  expect(tracesToLogsV2).toMatchObject({
    datasourceUid: 'loki',
    query: expect.stringContaining('$${__trace.traceId}'),
  });
  expect(tracesToMetrics.datasourceUid).toBe('prometheus');
  for (const { query } of tracesToMetrics.queries) {
    // Grafana makes one dollar sign of two, and the interval of the rest.
    const selectors = selectorsOf(query.replaceAll('$$__rate_interval', '60s'));
    expect(selectors.map(({ metric, matchers }) => [metric, countOf(metric, matchers) > 0])).toEqual(
      selectors.map(({ metric }) => [metric, true]),
    );
  }
});

test('a log line leads to its trace', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const fault = { component: 'board', kind: 'bug', trace_id: TRACE_ID, err: new Error('x') };
  createLogger({ level: 'info', destination }).log('fault', fault);
  const [field] = linksOf('loki').derivedFields;
  expect(field).toMatchObject({ datasourceUid: 'tempo', url: '$${__value.raw}' });
  expect(new RegExp(field?.matcherRegex ?? '').exec(lines[0] ?? '')?.[1]).toBe(TRACE_ID);
});

test('dashboards come from files and are changed there', () => {
  const { providers } = provisioned<{ providers: object[] }>('dashboards/livestock.yaml');
  expect(providers).toMatchObject([{ type: 'file', allowUiUpdates: false, disableDeletion: true }]);
});

function provisioned<T>(path: string): T {
  return parse(readFileSync(new URL(`../../grafana/provisioning/${path}`, import.meta.url), 'utf8')) as T;
}
