import type { Language, Translate } from '../languages/text.ts';
import { Coalescer } from '../resilience/coalescer.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';
import type { NoticeMessages, Place } from './notice-messages.ts';
import { TOLD_ONCE, type Trouble, troubleLine } from './notice-texts.ts';

/** What comes within this time makes one message. */
const GROUP_MS = 3000;
const REMINDER_MS = 3_600_000;
/** What comes back within this time after it was over continues in its old message. */
const RELAPSE_MS = 600_000;
/** A message that could not be sent is tried again after this. */
const RETRY_MS = 60_000;
/** Kept from before a restart and not raised again for this long, a trouble counts as over. */
const CONFIRM_MS = 300_000;
const LOOK_MS = 30_000;
const MAX_TROUBLES = 100;
const MAX_LINES = 8;
const MAX_CONTENT = 2000;
const FACT = 'staff_notices';

/** Who is told, and in which language. */
export interface NoticeTarget {
  kind: 'channel' | 'user';
  id: string;
  language: Language;
}

export interface StaffNoticesDeps {
  /** The signal ends what is being sent. */
  messages: (signal: AbortSignal) => NoticeMessages;
  store: Pick<ShopStore, 'fact' | 'setFact'>;
  clock: Clock;
  newNonce: () => string;
  texts: Record<Language, Translate>;
  /** For a trouble of one shop, or of the whole bot. */
  targets: (shopId: string | undefined) => readonly NoticeTarget[];
  onError: (error: unknown) => void;
}

/** Times are Unix milliseconds, since they are kept over restarts. */
interface Known {
  trouble: Trouble;
  shopId?: string;
  sinceMs: number;
  overMs?: number;
  /** When staff were told last. */
  toldMs?: number;
  /** Not told again before this. */
  notBeforeMs?: number;
  /** False: known from before a restart, and not seen since. */
  isSeen?: boolean;
}

/** A message that stands somewhere, and the troubles it tells of. */
interface Sent extends Place {
  language: Language;
  keys: readonly string[];
  /** What it says now. */
  content: string;
}

interface Line {
  write: (t: Translate) => string;
  sent: () => void;
}

/**
 * Tells staff in Discord of troubles that last, without repeating itself.
 *
 * A trouble is `raised` → `told` (with whatever else comes within seconds) → reminded of once an hour (but for what is told once) → `over`: its message
 * then says how long it lasted; after ten minutes it is forgotten. One that comes back before that continues in the same
 * message. All of it is kept in the store, so that a bot that starts over and over says it once.
 */
export class StaffNotices {
  readonly #deps: StaffNoticesDeps;
  readonly #known = new Map<string, Known>();
  readonly #stopping = new AbortController();
  readonly #messages: NoticeMessages;
  #sent: Sent[] = [];
  #lines: Line[] = [];
  readonly #coalescer: Coalescer;
  #sendAtMs = 0;
  #saved = '';
  #loadedMs: number | undefined;
  #isStarted = false;
  #stopLooking = () => {};

