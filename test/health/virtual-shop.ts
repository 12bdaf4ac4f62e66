import { type DegradationState, startDegradation, step, type Tier } from '../../src/health/degradation.ts';
import { type Evaluation, evaluate } from '../../src/health/score.ts';
import { defaultHealthSettings } from '../../src/health/settings.ts';
import { HealthSignals } from '../../src/health/signals.ts';
import { mayBuy } from '../../src/health/surface.ts';
import type { Clock } from '../../src/runtime/clock.ts';

export const TICK_MS = 5000;

/** Time that only the test moves, without waiting for anything. */
export class VirtualTime implements Clock {
  elapsedMs = 0;
  wallMs = Date.UTC(2030, 0, 1);

  now(): number {
    return this.wallMs;
  }
  monotonicMs(): number {
    return this.elapsedMs;
  }
  sleep(): Promise<void> {
    return Promise.reject(new Error('nothing sleeps here'));
  }
  every(): () => void {
    throw new Error('nothing ticks here');
  }
  moveTo(elapsedMs: number): void {
    this.wallMs += elapsedMs - this.elapsedMs;
    this.elapsedMs = elapsedMs;
  }
}

/** One thing that the shop is told; times are since the start. */
export type Sample = { atMs: number } & (
  | { kind: 'click' | 'rest'; ok: boolean }
  | { kind: 'commit'; ok: boolean; ms: number }
  /** `late`: not answered in time. */
  | { kind: 'canary'; ok: boolean; ms: number; late?: boolean }
  | { kind: 'gateway'; heartbeatAge: number }
  | { kind: 'disconnected'; sinceMs: number }
  | { kind: 'board'; staleness: number }
  | { kind: 'delivery'; oldestMs: number }
  | { kind: 'runtime'; eventLoopP99Ms: number; memory: number }
  | { kind: 'broken' | 'mended' }
);

/** The signals, the score and the tier as the monitor joins them, at the speed of a computer. */
export class VirtualShop {
  readonly clock = new VirtualTime();
  readonly signals = new HealthSignals(this.clock);
  state: DegradationState;
  evaluation!: Evaluation;
  /** Times at which the tier changed. */
  readonly moves: number[] = [];

  constructor(tier: Tier = 'full') {
    this.state = startDegradation(0, tier);
  }

  get tier(): Tier {
    return this.state.tier;
  }

  get mayBuy(): boolean {
    const { ledgerCanWrite, isInvariantBroken } = this.signals;
    return mayBuy({ tier: this.tier, isMaintenance: false, ledgerCanWrite, isInvariantBroken });
  }

  tell(sample: Sample): void {
    this.clock.moveTo(Math.max(this.clock.elapsedMs, sample.atMs));
    const { signals } = this;
    switch (sample.kind) {
      case 'click':
        return signals.click(sample.ok);
      case 'rest':
        return signals.restCall(sample.ok);
      case 'commit':
        return signals.commit(sample.ok, sample.ms);
      case 'canary':
        return sample.late ? signals.commit(false, sample.ms) : signals.canary(sample.ok, sample.ms);
      case 'gateway':
        return signals.gateway({ ready: true, heartbeatAge: sample.heartbeatAge });
      case 'disconnected':
        return signals.gateway({ ready: false, sinceMs: sample.sinceMs });
      case 'board':
        return signals.board(sample.staleness);
      case 'delivery':
        return signals.delivery(sample.oldestMs);
      case 'runtime':
        return signals.runtime(sample);
      case 'broken':
        return signals.invariantBroken();
      case 'mended':
        return signals.clearInvariant();
    }
  }

  evaluate(atMs: number): void {
    this.clock.moveTo(atMs);
    const { values, caps } = this.signals.close();
    this.evaluation = evaluate(values, caps, defaultHealthSettings.weights);
    const { score, capLimit } = this.evaluation;
    const before = this.state;
    this.state = step(before, { score, capLimit, nowMs: atMs }, defaultHealthSettings.tiers);
    if (before.tier !== this.state.tier) this.moves.push(atMs);
  }
}
