import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.ts';

const SECRET = 'aW50ZXJhY3Rpb246c2VjcmV0LXRva2Vu';
const child = fileURLToPath(new URL('./telemetry-child.ts', import.meta.url));
const preload = fileURLToPath(new URL('../../src/telemetry.ts', import.meta.url));

async function startFakeDiscord(): Promise<{ url: string; headers: IncomingHttpHeaders[] }> {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    if (request.url?.includes('reset=1')) {
      request.socket.destroy();
      return;
    }
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v10`, headers };
}

async function startReceiver(): Promise<OtlpReceiver> {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => receiver[Symbol.asyncDispose]());
  return receiver;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'livestock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function runChild(variables: Record<string, string>, cwd?: string) {
  const discord = await startFakeDiscord();
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', preload, child, discord.url, SECRET],
    { env: { PATH: process.env['PATH'], ...variables }, cwd: cwd ?? (await temporaryFolder()) },
  );
  const printed = JSON.parse(stdout) as { log: string; metrics: string; stop: string };
  return { ...printed, stderr, headers: discord.headers };
}

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  expect(found, name).toHaveLength(1);
  return found[0] as ReceivedSpan;
}

test('spans reach a real OTLP receiver, linked, and no token does', async () => {
  const receiver = await startReceiver();
  const run = await runChild({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_RESOURCE_ATTRIBUTES: 'team=shop',
  });
  const { spans } = receiver;

  const interaction = named(spans, 'interaction');
  expect(interaction).toMatchObject({ kind: 1, parentSpanId: '', status: 2 });
  expect(interaction.attributes).toMatchObject({ kind: 'button', name: 'buy', 'error.type': 'bug' });
  expect(interaction.resource).toMatchObject({
    'service.name': 'livestock',
    'service.version': '0.1.0',
    team: 'shop',
  });

  const request = spans.find((span) => span.kind === 3 && span.traceId === interaction.traceId);
  const route = '/interactions/:id/:token/callback';
  expect(request).toMatchObject({ name: `POST ${route}`, parentSpanId: interaction.spanId, status: 0 });
  expect(request?.attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.response.status_code': 204,
    'server.address': '127.0.0.1',
    'url.template': route,
  });
  expect(request?.attributes['url.full']).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/interactions\/:id\/:token\/callback$/,
  );

  expect(named(spans, 'button.build').parentSpanId).toBe(interaction.spanId);
  const purchase = named(spans, 'purchase');
  expect(purchase).toMatchObject({ parentSpanId: interaction.spanId, status: 0 });
  expect(purchase.attributes).toMatchObject({ result: 'rejected', refusal: 'stock_empty' });
  expect(named(spans, 'delivery').attributes).toMatchObject({ result: 'dm' });

  const changed = named(spans, 'stock.changed');
  const publish = named(spans, 'board.publish');
  expect(changed.kind).toBe(4);
  expect(publish).toMatchObject({ kind: 5, parentSpanId: '' });
  expect(publish.attributes['messaging.batch.message_count']).toBe(1);
  expect(publish.links).toEqual([{ traceId: changed.traceId, spanId: changed.spanId }]);

  const lost = spans.find((span) => span.kind === 3 && span.traceId !== interaction.traceId);
  expect(lost).toMatchObject({ name: 'GET other', status: 2, attributes: { 'error.type': 'network' } });
  expect(spans.reduce((sum, span) => sum + span.events, 0)).toBe(0);
  expect(receiver.raw()).toContain('interaction');
  expect(`${receiver.raw()}${run.log}${run.metrics}${run.stderr}`).not.toContain(SECRET);
  expect(JSON.parse(run.log.split('\n').find((line) => line.includes('"fault"')) ?? '')).toMatchObject({
    trace_id: interaction.traceId,
    span_id: interaction.spanId,
  });
  const buckets = run.metrics
    .split('\n')
    .filter((line) => line.startsWith('livestock_interaction_seconds_bucket'));
  expect(buckets.join('\n')).toContain(`trace_id="${interaction.traceId}",span_id="${interaction.spanId}"`);
  expect(run.headers[0]).not.toHaveProperty('traceparent');
  expect(run.stop).toBe('flushed');
});

test('the endpoint and the service name may stand in .env', async () => {
  const receiver = await startReceiver();
  const folder = await temporaryFolder();
  await writeFile(
    join(folder, '.env'),
    `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="${receiver.url}/v1/traces"\nOTEL_SERVICE_NAME=other-shop\n`,
  );
  await runChild({}, folder);
  expect(named(receiver.spans, 'purchase').resource).toMatchObject({ 'service.name': 'other-shop' });
});

test.each([
  ['without an endpoint', {}],
  [
    'when the SDK is disabled',
    { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
  ],
])('nothing is traced %s, and a fault still has an id that is in the log', async (_name, variables) => {
  const run = await runChild(variables);
  expect(run.metrics).not.toContain('trace_id');
  expect(run.log).toMatch(/"trace_id":"[0-9a-f]{32}"/);
  expect(run.metrics).toContain('livestock_errors_total{component="interaction",kind="bug"} 1');
});

test('spans that the collector does not take are counted', async () => {
  const run = await runChild({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_TIMEOUT: '300',
  });
  expect(run.stop).toBe('not flushed');
  expect(run.metrics).toMatch(/livestock_telemetry_dropped_spans_total [1-9]/);
});
