import type { ChannelPosts } from './discord/channel-posts.ts';
import { restartOutcome } from './discord/views/restart-views.ts';
import type { Language, Translate } from './languages/text.ts';
import type { Recorder } from './observability/recorder.ts';
import type { Clock } from './runtime/clock.ts';
import { countRestart, type RestartNote, takeNote } from './restart-note.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

export interface RestartOutcomeDeps {
  store: Pick<ShopStore, 'fact' | 'setFact'>;
  posts: Pick<ChannelPosts, 'edit'>;
  texts: Record<Language, Translate>;
  recorder: Recorder;
  clock: Clock;
  notifyStaff: (text: string) => Promise<void>;
}

/** Takes what the process before this one left, and counts it. @returns tells the outcome, when everything works again */
export async function takeUpRestart(deps: RestartOutcomeDeps): Promise<() => Promise<void>> {
  const { store, recorder } = deps;
  const note = await takeNote(store);
  recorder.restartTotals(await countRestart(store, note?.end === 'restarted' ? note.reason : undefined));
  return async () => {
    if (note) await tell(note, deps);
  };
}

async function tell(note: RestartNote, deps: RestartOutcomeDeps): Promise<void> {
  const { posts, texts, recorder, clock, notifyStaff } = deps;
  const atMs = clock.now();
  const { reason, startedAtMs, steps, message, end } = note;
  if (end === 'restarted') recorder.restarted({ reason, startedAtMs, endedAtMs: atMs, steps });
  const seconds = Math.max(0, atMs - startedAtMs) / 1000;
  const view = restartOutcome(texts[note.language], { ...note, userId: note.userId, seconds, atMs });
  try {
    if (message) await posts.edit(message, view);
    else await notifyStaff(view.content ?? '');
  } catch (error) {
    recorder.error('command', error);
  }
}
