/**
 * Tells listeners of something, in the order in which it happened, without letting them touch the work: what a listener
 * throws or rejects with is dropped, and what happens because of a listener is told after the present telling.
 */
export class SafeListeners<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly #untold: T[] = [];
  #telling = false;

  /** @returns takes the listener away again */
  add(listener: (value: T) => unknown): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(value: T): void {
    if (this.#listeners.size === 0) return;
    this.#untold.push(value);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
      for (const listener of this.#listeners) callSafely(() => listener(next as T));
    }
    this.#telling = false;
  }
}

/** Calls `listener` and drops what it throws; of an async one, what it rejects with. */
export function callSafely(listener: () => unknown): void {
  try {
    const result = listener();
    if (result instanceof Promise) result.catch(() => undefined);
  } catch {
    // A listener reports its own faults; here they would only spoil the work.
  }
}
