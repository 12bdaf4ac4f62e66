import { UserError } from '../runtime/errors.ts';

/** The closed set of faults: label values of `errors_total` and `retry_attempts_total`, and `error.type` on spans. */
export const ERROR_KINDS = [
  'discord_rejected',
  'discord_down',
  'rate_limited',
  'unauthorized',
  'forbidden',
  'not_found',
  'too_late',
  'timeout',
  'network',
  'database',
  'bug',
  'other',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Discord's JSON error codes that say more than the HTTP status (docs: topics/opcodes-and-status-codes, "JSON"). */
const KIND_BY_DISCORD_CODE: ReadonlyMap<number, ErrorKind> = new Map([
  [10003, 'not_found'],
  [10008, 'not_found'],
  [10062, 'too_late'],
  [40060, 'too_late'],
  [50027, 'too_late'],
  [50001, 'forbidden'],
  [50007, 'forbidden'],
  [50013, 'forbidden'],
  [50278, 'forbidden'],
  [30046, 'rate_limited'],
]);
const KIND_BY_STATUS: ReadonlyMap<number, ErrorKind> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [429, 'rate_limited'],
]);
const TIMEOUT = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/;
const NETWORK =
  /^(E(CONN(REFUSED|RESET|ABORTED)|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|ENOTFOUND|UND_ERR_\w+)$/;
const DATABASE = /^(ERR_SQLITE_\w+|SQLITE_\w+)$/;
const TIMEOUT_NAMES: ReadonlySet<string> = new Set(['TimeoutError', 'DeadlineError', 'AbortError']);
const BUG_NAMES: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AssertionError',
]);
/** Not sent, because what was sent before failed. */
const NOT_SENT = 'BREAKER_OPEN';
const MAX_CAUSES = 5;

/**
 * Sorts a fault into one of {@link ERROR_KINDS} by its fields (`code`, `status`, `name`, `cause`), never by its text.
 * A refusal (`UserError`) is no fault; it comes out as `other` and should not be asked for.
 */
export function errorKind(error: unknown): ErrorKind {
  let current = error;
  let kind: ErrorKind | undefined;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    const here = kindOf(current);
    // A bug's name is the weakest sign: fetch reports a refused connection as a TypeError with the real fault as its cause.
    if (here !== undefined && here !== 'bug') return here;
    kind ??= here;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return kind ?? 'other';
}

/** True for what is thrown on purpose and shown to the person: an expected refusal. */
export function isExpected(error: unknown): boolean {
  return error instanceof UserError;
}

function kindOf(error: Error): ErrorKind | undefined {
  const { code, status } = error as { code?: unknown; status?: unknown };
  if (isExpected(error)) return 'other';
  if (typeof status === 'number') return kindOfAnswer(Number(code), status);
  if (error.name.startsWith('RateLimitError')) return 'rate_limited';
  if (TIMEOUT_NAMES.has(error.name)) return 'timeout';
  if (typeof code === 'string') return kindOfCode(code);
  return BUG_NAMES.has(error.name) ? 'bug' : undefined;
}

function kindOfAnswer(code: number, status: number): ErrorKind {
  const known = KIND_BY_DISCORD_CODE.get(code) ?? KIND_BY_STATUS.get(status);
  if (known !== undefined) return known;
  return status >= 500 ? 'discord_down' : 'discord_rejected';
}

function kindOfCode(code: string): ErrorKind | undefined {
  if (code === NOT_SENT) return 'discord_down';
  if (TIMEOUT.test(code)) return 'timeout';
  if (DATABASE.test(code)) return 'database';
  if (NETWORK.test(code)) return 'network';
  return code === 'ERR_ASSERTION' || code.startsWith('ERR_INVALID_') ? 'bug' : undefined;
}
