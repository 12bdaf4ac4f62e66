import { AsyncLocalStorage } from 'node:async_hooks';
import { trace } from '@opentelemetry/api';
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import { errorRecord } from './error-record.ts';
import { LOG_EVENTS, type LogEvent, type LogFields } from './log-events.ts';
import { createScrubber } from './scrub.ts';

/** What work is about, as ids. */
export interface LogSubject {
  shop?: string | undefined;
  board?: string | undefined;
  order?: number | undefined;
  interaction?: string | undefined;
}

/** The one log of the process. */
export interface Logger {
  /** Writes one line of the catalogue, with the active trace and the subject of the work around it. */
  log<E extends LogEvent>(event: E, fields: LogFields<E>): void;
  /** Runs `work`; every line that it writes names `subject`, and nothing of a subject around it. @returns what it returns */
  about<T>(subject: LogSubject, work: () => T): T;
}

/** How to write the log. */
export interface LoggerOptions {
  level: string;
  /** Values that must never be written, such as the bot's token. */
  secrets?: readonly string[];
  /** Where lines go; standard output when absent. */
  destination?: DestinationStream;
}

/** Fields that hold secrets or goods, at the top of a line or up to two levels below. */
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
 * Makes the log: JSON lines without secrets and goods. Written synchronously, since buffered lines are lost when the
 * process is killed, and those are the ones that explain it.
 */
export function createLogger(options: LoggerOptions): Logger {
  const scrub = createScrubber(options.secrets);
  const subjects = new AsyncLocalStorage<LogSubject>();
  const lines = pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => errorRecord(error) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
      mixin: () => ({ ...subjects.getStore(), ...activeTrace() }),
      // The whole line, because a secret may stand in a message, a stack or a field that nobody thought of.
      hooks: { streamWrite: scrub },
    },
    options.destination ?? destination({ dest: 1, sync: true }),
  );
  return {
    log: (event, fields) => lines[LOG_EVENTS[event].level](fields as object, event as string),
    about: (subject, work) => subjects.run(subject, work),
  };
}

function activeTrace(): { trace_id?: string; span_id?: string } {
  const context = trace.getActiveSpan()?.spanContext();
  return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
}
