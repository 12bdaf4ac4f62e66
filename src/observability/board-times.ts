import { CappedLabel } from './labels.ts';

/**
 * A point in time for each board, as series: the first 20 boards by name, the rest together under `other` with the oldest
 * of their times. 0 means "none" and never hides another board's time.
 */
export class BoardTimes {
  readonly #label = new CappedLabel();
  readonly #atSeconds = new Map<string, number>();

  /** @param atMs milliseconds since the Unix epoch, 0 for none */
  set(board: string, atMs: number): void {
    this.#atSeconds.set(board, atMs / 1000);
  }

  /** Ends the series of a board that is gone, so that it is not taken for a stale one. */
  forget(board: string): void {
    this.#atSeconds.delete(board);
  }

  /** The value in seconds for each label. */
  series(): ReadonlyMap<string, number> {
    const oldest = new Map<string, number>();
    for (const [board, seconds] of this.#atSeconds) {
      const label = this.#label.of(board);
      const other = oldest.get(label) ?? 0;
      oldest.set(label, other === 0 || seconds === 0 ? other + seconds : Math.min(other, seconds));
    }
    return oldest;
  }
}
