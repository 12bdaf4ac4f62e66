import packageJson from '../package.json' with { type: 'json' };
import { type Environment, readEnvironment, shareWithTelemetry } from './config/env.ts';

/*
 * Loaded by `node --import` before everything else, so that the first request is traced already: loading it is its effect.
 * Without an OTLP endpoint nothing is imported and nothing started.
 */
const running = await start();

/** Sends the spans that wait and ends tracing; at once when nothing is traced. @throws when the collector does not take them */
export async function shutdownTelemetry(): Promise<void> {
  await running?.shutdown();
}

/** @returns whether spans are made */
export function isTracing(): boolean {
  return running !== undefined;
}

/** @returns how many spans were given up because the collector did not take them */
export function droppedSpans(): number {
  return running?.dropped() ?? 0;
}

async function start() {
  const env = environment();
  if (env === undefined || !isWanted(env)) return undefined;
  shareWithTelemetry(withDefaults(env));
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  const exporter = new OTLPTraceExporter();
  const send = exporter.export.bind(exporter);
  let dropped = 0;
  exporter.export = (spans, done) =>
    send(spans, (result) => {
      if (result.code !== 0) dropped += spans.length;
      done(result);
    });
  const sdk = new NodeSDK({
    traceExporter: exporter,
    metricReaders: [],
    logRecordProcessors: [],
    // Requests go to Discord, which is no part of our traces: nothing is propagated.
    textMapPropagator: null,
    // Exceptions stand in the log with their trace, not in span events.
    spanLimits: { eventCountLimit: 0 },
  });
  sdk.start();
  return { shutdown: () => sdk.shutdown(), dropped: () => dropped };
}

/** An unreadable `.env` is reported by the entry, together with all other mistakes. */
function environment(): Environment | undefined {
  try {
    return readEnvironment();
  } catch {
    return undefined;
  }
}

function isWanted(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none')
    return false;
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return endpoint !== undefined && URL.canParse(endpoint);
}

function withDefaults(env: Environment): Environment {
  const resource = env['OTEL_RESOURCE_ATTRIBUTES'];
  return {
    ...(resource?.includes('service.name=') ? {} : { OTEL_SERVICE_NAME: 'livestock' }),
    // The detectors of host, system and process cost start-up time and are not needed to tell instances apart.
    OTEL_NODE_RESOURCE_DETECTORS: 'env,serviceinstance',
    // Milliseconds with all repeats; a collector that is away must not hold up a stop for the standard 10 s.
    OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
    ...env,
    OTEL_RESOURCE_ATTRIBUTES: [`service.version=${packageJson.version}`, resource].filter(Boolean).join(','),
  };
}
