import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionResponseType,
  type RawFile,
} from 'discord.js';
import { languageOf, type Language, type Translate } from '../languages/text.ts';
import type { InteractionReport, Recorder } from '../observability/recorder.ts';
import { UserError } from '../runtime/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { parseCustomId } from './custom-id.ts';
import { CODES, codeOf } from './discord-errors.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  type Effect,
  reply,
} from './handler.ts';
import {
  type ComponentPayload,
  fromCommand,
  fromPayload,
  type Incoming,
  inputOf,
  kindOf,
} from './incoming.ts';
import { type Right, rightsOf } from './rights.ts';
import type { StaffTier } from '../shop/staff.ts';
import { answerCallback, type Callback, deferCallback, type Responder, type Token } from './responder.ts';

/** An answer that is not ready by then is promised ("thinking…") and given later. Discord's limit is 3 s. */
const DEFER_AFTER_MS = 1200;

type Kind = 'button' | 'select' | 'modal' | 'command';
/** What to do for one interaction, whatever its kind. */
interface Work {
  kind: Kind;
  name: string;
  effect: Effect;
  shows: 'reply' | 'update';
  shared?: boolean | undefined;
  needs?: Right | undefined;
  run: (caller: Caller) => Promise<Answer> | Answer;
}

interface Steps {
  acknowledge: (body: Callback, files?: RawFile[], hasComponents?: boolean) => Promise<boolean>;
  run: () => Promise<Answer>;
}
interface Acknowledgement {
  body: Callback;
  files: RawFile[] | undefined;
  /** Set where the answer has buttons or menus: who gets a text instead if Discord refuses them. */
  withoutComponents?: Caller | undefined;
  age: () => number;
  report: InteractionReport;
}

export interface InteractionsDeps {
  commands: readonly CommandHandler[];
  components: readonly ComponentHandler[];
  responder: Responder;
  recorder: Recorder;
  clock: Clock;
  ownerIds: readonly string[];
  /** The tiers that these roles give in a shop. */
  staffTiers: (shopId: string, roleIds: readonly string[]) => Promise<StaffTier[]>;
  /** How many shops this process serves. */
  shopCount: () => number;
  translators: Record<Language, Translate>;
  /** Why this handler may not run now; undefined: it may. Asked for everybody's commands, buttons and menus. */
  refuses: (handler: string) => UserError | undefined;
  /** An interaction was acknowledged, or could not be; `ageMs` after it was made. */
  onAcknowledged: (inTime: boolean, ageMs: number) => void;
  /** Discord does not take the buttons and menus of an answer. */
  onComponentsRefused: (channelId: string) => void;
  /** Writes what a refusal says to its caller. */
  refusal: (error: UserError, caller: Caller) => Promise<Answer>;
}

/**
 * Takes every interaction to its handler and every answer back.
 *
 * A reading handler answers in the callback, unless it takes longer than 1.2 s; a writing one is acknowledged first, so
 * that a click that Discord has given up changes nothing (I8). Discord alone decides what is too late: clocks differ.
 */
export class Interactions {
  readonly #deps: InteractionsDeps;
  readonly #commands: ReadonlyMap<string, CommandHandler>;
  readonly #components: ReadonlyMap<string, ComponentHandler>;
  readonly #running = new Set<Promise<void>>();
  #closing = false;

  constructor(deps: InteractionsDeps) {
    this.#deps = deps;
    this.#commands = new Map(deps.commands.map((handler) => [handler.path, handler]));
    this.#components = new Map(deps.components.map((handler) => [handler.name, handler]));
  }

