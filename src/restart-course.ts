import type { ChannelPosts } from './discord/channel-posts.ts';
import type { ReplyMessage } from './discord/handler.ts';
import { restartProgress, type ShownStep } from './discord/views/restart-views.ts';
import type { Language, Translate } from './languages/text.ts';
import { errorKind } from './observability/error-kind.ts';
import type { RestartReason } from './observability/labels.ts';
import { Coalescer } from './resilience/coalescer.ts';
import type { Clock } from './runtime/clock.ts';
import type { StepResult } from './runtime/step-sequence.ts';
import { type RestartNote, writeNote } from './restart-note.ts';
import type { ShopStore } from './shop/store/shop-store.ts';
import type { ShutdownStep } from './shutdown.ts';

/** Between two edits of the message: the boards may stand in the same channel and share its limit. */
const EDIT_INTERVAL_MS = 1500;
const FIRST_EDIT_MS = 300;

/** Who or what asked for a restart, and the message to tell. */
export interface RestartOrder {
  reason: RestartReason;
  language: Language;
  userId?: string;
  message?: { channelId: string; messageId: string };
}

export interface RestartCourseDeps {
  store: Pick<ShopStore, 'fact' | 'setFact'>;
  clock: Clock;
  posts: Pick<ChannelPosts, 'edit'>;
  texts: Record<Language, Translate>;
  /** Entries that the step of the caches removed, by cache. */
  cleared: () => Readonly<Record<string, number>>;
}

/** One restart from the order to the end of the process: what is done, and telling of it without ever waiting for that. */
export class RestartCourse {
  readonly steps: readonly ShutdownStep[];
  readonly #order: RestartOrder;
  readonly #deps: RestartCourseDeps;
  readonly #startedAtMs: number;
  readonly #edits: Coalescer;
  #done: RestartNote['steps'] = [];
  #nextEditMs: number;
  #stopping = false;

  /** @param shutdown the steps of every stop, of which the last closes the store */
  constructor(order: RestartOrder, shutdown: readonly ShutdownStep[], deps: RestartCourseDeps) {
    this.#order = order;
    this.#deps = deps;
    const { clock } = deps;
    this.#startedAtMs = clock.now();
    this.#nextEditMs = clock.monotonicMs() + FIRST_EDIT_MS;
    this.#edits = new Coalescer({
      run: () => this.#edit(),
      waitMs: () => this.#nextEditMs - clock.monotonicMs(),
      clock,
    });
    this.steps = [
      noteStep('restart.step.note', 'note the restart', () => this.#write('cut_off')),
      ...shutdown.slice(0, -1),
      noteStep('restart.step.noteEnd', 'note what came of it', () =>
        this.#write(this.#stopping ? 'stopped' : 'restarted'),
      ),
      ...shutdown.slice(-1),
    ];
  }

  /** What the message says now. */
  view(): ReplyMessage {
    const { reason, language, userId } = this.#order;
    return restartProgress(this.#deps.texts[language], {
      reason,
      userId,
      steps: this.#shown(),
      stopping: this.#stopping,
    });
  }

  stepEnded({ name, ms, error }: StepResult): void {
    const step = this.steps[this.#done.length];
    const startedAtMs = Math.round(this.#deps.clock.now() - ms);
    const failure = error === undefined ? undefined : errorKind(error);
    this.#done = [
      ...this.#done,
      { name, text: step?.text ?? name, startedAtMs, ms: Math.round(ms), failure },
    ];
    // The click that confirmed is answered with the first view: an edit before that would be overwritten by it.
    if (this.#done.length > 2) this.#edits.request();
  }

  /** A stop came in: the steps go on, nothing comes after them. */
  stopInstead(): void {
    this.#stopping = true;
    this.#edits.request();
  }

  #shown(): ShownStep[] {
    return this.steps.map(({ text }, index) => {
      const done = this.#done[index];
      if (done) return { text, state: done.failure ? 'failed' : 'done' };
      return { text, state: index === this.#done.length ? 'running' : 'waiting' };
    });
  }

  async #edit(): Promise<void> {
    const { clock, posts } = this.#deps;
    const { message } = this.#order;
    this.#nextEditMs = clock.monotonicMs() + EDIT_INTERVAL_MS;
    // A lost edit is no fault: the next one, or the outcome, says it again.
    if (message) await posts.edit(message, this.view(), { once: true }).catch(() => undefined);
  }

  async #write(end: RestartNote['end']): Promise<void> {
    // Nobody can be told any more: Discord is left when the second note is written.
    if (end !== 'cut_off') void this.#edits.stop();
    const { reason, language, userId, message } = this.#order;
    await writeNote(this.#deps.store, {
      reason,
      userId,
      message,
      language,
      startedAtMs: this.#startedAtMs,
      end,
      steps: this.#done,
      cleared: { ...this.#deps.cleared() },
    });
  }
}

function noteStep(text: ShutdownStep['text'], name: string, run: () => Promise<void>): ShutdownStep {
  return { name, text, timeoutMs: 1000, run };
}
