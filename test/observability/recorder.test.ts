import { expect, test } from 'vitest';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { UserError } from '../../src/runtime/errors.ts';
import { TestClock } from '../support/test-clock.ts';

function start() {
  const lines: string[] = [];
  const metrics = new Metrics({ version: '1', revision: 'x', shards: [0, 1] });
  const logger = createLogger({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const clock = new TestClock();
  const recorder = new Recorder({ metrics, logger, clock });
  /** Value of one series, as Prometheus would see it. */
  const value = async (series: string): Promise<number> => {
    const text = await metrics.registry.metrics();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`livestock_${series} `));
    return Number(line?.slice(`livestock_${series} `.length).split(' ')[0]);
  };
  return { recorder, metrics, clock, lines, value };
}
const failure = () => Promise.reject(new TypeError('broken'));

test('counts and times what it wraps, and gives back its result', async () => {
  const { recorder, clock, value } = start();
  const result = recorder.boardPublish({ board: 'b', shop: 's', causes: [] }, async () => {
    await clock.advance(300);
    return 'retryable';
  });
  await expect(result).resolves.toBe('retryable');
  expect(await value('embed_updates_total{result="retryable"}')).toBe(1);
  expect(await value('embed_update_seconds_sum{result="retryable"}')).toBeCloseTo(0.3);
  expect(await value('embed_updates_total{result="ok"}')).toBe(0);
});

test('a board that throws is fatal, logged once and thrown on', async () => {
  const { recorder, value, lines } = start();
  await expect(recorder.boardPublish({ board: 'b', shop: 's', causes: [] }, failure)).rejects.toThrow(
    'broken',
  );
  expect(await value('embed_updates_total{result="fatal"}')).toBe(1);
  expect(await value('errors_total{component="board",kind="bug"}')).toBe(1);
  expect(lines.filter((line) => line.includes('"fault"'))).toHaveLength(1);
});

test('what is done for a click says so in every line, and no line of a board does', async () => {
  const { recorder, lines } = start();
  await recorder.interaction(click, async () => {
    await recorder.purchase({ shop: 's' }, async () => ({ order: { id: 7 } }));
    recorder.error('store', new Error('disk full'));
    await recorder.boardPublish({ board: 'b', shop: 's', causes: [] }, async () => {
      recorder.boardEvent('board failing', { failure: 'forbidden' });
      return 'fatal';
    });
  });
  const [purchase, fault, failing] = lines.map((line) => JSON.parse(line));
  expect(purchase).toMatchObject({ msg: 'purchase', interaction: 'i1', shop: 's', result: 'ok', order: 7 });
  expect(fault).toMatchObject({ msg: 'fault', level: 'error', interaction: 'i1', component: 'store' });
  expect(failing).toMatchObject({ msg: 'board failing', level: 'warn', board: 'b', failure: 'forbidden' });
  expect(failing).not.toHaveProperty('interaction');
});

test('a click that misses its time is logged', async () => {
  const { recorder, lines } = start();
  await recorder.interaction(click, async ({ acknowledged }) => acknowledged(true, 2.4));
  await recorder.interaction(click, async ({ acknowledged }) => acknowledged(true, 2.6));
  const late = lines.filter((line) => line.includes('"acknowledged late"'));
  expect(late.map((line) => JSON.parse(line))).toMatchObject([{ name: 'buy', seconds: 2.6, level: 'warn' }]);
});