  /** Takes a command. Never throws: what goes wrong is recorded and, where that is still possible, told to the caller. */
  handle(interaction: Interaction): void {
    this.#keep(interaction.id, async () => {
      if (interaction.isAutocomplete()) return await this.#complete(interaction);
      if (!interaction.isChatInputCommand()) return;
      await this.#answer(fromCommand(interaction), this.#commandWork(interaction));
    });
  }

  /** Takes a click, a choice or a submitted form. Never throws, as {@link handle}. */
  handleComponent(payload: ComponentPayload): void {
    this.#keep(payload.id, () => this.#answer(fromPayload(payload), this.#componentWork(payload)));
  }

  #keep(id: string, work: () => Promise<void>): void {
    const done = this.#caught(id, work);
    this.#running.add(done);
    void done.finally(() => this.#running.delete(done));
  }

  async #caught(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.recorder.error('interaction', error, { interaction: id });
    }
  }

  /** New interactions are told that the shop restarts; settles when those in work are answered. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Whoever runs the shop can do so in any state of it. */
  #checkOpen(name: string, handler: { needs?: Right }): void {
    if (handler.needs) return;
    const refusal = this.#deps.refuses(name);
    if (refusal) throw refusal;
  }

  /** Is there an answer to this component? */
  handles(name: string): boolean {
    return this.#components.has(name);
  }

  #commandWork(interaction: ChatInputCommandInteraction): Work {
    const handler = this.#commands.get(pathOf(interaction));
    const base = { kind: 'command', shows: 'reply' } as const;
    if (!handler) return { ...base, name: 'unknown', effect: 'read', run: outdated };
    return {
      ...base,
      name: handler.path,
      effect: handler.effect,
      needs: handler.needs,
      run: (caller) => {
        this.#checkOpen(handler.path, handler);
        return handler.answer(caller, interaction.options);
      },
    };
  }

  #componentWork(payload: ComponentPayload): Work {
    const id = parseCustomId(payload.data.custom_id);
    const handler = id && this.#components.get(id.name);
    const kind = kindOf(payload);
    if (!handler) return { kind, name: 'unknown', effect: 'read', shows: 'reply', run: outdated };
    const { name, effect, shows, shared, needs } = handler;
    return {
      kind,
      name,
      effect,
      shows,
      shared,
      needs,
      run: (caller) => {
        this.#checkOpen(name, handler);
        return handler.answer(caller, inputOf(payload, id.args));
      },
    };
  }

  async #answer(interaction: Incoming, { kind, name, ...work }: Work): Promise<void> {
    const caller = this.#caller(interaction);
    const age = this.#age(interaction);
    const ageMs = age();
    const info = { id: interaction.id, kind, name, shop: caller.shopId, ageMs };
    await this.#deps.recorder.interaction(info, async (report) => {
      const acknowledge = (body: Callback, files?: RawFile[], hasComponents = false) => {
        const withoutComponents = hasComponents ? caller : undefined;
        return this.#acknowledge(interaction, { body, files, withoutComponents, age, report });
      };
      const run = () => this.#run({ name, ...work }, caller);
      if (work.effect === 'write')
        return await this.#writing(interaction, work, { acknowledge, run, caller });
      return await this.#reading(interaction, work, { acknowledge, run, waitMs: DEFER_AFTER_MS - ageMs });
    });
  }

  /** Nothing changes before Discord has taken the acknowledgement. */
  async #writing(
    interaction: Incoming,
    { shows }: Pick<Work, 'shows'>,
    { acknowledge, run, caller }: Steps & { caller: Caller },
  ): Promise<void> {
    if (await this.#begun(acknowledge(deferCallback(shows)), caller)) {
      await this.#deliver(interaction, await run(), shows);
    }
  }

  /** What Discord may have taken but did not confirm would stay "thinking…" for its 15 minutes: nothing was done. */
  async #begun(acknowledged: Promise<boolean>, caller: Caller): Promise<boolean> {
    try {
      return await acknowledged;
    } catch (error) {
      await caller.followUp({ content: caller.t('fault.late') }).catch(() => undefined);
      throw error;
    }
  }

  async #reading(
    interaction: Incoming,
    { shows }: Pick<Work, 'shows'>,
    { acknowledge, run, waitMs }: Steps & { waitMs: number },
  ): Promise<void> {
    const answer = run();
    const ready = await this.#within(answer, waitMs);
    if (ready) await acknowledge(answerCallback(ready, shows), filesOf(ready), hasComponents(ready));
    else if (await acknowledge(deferCallback(shows))) await this.#deliver(interaction, await answer, shows);
  }

  /** Sends the first answer and reports how long the click waited for it; false when it came too late. */
  async #acknowledge(to: Token, first: Acknowledgement): Promise<boolean> {
    const { age, report } = first;
    let inTime = false;
    try {
      inTime = await this.#callback(to, first);
      return inTime;
    } finally {
      const ageMs = age();
      report.acknowledged(inTime, ageMs / 1000);
      this.#deps.onAcknowledged(inTime, ageMs);
    }
  }

  /** Where Discord refuses the buttons of an answer, a text names the commands: so says the board, too, from now on. */
  async #callback(to: Token, { body, files, withoutComponents: caller }: Acknowledgement): Promise<boolean> {
    const { responder, onComponentsRefused, recorder } = this.#deps;
    try {
      return await responder.callback(to, body, files);
    } catch (error) {
      if (!caller || codeOf(error) !== CODES.invalidForm) throw error;
      recorder.error('interaction', error);
      onComponentsRefused(caller.channelId);
      return await responder.callback(to, answerCallback(reply(caller.t('board.simplified')), 'reply'));
    }
  }

  /** The handler's answer, or the text of its refusal or fault. */
  async #run(work: Pick<Work, 'name' | 'run' | 'shared' | 'needs'>, caller: Caller): Promise<Answer> {
    try {
      if (this.#closing) throw new UserError('restarting', {});
      if (caller.shopId === '') throw new UserError('no_shop_here', {});
      if (work.needs && !(await caller.rights()).has(work.needs)) throw refusedRight(work.needs);
      return await work.run(caller);
    } catch (error) {
      const answer = await this.#failure(error, work.name, caller);
      return work.shared && answer.kind === 'message' ? { ...answer, kind: 'aside' } : answer;
    }
  }

  async #failure(error: unknown, handler: string, caller: Caller): Promise<Answer> {
    if (error instanceof UserError) return await this.#deps.refusal(error, caller);
    const { traceId } = this.#deps.recorder.error('interaction', error, { handler });
    return reply(traceId ? caller.t('fault.body', { trace: traceId }) : caller.t('fault.noTrace'));
  }

  async #deliver(interaction: Incoming, answer: Answer, shows: Work['shows']): Promise<void> {
    if (answer.kind === 'modal') throw new Error('a modal must be the first answer to an interaction');
    if (answer.kind === 'aside' && shows === 'update') {
      return await this.#deps.responder.followUp(interaction, answer.message);
    }
    await this.#deps.responder.edit(interaction, answer.message);
  }

  async #within(answer: Promise<Answer>, ms: number): Promise<Answer | undefined> {
    const late = Promise.withResolvers<undefined>();
    // Not a sleep: giving one up for every click costs more than what is waited for.
    const stopTimer = this.#deps.clock.every(Math.max(0, ms), () => late.resolve(undefined));
    try {
      return await Promise.race([answer, late.promise]);
    } finally {
      stopTimer();
    }
  }

  #caller(interaction: Incoming): Caller {
    const language = languageOf(interaction.locale);
    const { shopId, userId, channelId } = interaction;
    return {
      shopId,
      userId,
      name: interaction.name,
      channelId,
      interactionId: interaction.id,
      language,
      t: this.#deps.translators[language],
      rights: async () => {
        const tiers = await this.#deps.staffTiers(shopId, interaction.roleIds());
        return rightsOf({ userId, isAdministrator: interaction.isAdministrator(), tiers }, this.#deps);
      },
      followUp: (message) => this.#deps.responder.followUp(interaction, message),
    };
  }

  /** Suggestions can't be deferred: what is not there in time is an empty list. */
  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    const handler = this.#commands.get(pathOf(interaction));
    const caller = this.#caller(fromCommand(interaction));
    const age = this.#age(interaction);
    const name = handler?.path ?? 'unknown';
    const { id } = interaction;
    const info = { id, kind: 'autocomplete', name, shop: caller.shopId, ageMs: age() } as const;
    await this.#deps.recorder.interaction(info, async (report) => {
      const isAllowed = !handler?.needs || (await caller.rights()).has(handler.needs);
      const { value, name: option } = interaction.options.getFocused(true);
      const choices =
        isAllowed && !this.#closing ? await handler?.complete?.(caller, String(value), option) : [];
      const body = {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: choices ?? [] },
      };
      await this.#acknowledge(interaction, { body, files: undefined, age, report });
    });
  }

  /** Milliseconds since the click, from now on by the monotonic clock; a click "from the future" (clocks differ) is new. */
  #age({ createdTimestamp }: { createdTimestamp: number }): () => number {
    const { clock } = this.#deps;
    const arrivedMs = clock.monotonicMs();
    const ageOnArrivalMs = Math.max(0, clock.now() - createdTimestamp);
    return () => ageOnArrivalMs + clock.monotonicMs() - arrivedMs;
  }
}

/** `stock`, `product add`. */
function pathOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): string {
  return [interaction.commandName, interaction.options.getSubcommand(false)].filter(Boolean).join(' ');
}

function refusedRight(needs: Right): UserError {
  return needs === 'operator' ? new UserError('operator_only', {}) : new UserError('not_allowed', { needs });
}

function hasComponents(answer: Answer): boolean {
  return answer.kind !== 'modal' && (answer.message.components?.length ?? 0) > 0;
}

function filesOf(answer: Answer) {
  return answer.kind !== 'modal' ? answer.message.files : undefined;
}

function outdated(): never {
  throw new UserError('button_outdated', {});
}
