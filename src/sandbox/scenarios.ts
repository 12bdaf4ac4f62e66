import type { Control, ScenarioView } from './control-api.ts';
import { notFound } from './control/control-error.ts';
import type { Scenario } from './options.ts';

/**
 * The prepared scenarios, each stopped or running. Starts and stops come one after another, in the order they were asked
 * for; a start that fails is undone at once.
 */
export class Scenarios {
  readonly #scenarios: readonly Scenario[];
  readonly #control: () => Control;
  readonly #onChange: () => void;
  readonly #running = new Set<Scenario>();
  #last: Promise<void> = Promise.resolve();

  constructor(parts: { scenarios: readonly Scenario[]; control: () => Control; onChange: () => void }) {
    this.#scenarios = parts.scenarios;
    this.#control = parts.control;
    this.#onChange = parts.onChange;
  }

  list(): ScenarioView[] {
    return this.#scenarios.map((scenario) => {
      const { id, name, description } = scenario;
      return { id, name, description, running: this.#running.has(scenario) };
    });
  }

  /** @throws ControlError for an unknown id, or what the scenario itself throws */
  start(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const scenario = this.#find(id);
      if (this.#running.has(scenario)) return;
      this.#running.add(scenario);
      try {
        await scenario.start(this.#control());
        this.#onChange();
      } catch (error) {
        await this.#end(scenario);
        throw error;
      }
    });
  }

  /** @throws ControlError for an unknown id, or what the scenario itself throws; it runs on then */
  stop(id: string): Promise<void> {
    return this.#inTurn(() => this.#end(this.#find(id)));
  }

  /** Ends all that run. @throws AggregateError of what didn't end */
  stopAll(): Promise<void> {
    return this.#inTurn(async () => {
      const ends = await Promise.allSettled([...this.#running].map((scenario) => this.#end(scenario)));
      const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      if (errors.length > 0) throw new AggregateError(errors, 'Some scenarios did not end');
    });
  }

  async #end(scenario: Scenario): Promise<void> {
    if (!this.#running.has(scenario)) return;
    await scenario.stop(this.#control());
    this.#running.delete(scenario);
    this.#onChange();
  }

  #find(id: string): Scenario {
    const scenario = this.#scenarios.find((known) => known.id === id);
    if (!scenario) throw notFound('scenario', id);
    return scenario;
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
