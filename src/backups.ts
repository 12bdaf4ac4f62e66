import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, isoTime } from './runtime/clock.ts';
import type { DatabaseFacts, ShopStore } from './shop/store/shop-store.ts';

/** How often it is looked whether one is due. */
const LOOK_MS = 60_000;
/** After one that failed: a full disk is not emptied by copying to it each minute. */
const RETRY_MS = 15 * 60_000;
/** `livestock-20261125T013000Z.db`: sorted by name is sorted by time. */
const NAME = /^livestock-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;

export interface BackupsDeps {
  store: Pick<ShopStore, 'backup'>;
  clock: Clock;
  folder: string;
  /** `everyMs`: 0 makes none by itself. */
  settings: () => { everyMs: number; keep: number };
  onMade: (atMs: number) => void;
  onFailed: (error: unknown) => void;
}

export interface Backup {
  /** Its file's name in the folder. */
  name: string;
  facts: DatabaseFacts;
}

/** Copies the database on a schedule and on command, proves each copy, and keeps the newest few. */
export class Backups implements AsyncDisposable {
  readonly #deps: BackupsDeps;
  #running: Promise<Backup> | undefined;
  #stop: (() => void) | undefined;
  /** By the monotonic clock. */
  #failedMs = Number.NEGATIVE_INFINITY;

  constructor(deps: BackupsDeps) {
    this.#deps = deps;
  }

  /** Looks each minute from now on. */
  start(): void {
    this.#stop ??= this.#deps.clock.every(LOOK_MS, () => void this.#look());
  }

  /** Makes one now, or waits for the one in work. @throws what went wrong; nothing half done is left */
  make(): Promise<Backup> {
    this.#running ??= this.#make().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** The kept ones' names, newest first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.#deps.folder).catch(() => []);
    return names
      .filter((name) => NAME.test(name))
      .toSorted()
      .toReversed();
  }

  /** Ends the schedule and waits for the one in work. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop?.();
    await this.#running?.catch(() => undefined);
  }

  async #look(): Promise<void> {
    const { clock, settings } = this.#deps;
    const { everyMs } = settings();
    if (everyMs === 0 || clock.monotonicMs() - this.#failedMs < RETRY_MS) return;
    const [newest] = await this.list();
    if (newest && clock.now() - timeOf(newest) < everyMs) return;
    // Told by `make` already.
    await this.make().catch(() => undefined);
  }

  async #make(): Promise<Backup> {
    const { clock, folder, store, onMade, onFailed } = this.#deps;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const atMs = clock.now();
      const name = `livestock-${isoTime(atMs).replaceAll(/[-:]|\.\d+/g, '')}.db`;
      const facts = await store.backup(join(folder, name));
      await this.#removeOld();
      onMade(atMs);
      return { name, facts };
    } catch (error) {
      this.#failedMs = clock.monotonicMs();
      onFailed(error);
      throw error;
    }
  }

  async #removeOld(): Promise<void> {
    const { folder, settings } = this.#deps;
    const old = (await this.list()).slice(settings().keep);
    await Promise.all(old.map((name) => rm(join(folder, name))));
  }
}

function timeOf(name: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
    NAME.exec(name)?.slice(1).map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
