import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { monotonicMs } from '../clock.ts';
import { takeSnapshot } from './snapshot.ts';
import type { World } from './world.ts';

const QUIET_MS = 500;
/** Saving takes at most this part of the time, however large the world has grown. */
const MOST_OF_TIME = 1 / 20;

/**
 * Saves the world some time after it changed.
 *
 * clean → due: something changed; due → saving: after a short while; saving → clean, or due again when it changed
 * meanwhile.
 */
export class Saver {
  readonly #world: World;
  readonly #path: string;
  #cancel: (() => void) | undefined;
  #saving: Promise<void> = Promise.resolve();
  #lastMs = 0;

  constructor(world: World, path: string) {
    this.#world = world;
    this.#path = path;
    world.events.on(() => this.#changed());
  }

  /** Saves once more and waits for it; @throws when the file can't be written. */
  async close(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    await this.#saving.catch(() => undefined);
    await this.#save();
  }

  #changed(): void {
    this.#cancel ??= this.#world.clock.afterReal(Math.max(QUIET_MS, this.#lastMs / MOST_OF_TIME), () => {
      this.#cancel = undefined;
      // A failure here shows again, and is thrown, at close.
      this.#saving = this.#saving.then(() => this.#save()).catch(() => undefined);
    });
  }

  async #save(): Promise<void> {
    const startedMs = monotonicMs();
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFileAtomic(this.#path, JSON.stringify(takeSnapshot(this.#world)), { mode: 0o600 });
    this.#lastMs = monotonicMs() - startedMs;
  }
}
