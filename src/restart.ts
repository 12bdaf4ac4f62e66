import type { ReplyMessage } from './discord/handler.ts';
import type { Logger } from './observability/logger.ts';
import { runSteps, type StepResult } from './runtime/step-sequence.ts';
import { RestartCourse, type RestartCourseDeps, type RestartOrder } from './restart-course.ts';
import type { ShutdownStep } from './shutdown.ts';

/** `restart`: all is closed and the process wants to begin anew. */
export type Ended = 'stopped' | 'restart';

export interface EndingDeps extends RestartCourseDeps {
  /** Of every stop, in order; the last closes the store. */
  steps: readonly ShutdownStep[];
  logger: Logger;
}

/**
 * How the bot ends: `running` → `restarting` (an order) or `stopping` (a signal) → over. A stop during a restart makes it
 * `stopping`: the steps go on, and the process does not begin anew.
 */
export class Ending {
  readonly #deps: EndingDeps;
  readonly #over = Promise.withResolvers<Ended>();
  #state: 'running' | 'restarting' | 'stopping' = 'running';
  #course: RestartCourse | undefined;
  #steps: Promise<StepResult[]> | undefined;

  constructor(deps: EndingDeps) {
    this.#deps = deps;
  }

  /** Settles when all steps have run; never rejects. */
  get over(): Promise<Ended> {
    return this.#over.promise;
  }

  get state(): 'running' | 'restarting' | 'stopping' {
    return this.#state;
  }

  /** Begins a restart. @returns what its message says at first; undefined when the bot ends already */
  restart(order: RestartOrder): ReplyMessage | undefined {
    if (this.#state !== 'running') return undefined;
    this.#state = 'restarting';
    const { reason, userId } = order;
    this.#deps.logger.log('restarting', { reason, user: userId });
    this.#course = new RestartCourse(order, this.#deps.steps, this.#deps);
    const { steps } = this.#course;
    // Beginning with the next line it is about the whole process, no longer about the click that asked for it.
    this.#steps = this.#deps.logger.about({}, () => this.#run(steps));
    return this.#course.view();
  }

  /**
   * Runs the steps, or lets those under way end without a new beginning.
   * @param cause what asked for it, for the log
   * @returns the steps that failed
   */
  async stop(cause = 'asked'): Promise<StepResult[]> {
    if (this.#state !== 'stopping') this.#deps.logger.log('stopping', { cause });
    if (this.#state === 'restarting') this.#course?.stopInstead();
    this.#state = 'stopping';
    this.#steps ??= this.#run(this.#deps.steps);
    return (await this.#steps).filter(({ error }) => error !== undefined);
  }

  async #run(steps: readonly ShutdownStep[]): Promise<StepResult[]> {
    const { clock, logger } = this.#deps;
    const startMs = clock.monotonicMs();
    const results = await runSteps(steps, { clock, onStep: (result) => this.#stepEnded(result) });
    const failed = results.filter(({ error }) => error !== undefined).length;
    logger.log('stopped', { failed, ms: Math.round(clock.monotonicMs() - startMs) });
    this.#over.resolve(this.#state === 'restarting' ? 'restart' : 'stopped');
    return results;
  }

  #stepEnded(result: StepResult): void {
    const { name, ms, error } = result;
    this.#course?.stepEnded(result);
    const line = { of: this.#state === 'restarting' ? 'restart' : 'stop', step: name, ms: Math.round(ms) };
    if (error) this.#deps.logger.log('step failed', { ...line, err: error });
    else this.#deps.logger.log('step done', line);
  }
}
