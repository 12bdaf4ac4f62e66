import { Counter, Gauge, type Registry } from 'prom-client';
import { BREAKER_STATES, TIERS } from './labels.ts';

/** What is looked at when Prometheus asks, instead of being told at every change. */
export interface StateSources {
  breakers: () => readonly { name: string; state: string }[];
  queue: () => {
    running: number;
    waiting: Record<string, number>;
    oldestWaitMs: number;
    counts: { coalesced: number; completed: number; failed: number; rejected: number };
  };
  /** Undefined before the first evaluation. */
  health: () =>
    | { score: number; tier: string; components: readonly { component: string; value: number }[] }
    | undefined;
}

/** The series that mirror a state: breakers, queue, health. Their counters of transitions are the recorder's. */
export function registerStateMetrics(registry: Registry, { breakers, queue, health }: StateSources): void {
  gauge(
    registry,
    'breaker_state',
    'Which state a breaker is in: 1 for that, 0 for the others',
    ['breaker', 'state'],
    (set) => {
      for (const { name, state } of breakers()) {
        for (const each of BREAKER_STATES) set({ breaker: name, state: each }, Number(each === state));
      }
    },
  );
  gauge(registry, 'operation_queue_depth', 'Operations that wait or run', [], (set) => {
    const { running, waiting } = queue();
    set(
      {},
      Object.values(waiting).reduce((sum, count) => sum + count, running),
    );
  });
  gauge(
    registry,
    'operation_queue_oldest_seconds',
    'How long the oldest waiting operation waits',
    [],
    (set) => set({}, queue().oldestWaitMs / 1000),
  );
  counter(registry, 'operation_queue_coalesced_total', 'Operations that joined a waiting one', [], (add) =>
    add({}, queue().counts.coalesced),
  );
  counter(
    registry,
    'operation_queue_operations_total',
    'Operations that ended, or were turned away from a full queue',
    ['result'],
    (add) => {
      for (const result of ['completed', 'failed', 'rejected'] as const)
        add({ result }, queue().counts[result]);
    },
  );
  gauge(registry, 'health_score', 'How well the shop serves its users now, 0 to 100', [], (set) => {
    const now = health();
    if (now) set({}, now.score);
  });
  gauge(registry, 'health_component_score', 'The components of the score, 0 to 1', ['component'], (set) => {
    for (const { component, value } of health()?.components ?? []) set({ component }, value);
  });
  gauge(
    registry,
    'degradation_mode',
    'What the boards offer: 1 for that tier, 0 for the others',
    ['mode'],
    (set) => {
      const tier = health()?.tier ?? 'full';
      for (const mode of TIERS) set({ mode }, Number(mode === tier));
    },
  );
}

type Set = (labels: Record<string, string>, value: number) => void;

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  collect: (set: Set) => void,
): void {
  const made = new Gauge({
    name: `livestock_${name}`,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      collect((labels, value) => this.set(labels, value));
    },
  });
  registry.registerMetric(made);
}

/** A counter that somebody else keeps. */
function counter(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  collect: (add: Set) => void,
): void {
  const made = new Counter({
    name: `livestock_${name}`,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      collect((labels, value) => this.inc(labels, value));
    },
  });
  registry.registerMetric(made);
}
