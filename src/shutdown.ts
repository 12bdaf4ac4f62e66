import type { BoardPublisher } from './board/board-publisher.ts';
import type { Gateway } from './discord/gateway.ts';
import type { Interactions } from './discord/interactions.ts';
import type { HttpServer } from './http/http-server.ts';
import type { TextKey } from './languages/text.ts';
import type { OperationQueue } from './resilience/operation-queue.ts';
import type { Step } from './runtime/step-sequence.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

/** A step that can be named to people. */
export interface ShutdownStep extends Step {
  text: Extract<TextKey, `restart.step.${string}`>;
}

export interface Stoppable {
  stopBeingReady: () => void;
  stopTimers: () => Promise<void> | void;
  interactions: Interactions;
  deliveries: { stop(): Promise<void> };
  boards: BoardPublisher;
  queue: OperationQueue;
  clearCaches: () => void;
  gateway: Gateway;
  http: HttpServer;
  stopTelemetry: () => Promise<void>;
  store: ShopStore;
}

/** How the bot stops, step by step: first nothing new, then what is in work, then what the work rests on. */
export function shutdownSteps(parts: Stoppable): ShutdownStep[] {
  const { interactions, deliveries, boards, queue, gateway, http, store } = parts;
  return [
    step('ready', 'readiness off', 100, parts.stopBeingReady),
    step('interactions', 'answer the interactions in work', 5000, () => interactions.close()),
    step('timers', 'stop the timers', 2000, parts.stopTimers),
    step('deliveries', 'finish the deliveries in work', 5000, () => deliveries.stop()),
    step('boards', 'say restarting on the boards', 4000, () => sayRestarting(boards)),
    step('stopBoards', 'stop the boards', 2000, () => boards.stop()),
    step('queue', 'empty the operation queue', 3000, () => queue.stop({ finishMs: 2000 })),
    step('caches', 'clear the caches', 100, parts.clearCaches),
    step('discord', 'leave Discord', 2000, () => gateway.stop()),
    step('http', 'close the HTTP endpoints', 2000, () => http.close()),
    step('telemetry', 'send the last spans', 3000, parts.stopTelemetry),
    step('store', 'close the store', 2000, async () => await store[Symbol.asyncDispose]()),
  ];
}

type StepKey = ShutdownStep['text'] extends `restart.step.${infer Key}` ? Key : never;

function step(key: StepKey, name: string, timeoutMs: number, run: Step['run']): ShutdownStep {
  return { name, text: `restart.step.${key}`, timeoutMs, run };
}

async function sayRestarting(boards: BoardPublisher): Promise<void> {
  boards.sayRestarting();
  await boards.drained();
}
