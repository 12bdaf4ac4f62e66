import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Clock } from '../runtime/clock.ts';
import { ConfigError } from './env.ts';
import { mistakesOf, mistakeText, SettingsError, unknownSetting } from './setting-mistakes.ts';
import { settingFromText } from './setting-text.ts';
import {
  isSettingKey,
  SETTING_KEYS,
  settingFacts,
  type SettingKey,
  type Settings,
  settingsSchema,
  type SettingValue,
} from './settings-schema.ts';

/** One save makes several events: the file is read once, this long after the first. */
const SETTLE_MS = 100;

/** One setting that has another value now. */
export interface SettingChange {
  key: SettingKey;
  before: SettingValue;
  after: SettingValue;
  /** It is saved, and acts from the next start on. */
  needsRestart: boolean;
}

/** Where a change came from: the file, or the Discord user who asked for it. */
export type SettingOrigin = 'file' | { userId: string };

export interface SettingsOptions {
  /** The JSON file; it may be missing, then all settings are at their defaults. */
  path: string;
  clock: Clock;
  /** Hears of a file that was not taken (SettingsError), of a listener that failed and of a folder that can't be watched. */
  onError: (error: unknown) => void;
}

type Listener = (changes: readonly SettingChange[], origin: SettingOrigin) => void;

/** What stands in the file: only what somebody has set. */
interface Content {
  chosen: Readonly<Record<string, unknown>>;
  settings: Settings;
}

/**
 * The settings that can be changed while the bot runs.
 *
 * The file is the truth: whatever changes it (a command, an editor, a deployment) it is read again, checked as a whole, and
 * swapped in or, with any mistake, kept out. Reading and saving go one after the other.
 */
export class SettingsStore implements AsyncDisposable {
  readonly #options: SettingsOptions;
  readonly #listeners = new Set<Listener>();
  readonly #stopping = new AbortController();
  #content: Content;
  /** The last text that was kept out, so that one mistake is told once. */
  #refused: string | undefined;
  #watcher: FSWatcher | undefined;
  #pendingRead: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(content: Content, options: SettingsOptions) {
    this.#content = content;
    this.#options = options;
  }

  /**
   * Reads the settings and watches over them.
   * @throws ConfigError with every mistake in the file
   */
  static async open(options: SettingsOptions): Promise<SettingsStore> {
    const path = resolve(options.path);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const store = new SettingsStore(await readSettings(path), { ...options, path });
      store.#watch();
      return store;
    } catch (error) {
      const mistakes =
        error instanceof SettingsError
          ? error.mistakes.map(mistakeText)
          : [`its folder cannot be made (${(error as NodeJS.ErrnoException).code})`];
      throw new ConfigError(mistakes.map((mistake) => `SETTINGS_FILE ${options.path}: ${mistake}`));
    }
  }

  /** The settings in effect; ask again each time. */
  get(): Settings {
    return this.#content.settings;
  }

  /**
   * Changes a setting to what was typed, and saves it.
   * @throws SettingsError when there is no such setting, the value is not accepted, or the file has mistakes of its own
   */
  async set(key: string, typed: string, origin: SettingOrigin): Promise<SettingChange> {
    const known = knownKey(key);
    const value = settingFromText(known, typed);
    return await this.#save(known, (chosen) => ({ ...chosen, [known]: value }), origin);
  }

  /** Puts a setting back to its default, and saves it. @throws SettingsError as `set` does */
  async reset(key: string, origin: SettingOrigin): Promise<SettingChange> {
    const known = knownKey(key);
    return await this.#save(known, ({ [known]: _dropped, ...others }) => others, origin);
  }

  /** Calls back with every change, once it is in effect. @returns a function that ends it */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the file again. A file with mistakes changes nothing and is reported. */
  reload(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        this.#swap(await readSettings(this.#options.path), 'file');
        this.#refused = undefined;
      } catch (error) {
        this.#report(error);
      }
    });
  }

  /** Stops watching; what is being read or saved is finished. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#watcher?.close();
    await this.#pendingRead;
    await this.#turn;
  }

  #save(
    key: SettingKey,
    edit: (chosen: Content['chosen']) => Content['chosen'],
    origin: SettingOrigin,
  ): Promise<SettingChange> {
    return this.#inTurn(async () => {
      await this.#takeEditsOfFile();
      const before = this.#content.settings[key];
      const text = `${JSON.stringify(edit(this.#content.chosen), undefined, 2)}\n`;
      const content = parseSettings(text);
      await this.#write(text);
      this.#swap(content, origin);
      return changeOf(key, before, content.settings[key]);
    });
  }

  /** An edit that has not been noticed yet must not be overwritten, nor one with mistakes. */
  async #takeEditsOfFile(): Promise<void> {
    try {
      this.#swap(await readSettings(this.#options.path), 'file');
    } catch (error) {
      throw fileError(`has mistakes, mend them first: ${(error as Error).message}`);
    }
  }

  async #write(text: string): Promise<void> {
    try {
      await writeFileAtomic(this.#options.path, text);
    } catch (error) {
      throw fileError(`cannot be saved (${(error as NodeJS.ErrnoException).code})`);
    }
  }

  #swap(content: Content, origin: SettingOrigin): void {
    const before = this.#content.settings;
    this.#content = content;
    const changes = SETTING_KEYS.filter((key) => before[key] !== content.settings[key]).map((key) =>
      changeOf(key, before[key], content.settings[key]),
    );
    if (changes.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(changes, origin);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }

  #report(error: unknown): void {
    const text = error instanceof SettingsError ? error.message : String(error);
    if (text === this.#refused) return;
    this.#refused = text;
    this.#options.onError(error);
  }

  /** The folder, not the file: a watch on a file goes deaf when another takes its place, which is how files are saved. */
  #watch(): void {
    const { path, onError } = this.#options;
    const name = basename(path);
    try {
      this.#watcher = watch(dirname(path), { persistent: false }, (_event, changed) => {
        // Kubernetes swaps `..data`, to which the files of a volume point.
        if (changed === null || changed === name || changed.startsWith('..')) this.#readSoon();
      });
      this.#watcher.on('error', onError);
    } catch (error) {
      // Without a watch (too many in the system, say) commands and SIGHUP still work.
      onError(error);
    }
  }

  #readSoon(): void {
    this.#pendingRead ??= this.#options.clock.sleep(SETTLE_MS, this.#stopping.signal).then(
      () => {
        this.#pendingRead = undefined;
        return this.reload();
      },
      () => undefined,
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function knownKey(key: string): SettingKey {
  const wanted = key.trim();
  if (!isSettingKey(wanted)) throw new SettingsError([unknownSetting(wanted)]);
  return wanted;
}

function changeOf(key: SettingKey, before: SettingValue, after: SettingValue): SettingChange {
  return { key, before, after, needsRestart: settingFacts(key).needsRestart };
}

async function readSettings(path: string): Promise<Content> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return parseSettings(undefined);
    throw fileError(`cannot be read (${code})`);
  }
  return parseSettings(text);
}

function parseSettings(text: string | undefined): Content {
  const chosen = text === undefined ? {} : parseJson(text);
  const result = settingsSchema.safeParse(chosen);
  if (!result.success) throw new SettingsError(mistakesOf(result.error));
  return { chosen: chosen as Content['chosen'], settings: result.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fileError(`is not JSON: ${(error as Error).message}`);
  }
}

function fileError(reason: string): SettingsError {
  return new SettingsError([{ kind: 'file', reason }]);
}