  constructor(deps: StaffNoticesDeps) {
    this.#deps = deps;
    this.#messages = deps.messages(this.#stopping.signal);
    this.#coalescer = new Coalescer({
      run: () => this.#flush(),
      waitMs: () => this.#sendAtMs - deps.clock.monotonicMs(),
      clock: deps.clock,
    });
  }

  /** Takes up what was told before a restart; nothing is sent before. Never throws. */
  async start(): Promise<void> {
    const { store, clock, onError } = this.#deps;
    try {
      const text = await store.fact(FACT);
      if (text !== undefined) this.#takeUp(JSON.parse(text) as { known: [string, Known][]; sent: Sent[] });
    } catch (error) {
      onError(error);
    }
    this.#loadedMs = clock.now();
    this.#isStarted = true;
    this.#stopLooking = clock.every(LOOK_MS, () => this.#look());
    this.#soon();
  }

  /** Something is wrong, or still is: say so as often as you like, under the same key while it is the same trouble. */
  raise(key: string, trouble: Trouble, shopId?: string): void {
    const nowMs = this.#deps.clock.now();
    const known = this.#known.get(key);
    if (!known) {
      if (this.#known.size >= MAX_TROUBLES) return;
      this.#known.set(key, { trouble, sinceMs: nowMs, isSeen: true, ...(shopId && { shopId }) });
      this.#soon();
      return;
    }
    const isSame = known.overMs === undefined && isEqual(known.trouble, trouble);
    known.isSeen = true;
    if (isSame) return;
    known.trouble = trouble;
    delete known.overMs;
    this.#soon();
  }

  /** It is over, if it ever was. */
  resolve(key: string): void {
    const known = this.#known.get(key);
    if (!known || known.overMs !== undefined) return;
    // Over before anybody was told: nobody needs to be.
    if (known.toldMs === undefined) this.#known.delete(key);
    else known.overMs = this.#deps.clock.now();
    this.#soon();
  }

  /**
   * Tells of something that happened, once.
   * @param options.now without waiting for more to come
   * @returns when it was sent, or could not be; never rejects
   */
  tell(write: (t: Translate) => string, options: { now?: boolean } = {}): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#lines.length >= MAX_TROUBLES) return Promise.resolve();
    this.#lines.push({ write, sent: resolve });
    this.#soon(options.now ? 0 : GROUP_MS);
    return promise;
  }

  /** Keys of what is going on. */
  active(): string[] {
    return [...this.#known].filter(([, { overMs }]) => overMs === undefined).map(([key]) => key);
  }

  drained(): Promise<void> {
    return this.#coalescer.drained();
  }

  /** Sends nothing more; what was not told is told after the next start, if it still is so. */
  async stop(): Promise<void> {
    this.#stopLooking();
    this.#stopping.abort(new Error('the bot stops'));
    await this.#coalescer.stop();
    for (const { sent } of this.#lines.splice(0)) sent();
  }

  /** Asks for a sending; one that waits longer is brought forward only by what must be said at once. */
  #soon(waitMs = GROUP_MS): void {
    const atMs = this.#deps.clock.monotonicMs() + waitMs;
    const isWaiting = this.#sendAtMs > this.#deps.clock.monotonicMs();
    if (!isWaiting || atMs < this.#sendAtMs) this.#sendAtMs = atMs;
    this.#coalescer.request();
    this.#coalescer.repace();
  }

  #look(): void {
    const nowMs = this.#deps.clock.now();
    if (this.#loadedMs !== undefined && nowMs - this.#loadedMs >= CONFIRM_MS) this.#endUnseen();
    for (const [key, { overMs }] of this.#known) {
      if (overMs !== undefined && nowMs - overMs >= RELAPSE_MS) this.#known.delete(key);
    }
    this.#sent = this.#sent.filter(({ keys }) => keys.some((key) => this.#known.has(key)));
    if (this.#due().length > 0) this.#soon(0);
  }

  #endUnseen(): void {
    this.#loadedMs = undefined;
    for (const [key, { isSeen }] of this.#known) if (!isSeen) this.resolve(key);
  }

  #due(): [string, Known][] {
    const nowMs = this.#deps.clock.now();
    return [...this.#known].filter(([, { trouble, overMs, toldMs, notBeforeMs = 0 }]) => {
      if (overMs !== undefined || nowMs < notBeforeMs) return false;
      return toldMs === undefined || (nowMs - toldMs >= REMINDER_MS && !TOLD_ONCE.has(trouble.kind));
    });
  }

  /** Never throws: the next look comes again. */
  async #flush(): Promise<void> {
    if (!this.#isStarted) return;
    try {
      await this.#editSent();
      await this.#sendDue();
      await this.#save();
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  async #editSent(): Promise<void> {
    const { texts } = this.#deps;
    for (const sent of this.#sent) {
      const content = this.#content(sent.keys, texts[sent.language]);
      if (content === sent.content || content === '') continue;
      try {
        const stands = await this.#messages.edit(sent, content);
        sent.content = content;
        if (!stands) this.#sent = this.#sent.filter((other) => other !== sent);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  async #sendDue(): Promise<void> {
    const lines = this.#lines.splice(0, MAX_LINES);
    const due = this.#due().slice(0, MAX_LINES);
    if (lines.length + due.length === 0) return;
    const shopIds = new Set(due.map(([, { shopId }]) => shopId));
    if (lines.length > 0) shopIds.add(undefined);
    const undo = this.#countAsTold(due);
    const told = new Set<string>();
    for (const [target, ids] of this.#addressed(shopIds)) {
      const mine = due.filter(([, { shopId }]) => ids.has(shopId)).map(([key]) => key);
      const isSent = await this.#sendTo(target, mine, ids.has(undefined) ? lines : []);
      if (isSent) for (const key of mine) told.add(key);
    }
    for (const { sent } of lines) sent();
    for (const [key, known] of due) {
      known.notBeforeMs = this.#deps.clock.now() + RETRY_MS;
      if (!told.has(key)) undo(key, known);
    }
    if (this.#lines.length + this.#due().length > 0) this.#soon();
  }

  /**
   * Before they are sent: one that is over while its message is on the way must not be forgotten, but said in it.
   * @returns what to do with one that reached nobody
   */
  #countAsTold(due: readonly [string, Known][]): (key: string, known: Known) => void {
    const earlier = new Map(due.map(([key, { toldMs }]) => [key, toldMs]));
    for (const [, known] of due) known.toldMs = this.#deps.clock.now();
    return (key, known) => {
      const toldMs = earlier.get(key);
      if (toldMs !== undefined) known.toldMs = toldMs;
      else if (known.overMs !== undefined) this.#known.delete(key);
      else delete known.toldMs;
    };
  }

  /** Each target once, with the shops that it hears of. */
  #addressed(shopIds: ReadonlySet<string | undefined>): Map<NoticeTarget, Set<string | undefined>> {
    const byId = new Map<string, { target: NoticeTarget; ids: Set<string | undefined> }>();
    for (const shopId of shopIds) {
      for (const target of this.#deps.targets(shopId)) {
        const entry = byId.get(target.id) ?? { target, ids: new Set() };
        entry.ids.add(shopId);
        byId.set(target.id, entry);
      }
    }
    return new Map([...byId.values()].map(({ target, ids }) => [target, ids]));
  }

  /**
   * What happened once stands alone, so that editing the other message takes nothing away.
   * @returns whether the troubles of these keys were told
   */
  async #sendTo(target: NoticeTarget, keys: readonly string[], lines: readonly Line[]): Promise<boolean> {
    const { texts, newNonce } = this.#deps;
    const t = texts[target.language];
    const content = this.#content(keys, t);
    const once = lines.map(({ write }) => write(t)).join('\n');
    try {
      if (once !== '') await this.#messages.send(target, once.slice(0, MAX_CONTENT), newNonce());
      if (content === '') return false;
      const place = await this.#messages.send(target, content, newNonce());
      this.#sent.push({ ...place, language: target.language, keys, content });
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #failed(error: unknown): void {
    if (!this.#stopping.signal.aborted) this.#deps.onError(error);
  }

  #content(keys: readonly string[], t: Translate): string {
    const known = keys.flatMap((key) => this.#known.get(key) ?? []);
    return known
      .map((one) => troubleLine(one, t))
      .join('\n')
      .slice(0, MAX_CONTENT);
  }

  #takeUp({ known, sent }: { known: [string, Known][]; sent: Sent[] }): void {
    for (const [key, one] of known) {
      const raised = this.#known.get(key);
      const { trouble = one.trouble, isSeen = false } = raised ?? {};
      this.#known.set(key, { ...one, trouble, isSeen });
      if (raised) delete this.#known.get(key)?.overMs;
    }
    this.#sent = sent;
  }

  async #save(): Promise<void> {
    const text = JSON.stringify({ known: [...this.#known], sent: this.#sent });
    if (text === this.#saved) return;
    await this.#deps.store.setFact(FACT, text);
    this.#saved = text;
  }
}

function isEqual(a: Trouble, b: Trouble): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
