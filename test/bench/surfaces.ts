import { HealthMonitor } from '../../src/health/health-monitor.ts';
import { defaultHealthSettings } from '../../src/health/settings.ts';
import type { Surface } from '../../src/health/surface.ts';
import { TestClock } from '../support/test-clock.ts';
import type { Line, Row } from './row.ts';

const EVALUATION_MS = 5000;
const BOARD = 'board';
/** Discord's outage, seen by a shop with a click a second. */
const CLICKS_PER_EVALUATION = 5;
const GIVEN_UP_AFTER = 200;

interface Fault {
  what: string;
  surface: Surface['kind'];
  /** When the fault counts as there, in evaluations, where its gate is not at once. */
  gate: number;
  parts: Partial<Parts>;
}
interface Parts {
  canWrite: boolean;
  clicksAnswered: boolean;
  isReady: boolean;
  isEditable: boolean;
  canBuild: boolean;
}
const WELL: Parts = { canWrite: true, clicksAnswered: true, isReady: true, isEditable: true, canBuild: true };

const FAULTS: readonly Fault[] = [
  { what: 'store cannot write', surface: 'browse', gate: 3, parts: { canWrite: false } },
  { what: 'clicks get no answer', surface: 'text', gate: 6, parts: { clicksAnswered: false } },
  { what: 'gateway silent', surface: 'text', gate: 12, parts: { isReady: false } },
  { what: 'board edits refused', surface: 'simplified', gate: 0, parts: { isEditable: false } },
  { what: 'buttons cannot be built', surface: 'simplified', gate: 60, parts: { canBuild: false } },
];

/** How many evaluations of the score (one each 5 s) lie between a fault and the surface for it, and back to all buttons. */
export const surfaces: Row = {
  name: 'surfaces',
  about:
    'evaluations of the score (5 s each) from a fault to the right surface, and back; on the virtual clock',
  async measure() {
    const lines: Line[] = [];
    for (const fault of FAULTS) lines.push(await line(fault));
    return lines;
  },
};

async function line({ what, surface, gate, parts }: Fault): Promise<Line> {
  const shop = virtualShop();
  await shop.until('full');
  shop.become({ ...WELL, ...parts });
  const down = await shop.until(surface);
  shop.become(WELL);
  const up = await shop.until('full');
  await shop.stop();
  return {
    what: `${what} → ${surface}`,
    ours: `${down} down, ${up} back`,
    reference: `gate ${gate}`,
    target: `≤ ${gate + 1} down`,
    verdict: down <= gate + 1 ? 'ok' : 'over',
  };
}

function virtualShop() {
  const clock = new TestClock();
  let parts = WELL;
  let lostMs = 0;
  const monitor: HealthMonitor = new HealthMonitor({
    clock,
    settings: () => defaultHealthSettings,
    canary: async () => {
      if (!parts.canWrite) throw new Error('read-only');
    },
    sample: (signals) => {
      signals.gateway(parts.isReady ? { ready: true, heartbeatAge: 0.5 } : { ready: false, sinceMs: lostMs });
      signals.board(0);
      signals.delivery(0);
      signals.runtime({ eventLoopP99Ms: 1, memory: 0.1 });
      for (let i = 0; i < CLICKS_PER_EVALUATION; i++) signals.click(parts.clicksAnswered);
      monitor.setBoardFault(BOARD, 'board_cannot_be_edited', !parts.isEditable);
    },
    buttons: {
      build: () => {
        if (!parts.canBuild) throw new Error('no buttons');
      },
      missing: () => [],
    },
    boardIds: () => [BOARD],
    onModeChanged: () => {},
    onStatusChanged: () => {},
    onEvaluated: () => {},
    onError: (error) => {
      throw error;
    },
  });
  monitor.start();
  return {
    stop: () => monitor.stop(),
    become(next: Parts) {
      if (parts.isReady && !next.isReady) lostMs = clock.monotonicMs();
      parts = next;
    },
    /** Lets the clock run until the board shows this. @returns evaluations that took */
    async until(kind: Surface['kind']): Promise<number> {
      for (let evaluations = 0; evaluations < GIVEN_UP_AFTER; evaluations++) {
        if (monitor.surface(BOARD).kind === kind) return evaluations;
        await clock.advance(EVALUATION_MS);
      }
      return GIVEN_UP_AFTER;
    },
  };
}
