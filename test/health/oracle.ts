import type { CapName } from '../../src/health/caps.ts';
import type { Sample } from './virtual-shop.ts';

/** What the caps must be, worked out anew from everything that was told, without buckets. */
export class Oracle {
  isBroken = false;
  #clicks: { atMs: number; ok: boolean }[] = [];
  #commits: boolean[] = [];
  #answeredMs = 0;
  #disconnectedSinceMs: number | undefined;

  tell(sample: Sample): void {
    if (sample.kind === 'click') this.#clicks.push(sample);
    if (sample.kind === 'commit' || sample.kind === 'canary') this.#commits.push(sample.ok);
    if (sample.kind === 'canary' && !sample.late) this.#answeredMs = sample.atMs;
    if (sample.kind === 'gateway') this.#disconnectedSinceMs = undefined;
    if (sample.kind === 'disconnected') this.#disconnectedSinceMs = sample.sinceMs;
    if (sample.kind === 'broken') this.isBroken = true;
    if (sample.kind === 'mended') this.isBroken = false;
  }

  canWrite(nowMs: number): boolean {
    const lastThree = this.#commits.slice(-3);
    const failed = lastThree.length === 3 && lastThree.every((ok) => !ok);
    return !failed && nowMs - this.#answeredMs < 10_000;
  }

  /** The shop's caps by name, in alphabetical order. */
  caps(nowMs: number): CapName[] {
    this.#clicks = this.#clicks.filter(({ atMs }) => atMs > nowMs - 30_000);
    const acknowledged = this.#clicks.filter(({ ok }) => ok).length;
    const isLost = this.#clicks.length >= 5 && acknowledged < this.#clicks.length / 2;
    const sinceMs = this.#disconnectedSinceMs;
    return [
      ...(isLost ? (['acknowledgement_lost'] as const) : []),
      ...(sinceMs !== undefined && nowMs - sinceMs >= 60_000 ? (['gateway_not_ready'] as const) : []),
      ...(this.isBroken ? (['invariant_broken'] as const) : []),
      ...(this.canWrite(nowMs) ? [] : (['ledger_cannot_write'] as const)),
    ];
  }
}
