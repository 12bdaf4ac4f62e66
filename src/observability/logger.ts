import { trace } from '@opentelemetry/api';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { errorRecord } from './error-record.ts';
import { createScrubber } from './scrub.ts';

export type { Logger };

/** How to write the log. */
export interface LoggerOptions {
  level: string;
  /** Values that must never be written, such as the bot's token. */
  secrets?: readonly string[];
  /** Where lines go; standard output when absent. */
  destination?: DestinationStream;
}

/** Fields that hold secrets or goods, at the top of a line or one level below. */
const SECRET_FIELDS = [
  'token',
  'statusToken',
  'authorization',
  'Authorization',
  'password',
  'databaseUrl',
  'requestBody',
  'rawError',
  'items',
  'contents',
] as const;

/**
 * Makes the one log of the process: JSON lines with the trace they belong to, without secrets and goods. Written
 * synchronously, since buffered lines are lost when the process is killed, and those are the ones that explain it.
 */
export function createLogger(options: LoggerOptions): Logger {
  const scrub = createScrubber(options.secrets);
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => errorRecord(error), error: (error) => errorRecord(error) },
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
      mixin: activeTrace,
      // The whole line, because a secret may stand in a message, a stack or a field that nobody thought of.
      hooks: { streamWrite: scrub },
    },
    options.destination ?? destination({ dest: 1, sync: true }),
  );
}

function activeTrace(): { trace_id?: string; span_id?: string } {
  const context = trace.getActiveSpan()?.spanContext();
  return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
}
