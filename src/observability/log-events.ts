type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** One kind of line. A field's name with a `?` at its end is not always there. */
interface EventKind {
  level: Level;
  fields: readonly string[];
  /** For whoever reads the log at night; the README shows it. */
  meaning: string;
}

/**
 * Every line that the bot can write, by its message: what is not here cannot be logged. `info` tells the course of things,
 * `warn` what mends itself or was ordered, `error` what failed, `fatal` what only a person can mend.
 */
export const LOG_EVENTS = {
  starting: line(
    'info',
    ['version', 'revision', 'node', 'discord', 'shards', 'database', 'settings', 'http', 'tracing'],
    'the process begins, with this configuration',
  ),
  'stock not sealed': line(
    'warn',
    [],
    'no STOCK_KEY: whoever reads the database file or a backup reads the goods',
  ),
  'stock resealed': line('info', ['items'], 'items from before are sealed with the key of today'),
  ready: line('info', ['seconds', 'shops', 'boards'], 'it serves, so long after it began'),
  'start failed': line('fatal', ['err'], 'it could not begin to serve, and ends'),
  uncaught: line('fatal', ['err'], 'an error that nobody caught: it stops'),
  stopping: line('info', ['cause'], 'a signal or an error ends it'),
  restarting: line('warn', ['reason', 'user?'], 'a restart was ordered, or is due by itself'),
  'step done': line('info', ['of', 'step', 'ms'], 'one step of a stop or restart'),
  'step failed': line('error', ['of', 'step', 'ms', 'err'], 'one step failed; the others go on'),
  stopped: line('info', ['failed', 'ms'], 'all steps have run, so many of them failed'),
  'stop timed out': line('fatal', ['ms'], 'the steps took too long: it ends at once'),
  restarted: line('warn', ['reason', 'seconds', 'failed'], 'it serves again after a restart'),
  'restart held back': line('error', ['reason'], 'it should restart by itself, and has too often'),

  gateway: line('debug', ['state'], 'the connection to Discord as a whole'),
  'shard connected': line('info', ['shard', 'resumed'], 'a session began or was taken up again'),
  'shard disconnected': line('info', ['shard'], 'it connects again by itself'),
  'shard hangs': line('warn', ['shard', 'trouble'], 'a silent connection is given up and begun anew'),
  'shard hopeless': line('error', ['shard', 'trouble'], 'beginning anew does not help'),
  'sessions rationed': line(
    'warn',
    ['total', 'remaining', 'resetAtMs', 'waitMs'],
    'Discord allows only so many sessions a day: it waits',
  ),
  'discord unreachable': line('warn', ['err'], 'the login failed and is tried again'),
  'discord refuses the bot': line('fatal', ['rejection'], 'token, intents or shards must be corrected'),
  'discord.js warns': line('warn', ['text'], 'a warning of the library'),

  purchase: line('info', ['shop', 'result', 'order?'], 'somebody confirmed a purchase'),
  delivery: line('info', ['result'], 'goods were sent, or will be later'),
  deposit: line('info', ['shop?', 'source', 'result'], 'a deposit was announced, or something else was'),
  interaction: line('debug', ['kind', 'name', 'seconds'], 'a click or command was handled'),
  'acknowledged late': line(
    'warn',
    ['kind', 'name', 'seconds'],
    'a click missed its 2.5 s; 3.5 when it was never acknowledged',
  ),
  'board created': line('info', ['message'], 'a channel got its board'),
  'board taken over': line('info', ['message'], 'a board that was there already is kept'),
  'board gone': line('warn', ['board', 'message?'], 'somebody deleted it; it is made anew'),
  'board corrected': line('warn', ['message'], 'it showed something else than was sent'),
  'board failing': line('warn', ['failure'], 'it falls behind; tried again without end'),
  'board recovered': line('info', [], 'it is up to date again'),
  'check passed': line('info', [], 'ids, channels, permissions, intents and roles are as they should be'),
  'check found': line('warn', ['findings'], 'what stands in the way, each with how to mend it'),
  'board impossible': line('error', ['board', 'failure'], 'BOARD_CHANNEL_ID names no fit channel'),
  'board published': line('debug', ['result', 'seconds'], 'one attempt to show it'),

  fault: line(
    'error',
    ['component', 'kind', 'trace_id', 'err', 'handler?', 'command?', 'failure?', 'board?', 'interaction?'],
    'something failed; people were shown the trace id',
  ),
  retry: line('debug', ['operation', 'reason'], 'a call to Discord is made again'),
  'breaker opened': line('warn', ['breaker', 'from'], 'calls of this kind stop for a while'),
  'breaker changed': line('info', ['breaker', 'from', 'to'], 'they are tried again, or work again'),
  'tier changed': line('warn', ['from', 'to', 'why'], 'the boards offer less, or more again'),
  'ledger violation': line('fatal', ['check', 'detail'], 'the books are broken: nothing is sold'),
  backup: line('info', [], 'a copy of the database was made and proved itself'),
  'settings changed': line('info', ['changes', 'origin'], 'before and after of each, and by whom'),
  'caches cleared': line('info', ['what', 'counts'], 'entries removed, by cache'),
  'spans lost': line('warn', ['err'], 'at the end, the collector did not take the last spans'),
  'observation lost': line('warn', ['err'], 'a metric, span or line could not be made'),

  'scenario stuck': line('error', ['err'], 'demo: a scenario did not end'),
  'sandbox stuck': line('error', ['err'], 'demo: the local Discord did not close'),
  'buyer gave up': line('info', ['err'], 'demo: a simulated buyer could not buy'),
} as const satisfies Record<string, EventKind>;

/** The message of a line. */
export type LogEvent = keyof typeof LOG_EVENTS;

type Field<E extends LogEvent> = (typeof LOG_EVENTS)[E]['fields'][number];
type OptionalName<F> = F extends `${infer Name}?` ? Name : never;
type RequiredName<F> = F extends `${string}?` ? never : F;

/** What a line of this kind says besides its message. */
export type LogFields<E extends LogEvent> = Record<RequiredName<Field<E>> & string, unknown> &
  Partial<Record<OptionalName<Field<E>>, unknown>>;

function line<const K extends Level, const F extends string>(
  level: K,
  fields: readonly F[],
  meaning: string,
): { level: K; fields: readonly F[]; meaning: string } {
  return { level, fields, meaning };
}
