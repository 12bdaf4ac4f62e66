import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { monotonicMs } from '../clock.ts';
import { takeSnapshot } from './snapshot.ts';
import type { WorldEvent } from './world-events.ts';
import type { World } from './world.ts';

const QUIET_MS = 500;
/** What is lost of these at a kill, bots mend: they look after what they posted. */
const CAN_WAIT: readonly WorldEvent['kind'][] = ['message_updated', 'message_deleted', 'pins_changed'];
/** Saving takes at most this part of the time, however large the world has grown. */
const MOST_OF_TIME = 1 / 20;

/**
 * Saves the world some time after it changed; at once when there is something new in it that a bot will rely on.
 *
 * clean → due: something changed; due → saving: after a short while; saving → clean, or due again when it changed
 * meanwhile.
 */
export class Saver {
  readonly #world: World;
  readonly #path: string;
  #cancel: (() => void) | undefined;
  #saving: Promise<void> = Promise.resolve();
  /** A save that will hold everything up to now, and has not begun yet. */
  #next: Promise<void> | undefined;
  #urgent: Promise<void> = Promise.resolve();
  #lastMs = 0;

  constructor(world: World, path: string) {
    this.#world = world;
    this.#path = path;
    world.events.on((event) => {
      if (canWait(event)) this.#later();
      else this.#urgent = this.#now();
    });
  }

  /** Settles when every change so far that is to be saved at once is on disk, or can't be put there. */
  saved(): Promise<void> {
    return this.#urgent;
  }

  /** Saves once more and waits for it; @throws when the file can't be written. */
  async close(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    await this.#saving;
    await this.#save();
  }

  #later(): void {
    this.#cancel ??= this.#world.clock.afterReal(Math.max(QUIET_MS, this.#lastMs / MOST_OF_TIME), () => {
      this.#cancel = undefined;
      void this.#now();
    });
  }

  #now(): Promise<void> {
    return (this.#next ??= this.#saving =
      this.#saving.then(() => {
        this.#next = undefined;
        // A failure here shows again, and is thrown, at close.
        return this.#save().catch(() => undefined);
      }));
  }

  async #save(): Promise<void> {
    const startedMs = monotonicMs();
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFileAtomic(this.#path, JSON.stringify(takeSnapshot(this.#world)), { mode: 0o600 });
    this.#lastMs = monotonicMs() - startedMs;
  }
}

/** Messages that only one user sees aren't saved at all. */
function canWait(event: WorldEvent): boolean {
  const isEphemeral = event.kind === 'message_created' && event.message.ephemeralFor !== undefined;
  return isEphemeral || CAN_WAIT.includes(event.kind);
}
