import { expect, it, vi } from 'vitest';
import { startBotProcess } from '../support/bot-process.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { startShop } from '../support/start-shop.ts';

const CANARY = 'secret-goods-canary-7f3a';
const STATUS_TOKEN = 'status-token-canary-91';

it('traces, measures and logs a sale from click to board, without a token or the goods', async () => {
  await using receiver = await startOtlpReceiver();
  await using shop = await startShop({ startBot: false });
  const tokens = new Set<string>();
  shop.sandbox.onExchange(({ path }) => {
    const token = /\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path)?.[1];
    if (token) tokens.add(decodeURIComponent(token));
  });
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, LOG_LEVEL: 'debug', STATUS_TOKEN };
  await using bot = await startBotProcess({ ...shop.env, ...env });
  await bot.ready();
  await shop.owner('product add', { code: 'APPLE', name: 'Apple', price: 100 });
  await shop.owner('stock-add', { code: 'APPLE', text: `${CANARY}-1\n${CANARY}-2` });
  await shop.fund('alex', 1000);
  await shop.boardShows((text) => expect(text).toContain('2 in stock'));
  const { messageId, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', messageId, confirmId));
  await shop.boardShows((text) => expect(text).toContain('1 in stock'));
  // A fault that is logged with its cause: Discord rejects the goods' message.
  await shop.control.addFault({
    on: 'rest',
    method: 'POST',
    route: '/channels/:id/messages',
    effect: { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' },
    count: 1,
  });
  const second = await shop.toConfirm('alex', 'APPLE', 1);
  await shop.finalText('alex', await shop.click('alex', second.messageId, second.confirmId));
  const metrics = await (await fetch(`${bot.httpUrl}/metrics`)).text();
  const status = await (await fetch(`${bot.httpUrl}/status`)).text();
  bot.kill('SIGTERM');
  await bot.exited;

  const named = (name: string) => receiver.spans.filter((span) => span.name === name);
  await vi.waitFor(() => expect(named('purchase').length).toBeGreaterThan(0), 10_000);
  const [purchase] = named('purchase');
  const click = receiver.spans.find(({ spanId }) => spanId === purchase?.parentSpanId);
  expect(click).toMatchObject({ name: 'interaction', attributes: { kind: 'button', name: 'buy-confirm' } });
  expect(named('delivery').some(({ traceId }) => traceId === purchase?.traceId)).toBe(true);
  const changed = named('stock.changed').find(({ traceId }) => traceId === purchase?.traceId);
  const publish = named('board.publish').find(({ links }) =>
    links.some(({ spanId }) => spanId === changed?.spanId),
  );
  expect(publish).toBeDefined();
  expect(publish?.parentSpanId ?? '').toBe('');
  const build = named('button.build').find(({ parentSpanId }) => parentSpanId === publish?.spanId);
  expect(build?.traceId).toBe(publish?.traceId);

  const value = (series: string) =>
    Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')[1],
    );
  expect(value('livestock_purchases_total{result="ok"}')).toBeGreaterThanOrEqual(1);
  expect(value('livestock_deliveries_total{result="dm"}')).toBe(1);
  expect(value('livestock_embed_updates_total{result="ok"}')).toBeGreaterThan(1);
  expect(value('livestock_button_builds_total{result="ok"}')).toBeGreaterThan(1);
  expect(value('livestock_gateway_connected{shard="0"}')).toBe(1);
  expect(metrics).toMatch(
    /livestock_board_propagation_seconds_bucket\{le="\S+"\} \d+ # \{.*trace_id="[0-9a-f]{32}"/,
  );

  const log = bot.output();
  const fault = log.split('\n').find((line) => line.includes('"component":"delivery"'));
  expect(fault).toContain('"code":50035');
  const traceId = /"trace_id":"([0-9a-f]{32})"/.exec(fault ?? '')?.[1];
  expect(receiver.spans.some((span) => span.traceId === traceId)).toBe(true);

  expect(tokens.size).toBeGreaterThan(5);
  const everything = `${log}\n${metrics}\n${status}\n${receiver.raw()}`;
  for (const secret of [CANARY, STATUS_TOKEN, shop.sandbox.token, ...tokens])
    expect(everything).not.toContain(secret);
}, 40_000);
