import { Writable } from 'node:stream';
import { observedRequests } from '../../src/discord/observed-requests.ts';
import { RequestGuard } from '../../src/discord/request-guard.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { Metrics } from '../../src/observability/metrics.ts';
import { Recorder } from '../../src/observability/recorder.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { UserError } from '../../src/runtime/errors.ts';
import { droppedSpans, shutdownTelemetry } from '../../src/telemetry.ts';

/*
 * Run by telemetry.test.ts with the preload that production uses: records one fact of each kind, calls the fake Discord
 * given as the first argument, and prints what the test looks at.
 */
const [apiUrl, secret] = process.argv.slice(2);
const path = `/interactions/123456789012345678/${secret}/callback?with_response=true&token=${secret}`;
const log: string[] = [];
const destination = new Writable({
  write(chunk, _encoding, done) {
    log.push(String(chunk));
    done();
  },
});
const metrics = new Metrics({ version: '1', revision: 'x', droppedSpans });
const logger = createLogger({ level: 'info', destination });
const recorder = new Recorder({ metrics, logger, clock: systemClock });
const guard = new RequestGuard({ clock: systemClock, onTokenRefused: () => {} });
const send = observedRequests((fact) => recorder.restRequest(fact), systemClock, guard);

const cause = recorder.stockChanged('shop');
await recorder.interaction(
  { id: 'i', kind: 'button', name: 'buy', shop: 'shop', ageMs: 40 },
  async (report) => {
    await send(`${apiUrl}${path}`, { method: 'POST', headers: { Authorization: `Bot ${secret}` } });
    report.acknowledged(true, 0.06);
    recorder.buttonBuild(() => 'row');
    await recorder
      .purchase({ shop: 'shop' }, async () => {
        throw new UserError('stock_empty', {});
      })
      .catch(() => undefined);
    recorder.error('interaction', new TypeError(`failed at ${apiUrl}${path}`));
  },
);
await recorder.boardPublish({ board: 'b', shop: 'shop', causes: cause ? [cause] : [] }, async () => 'ok');
await recorder.delivery({ shop: 'shop', order: 1 }, async () => 'dm');
await send(`${apiUrl}${path}&reset=1`, { method: 'GET' }).catch(() => undefined);
const stop = await shutdownTelemetry().then(
  () => 'flushed',
  () => 'not flushed',
);
process.stdout.write(JSON.stringify({ log: log.join(''), metrics: await metrics.registry.metrics(), stop }));