test('an error that passes two catch-alls counts once and keeps its id', async () => {
  const { recorder, value } = start();
  const error = new Error('once');
  const first = recorder.error('shop', error);
  expect(recorder.error('app', error)).toEqual(first);
  expect(first.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(await value('errors_total{component="shop",kind="other"}')).toBe(1);
  expect(await value('errors_total{component="app",kind="other"}')).toBe(0);
});

test('a refusal is neither an error nor in the log', async () => {
  const { recorder, lines, metrics } = start();
  recorder.error('shop', new UserError('stock_empty', {}));
  expect(lines).toEqual([]);
  expect(await metrics.registry.metrics()).not.toMatch(/errors_total\{.*\} [1-9]/);
});

test.each([
  ['ok', async () => ({ order: { id: 7 } })],
  ['rejected', () => Promise.reject(new UserError('confirmation_foreign', {}))],
  ['duplicate', () => Promise.reject(new UserError('confirmation_used', { orderId: 1 }))],
  ['error', failure],
])('a purchase counts as %s', async (result, run) => {
  const { recorder, value } = start();
  await recorder.purchase({ shop: 's' }, run).catch(() => undefined);
  expect(await value(`purchases_total{result="${result}"}`)).toBe(1);
});

test('a delivery counts by its result, and as an error when it throws', async () => {
  const { recorder, value } = start();
  await recorder.delivery({ shop: 's', order: 7 }, async () => 'private');
  await recorder.delivery({ shop: 's', order: 7 }, failure).catch(() => undefined);
  expect(await value('deliveries_total{result="private"}')).toBe(1);
  expect(await value('deliveries_total{result="error"}')).toBe(1);
});

const click = { id: 'i1', kind: 'button', name: 'buy', shop: 's', ageMs: 10 } as const;

test('an acknowledgement counts once, from the click on', async () => {
  const { recorder, value } = start();
  await recorder.interaction(click, async (report) => {
    report.acknowledged(true, 0.2);
    report.acknowledged(true, 9);
  });
  expect(await value('interaction_ack_seconds_count{kind="button"}')).toBe(1);
  expect(await value('interaction_ack_seconds_bucket{le="0.25",kind="button"}')).toBe(1);
});

test.each([
  [
    'that Discord refused',
    async (report: { acknowledged(ok: boolean, seconds: number): void }) => report.acknowledged(false, 0.1),
  ],
  ['that never came', async () => undefined],
  ['whose handler failed', failure],
])('an acknowledgement %s is over the limit', async (_name, run) => {
  const { recorder, value } = start();
  await recorder.interaction(click, run).catch(() => undefined);
  expect(await value('interaction_ack_seconds_bucket{le="3",kind="button"}')).toBe(0);
  expect(await value('interaction_ack_seconds_count{kind="button"}')).toBe(1);
  expect(await value('interaction_seconds_count{kind="button"}')).toBe(1);
});

test('a text command has no acknowledgement', async () => {
  const { recorder, metrics } = start();
  await recorder.interaction({ ...click, kind: 'text' }, async () => undefined);
  expect(await metrics.registry.metrics()).not.toContain('interaction_ack_seconds_count{kind="text"}');
});

test('a request to Discord counts under its template, and 429 under its scope', async () => {
  const { recorder, value } = start();
  const route = '/channels/123456789012345678/messages/123456789012345678?x=1';
  const fact = { method: 'PATCH', origin: 'https://discord.com', route, startMs: 0, seconds: 0.2 };
  recorder.restRequest({ ...fact, status: 200, scope: 'user' });
  recorder.restRequest({ ...fact, status: 429, scope: 'shared' });
  recorder.restRequest({ ...fact, status: 429, scope: 'none' });
  recorder.restRequest({ ...fact, status: 'error', scope: 'none' });
  const call = 'method="PATCH",route="/channels/:id/messages/:id"';
  const requests = (rest: string) => value(`discord_rest_requests_total{${call},${rest}}`);
  expect(await requests('status="2xx",scope="none"')).toBe(1);
  expect(await requests('status="429",scope="shared"')).toBe(1);
  expect(await requests('status="429",scope="global"')).toBe(1);
  expect(await requests('status="error",scope="none"')).toBe(1);
  expect(await value(`discord_rest_request_seconds_count{${call}}`)).toBe(4);
});

test('an unknown label value counts as other', async () => {
  const { recorder, value } = start();
  recorder.retry('123456789012345678', 'timeout');
  recorder.dbOperation('dropEverything', 'ok', 0.01);
  recorder.ledgerViolation({ check: 'new check', detail: 'account 1' });
  expect(await value('retry_attempts_total{operation="other",reason="timeout"}')).toBe(1);
  expect(await value('db_operation_seconds_count{operation="other",result="ok"}')).toBe(1);
  expect(await value('ledger_violations_total{check="other"}')).toBe(1);
});

test('boards have series of their own up to 20, the rest shows the oldest, and a removed one ends', async () => {
  const { recorder, value } = start();
  for (let board = 0; board < 20; board += 1) recorder.boardDirtySince(`b${board}`, 0);
  recorder.boardDirtySince('b20', 9_000);
  recorder.boardDirtySince('b21', 0);
  recorder.boardDirtySince('b22', 7_000);
  recorder.boardDirtySince('b3', 5_000);
  expect(await value('board_dirty_since_timestamp_seconds{board="b3"}')).toBe(5);
  expect(await value('board_dirty_since_timestamp_seconds{board="other"}')).toBe(7);
  recorder.boardForgotten('b3');
  expect(await value('board_dirty_since_timestamp_seconds{board="b3"}')).toBeNaN();
});

test('gateway, backlog and waits stand in their series', async () => {
  const { recorder, value } = start();
  recorder.gatewayConnected(1, true);
  recorder.gatewayHeartbeat(1, 0.04);
  recorder.gatewayReconnect(true);
  recorder.deliveryBacklog(12);
  recorder.rateLimitWait(0.4);
  recorder.boardPropagated(1.2);
  recorder.boardVerified('b', 3_000);
  expect(await value('gateway_connected{shard="1"}')).toBe(1);
  expect(await value('gateway_connected{shard="0"}')).toBe(0);
  expect(await value('gateway_heartbeat_seconds_count{shard="1"}')).toBe(1);
  expect(await value('gateway_reconnects_total{resumed="true"}')).toBe(1);
  expect(await value('delivery_oldest_seconds')).toBe(12);
  expect(await value('discord_rate_limit_wait_seconds_count')).toBe(1);
  expect(await value('board_propagation_seconds_sum')).toBe(1.2);
  expect(await value('board_verified_timestamp_seconds{board="b"}')).toBe(3);
});

test('what fails while recording never reaches the work', async () => {
  const { recorder, lines, metrics } = start();
  recorder.boardPropagated(Number.NaN);
  expect(lines.join('')).toContain('observation lost');
  const broken = new Recorder({
    metrics,
    clock: new TestClock(),
    logger: createLogger({
      level: 'debug',
      destination: {
        write: () => {
          throw new Error('EPIPE');
        },
      },
    }),
  });
  const bought = { order: { id: 7 } };
  await expect(broken.purchase({ shop: 's' }, async () => bought)).resolves.toBe(bought);
  expect(broken.buttonBuild(() => 'row')).toBe('row');
});
