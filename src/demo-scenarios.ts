import type { Control, Fault } from './sandbox/control-api.ts';
import type { Scenario } from './sandbox/options.ts';
import { allowWrites, refuseWrites } from './shop/store/sqlite/refuse-writes.ts';

const MESSAGE = '/channels/:id/messages/:id';
const SLOW_MS = 2_000;
const STORM_RETRY_AFTER_MS = 3_000;
const STORM_PROBABILITY = 0.8;

/**
 * What the demo's page offers to break with one click, each with the line that says what to expect.
 * @param databaseFile the bot's SQLite file; without one the store can't be broken from outside
 */
export function demoScenarios(databaseFile: string | undefined): Scenario[] {
  const inDiscord = [editsFail, slowDiscord, gatewaySilent, buttonsBroken, rateLimitStorm];
  return databaseFile === undefined ? inDiscord : inDiscord.toSpliced(2, 0, storeCannotWrite(databaseFile));
}

const editsFail = ofFaults({
  id: 'edits-fail',
  name: 'Discord edits fail',
  description:
    'Discord refuses to change messages: the board grows stale, its buttons go on; later it catches up.',
  faults: [{ on: 'rest', method: 'PATCH', route: MESSAGE, effect: { kind: 'status', status: 500 } }],
});

const slowDiscord = ofFaults({
  id: 'slow-discord',
  name: 'Slow Discord',
  description: 'Every answer takes two seconds: clicks come too late, and the board steps down to text.',
  faults: [{ on: 'rest', effect: { kind: 'delay', ms: SLOW_MS } }],
});

/** The bot's own file refuses to be written, whatever the bot does about it. */
function storeCannotWrite(file: string): Scenario {
  return {
    id: 'store-cannot-write',
    name: 'Store cannot write',
    description: 'The database refuses every write: buying is closed, nobody is charged, looking goes on.',
    async start() {
      refuseWrites(file);
    },
    async stop() {
      allowWrites(file);
    },
  };
}

const gatewaySilent = ofFaults({
  id: 'gateway-silent',
  name: 'Gateway silent',
  description: 'Discord hangs up and says nothing more: after a minute the board is a dated text.',
  faults: [{ on: 'gateway', effect: { kind: 'silence' } }],
  begin: (control) => control.gateway({ do: 'drop' }),
});

const buttonsBroken = ofFaults({
  id: 'buttons-broken',
  name: 'Buttons broken',
  description:
    'Discord refuses messages with buttons: after failed clicks the board names the slash commands.',
  faults: ['PATCH', 'POST'].map((method) => ({
    on: 'rest',
    method,
    components: true,
    effect: { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' },
  })),
});

const rateLimitStorm = ofFaults({
  id: 'rate-limit-storm',
  name: 'Rate-limit storm',
  description: 'Most requests get a 429: the board follows late, nothing is lost or asked too often.',
  faults: ['/channels/*', '/webhooks/*', '/users/*'].map((route) => ({
    on: 'rest',
    route,
    probability: STORM_PROBABILITY,
    effect: { kind: 'rate_limit', retryAfterMs: STORM_RETRY_AFTER_MS, scope: 'user' },
  })),
});

/** A scenario that consists of faults, known by their note, so that the panel shows what belongs to it. */
function ofFaults(spec: {
  id: string;
  name: string;
  description: string;
  faults: Fault[];
  begin?: (control: Control) => Promise<void>;
}): Scenario {
  const { id, name, description } = spec;
  const note = `Scenario: ${name}`;
  return {
    id,
    name,
    description,
    async start(control) {
      for (const fault of spec.faults) await control.addFault({ ...fault, note });
      await spec.begin?.(control);
    },
    async stop(control) {
      const own = (await control.faults()).filter((fault) => fault.note === note);
      for (const { id: faultId } of own) await control.removeFault({ id: faultId });
    },
  };
}
