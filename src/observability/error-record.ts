import { routeTemplate } from './discord-route.ts';

/** What the log says of an error. Never its request body, raw answer or URL: those hold goods and tokens. */
export interface ErrorRecord {
  type: string;
  message: string;
  code?: string | number;
  status?: number;
  method?: string;
  route?: string;
  stack?: string;
  cause?: ErrorRecord;
  errors?: ErrorRecord[];
}

const MAX_DEPTH = 5;
const MAX_MESSAGE = 2000;
const MAX_ERRORS = 10;

/** Describes whatever was thrown by a fixed list of fields, its causes and, for an AggregateError, its parts with it. */
export function errorRecord(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: typeof error === 'string' ? error.slice(0, MAX_MESSAGE) : 'no Error',
    };
  }
  const { code, status, method } = error as { code?: unknown; status?: unknown; method?: unknown };
  const record: ErrorRecord = { type: error.name, message: error.message.slice(0, MAX_MESSAGE) };
  if (typeof code === 'string' || typeof code === 'number') record.code = code;
  if (typeof status === 'number') record.status = status;
  if (typeof method === 'string') record.method = method;
  const route = routeOf(error);
  if (route !== undefined) record.route = route;
  if (error.stack !== undefined) record.stack = error.stack;
  if (depth < MAX_DEPTH) addParts(record, error, depth + 1);
  return record;
}

function addParts(record: ErrorRecord, error: Error, depth: number): void {
  if (error.cause instanceof Error) record.cause = errorRecord(error.cause, depth);
  if (!(error instanceof AggregateError)) return;
  record.errors = error.errors.slice(0, MAX_ERRORS).map((part) => errorRecord(part, depth));
}

function routeOf(error: Error): string | undefined {
  const { url, method } = error as { url?: unknown; method?: unknown };
  if (typeof url !== 'string' || typeof method !== 'string') return undefined;
  return routeTemplate(method, URL.parse(url)?.pathname ?? url).route;
}
