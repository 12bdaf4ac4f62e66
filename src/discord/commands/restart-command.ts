import type { Language, Translate } from '../../languages/text.ts';
import type { Clock } from '../../runtime/clock.ts';
import { UserError } from '../../runtime/errors.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  type ComponentInput,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { command } from './definition.ts';
import { restartQuestion } from '../views/restart-views.ts';

export const restartDefinition = command('command.restart');

/** How long the question can be answered. */
const QUESTION_MS = 2 * 60_000;

/** Who confirmed a restart, and the message that tells how it goes. */
export interface ConfirmedRestart {
  userId: string;
  language: Language;
  channelId: string;
  messageId: string;
}

export interface RestartCommandDeps {
  clock: Clock;
  /** Begins the restart. @returns the message to begin with; undefined when the bot ends already */
  restart: (confirmed: ConfirmedRestart) => ReplyMessage | undefined;
}

/** `/restart`: a question that the whole channel sees, and its two buttons. */
export function restartCommand(deps: RestartCommandDeps): {
  command: CommandHandler;
  buttons: ComponentHandler[];
} {
  const shared = { shows: 'update', shared: true, needs: 'operator' } as const;
  return {
    command: {
      path: 'restart',
      effect: 'read',
      needs: 'operator',
      answer: (caller) => reply({ ...askRestart(deps.clock, caller), everyone: true }),
    },
    buttons: [
      {
        name: 'restart-confirm',
        effect: 'write',
        ...shared,
        answer: (caller, input) => confirm(deps, caller, input),
      },
      {
        name: 'restart-cancel',
        effect: 'read',
        ...shared,
        answer: (caller, input) => {
          checkAsker(deps.clock, caller, input);
          return reply(caller.t('restart.cancelled'));
        },
      },
    ],
  };
}

/** The question to an operator. */
export function askRestart(clock: Clock, { userId, t }: { userId: string; t: Translate }): ReplyMessage {
  return restartQuestion(t, { userId, untilMs: clock.now() + QUESTION_MS });
}

function confirm({ clock, restart }: RestartCommandDeps, caller: Caller, input: ComponentInput): Answer {
  checkAsker(clock, caller, input);
  const { userId, language, channelId } = caller;
  const first = restart({ userId, language, channelId, messageId: input.messageId ?? '' });
  if (!first) throw new UserError('restarting', {});
  return reply(first);
}

function checkAsker(clock: Clock, { userId }: Caller, { args: [askerId, until = ''] }: ComponentInput): void {
  if (userId !== askerId) throw new UserError('restart_foreign', {});
  const untilMs = Number.parseInt(until, 36);
  if (!(clock.now() < untilMs)) throw new UserError('restart_expired', {});
}
