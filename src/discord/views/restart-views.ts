import { ButtonStyle } from 'discord.js';
import type { TextKey, Translate } from '../../languages/text.ts';
import type { RestartReason } from '../../observability/labels.ts';
import { customId } from '../custom-id.ts';
import type { ReplyMessage } from '../handler.ts';
import { button, row, timestamp } from './components.ts';

/** One step of stopping as the message shows it. */
export interface ShownStep {
  text: TextKey;
  state: 'waiting' | 'running' | 'done' | 'failed';
}
/** What came of a restart, told by the process after it. */
export interface RestartOutcome {
  end: 'restarted' | 'stopped' | 'cut_off';
  reason: RestartReason;
  userId: string | undefined;
  seconds: number;
  atMs: number;
  steps: readonly { text: string; failure?: string | undefined }[];
  /** Entries by cache. */
  cleared: Readonly<Record<string, number>>;
}

const ICONS = { waiting: '▫️', running: '⏳', done: '✅', failed: '⚠️' } as const satisfies Record<
  ShownStep['state'],
  string
>;

/** The question with its two buttons, for the asker alone to answer; both carry the asker and the end of their time. */
export function restartQuestion(
  t: Translate,
  { userId, untilMs }: { userId: string; untilMs: number },
): ReplyMessage {
  const args = [userId, untilMs.toString(36)];
  return {
    content: t('restart.ask', { user: userId, until: timestamp(untilMs) }),
    components: [
      row(
        button(customId('restart-confirm', ...args), t('button.confirm'), { style: ButtonStyle.Danger }),
        button(customId('restart-cancel', ...args), t('button.cancel')),
      ),
    ],
  };
}

/** The steps so far. */
export function restartProgress(
  t: Translate,
  progress: {
    reason: RestartReason;
    userId: string | undefined;
    steps: readonly ShownStep[];
    stopping: boolean;
  },
): ReplyMessage {
  const { reason, userId = '', steps, stopping } = progress;
  return {
    content: [
      t('restart.begun', { reason, user: userId }),
      ...steps.map(({ text, state }) => `${ICONS[state]} ${t(text)}`),
      ...(stopping ? [t('restart.stopping')] : []),
    ].join('\n'),
  };
}

/** How it went: how long it took, what was cleared, which steps failed. */
export function restartOutcome(t: Translate, outcome: RestartOutcome): ReplyMessage {
  const failed = outcome.steps.filter(({ failure }) => failure);
  const list = failed.map(({ text, failure }) => `${stepName(t, text)} (${failure})`).join(', ');
  return {
    content: [
      headline(t, outcome),
      clearedLine(t, outcome.cleared),
      failed.length > 0
        ? t('restart.failures', { list })
        : t('restart.allWell', { count: outcome.steps.length }),
    ].join('\n'),
  };
}

function headline(t: Translate, { end, reason, userId, seconds, atMs }: RestartOutcome): string {
  if (end === 'stopped') return t('restart.stopped', { when: timestamp(atMs) });
  if (end === 'cut_off') return t('restart.cutOff', { when: timestamp(atMs) });
  if (userId) return t('restart.done', { seconds, user: userId });
  return t('restart.doneAlone', { seconds, reason: t('restart.reason', { reason }) });
}

function clearedLine(t: Translate, cleared: RestartOutcome['cleared']): string {
  const filled = Object.entries(cleared).filter(([, count]) => count > 0);
  return t('restart.cleared', {
    total: filled.reduce((sum, [, count]) => sum + count, 0),
    list: filled.length > 0 ? filled.map(([cache, count]) => `${cache} ${count}`).join(', ') : 'none',
  });
}

/** The version that wrote the note may have had steps that this one does not know. */
function stepName(t: Translate, text: string): string {
  try {
    return t(text as TextKey);
  } catch {
    return text.replace('restart.step.', '');
  }
}
