import type { BoardPublisher } from './board/board-publisher.ts';
import type { Gateway } from './discord/gateway.ts';
import type { Interactions } from './discord/interactions.ts';
import type { HttpServer } from './http/http-server.ts';
import type { Step } from './runtime/step-sequence.ts';
import type { DeliveryWorker } from './shop/delivery-worker.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

export interface Stoppable {
  stopBeingReady: () => void;
  stopTimers: () => void;
  interactions: Interactions;
  deliveries: DeliveryWorker;
  boards: BoardPublisher;
  gateway: Gateway;
  http: HttpServer;
  stopTelemetry: () => Promise<void>;
  store: ShopStore;
}

/** How the bot stops, step by step: first nothing new, then what is in work, then what the work rests on. */
export function shutdownSteps(parts: Stoppable): Step[] {
  const { interactions, deliveries, boards, gateway, http, store } = parts;
  return [
    { name: 'readiness off', timeoutMs: 100, run: parts.stopBeingReady },
    { name: 'answer the interactions in work', timeoutMs: 5000, run: () => interactions.close() },
    { name: 'stop the timers', timeoutMs: 100, run: parts.stopTimers },
    { name: 'finish the deliveries in work', timeoutMs: 5000, run: () => deliveries.stop() },
    { name: 'say restarting on the boards', timeoutMs: 4000, run: () => sayRestarting(boards) },
    { name: 'stop the boards', timeoutMs: 2000, run: () => boards.stop() },
    { name: 'leave Discord', timeoutMs: 2000, run: () => gateway.stop() },
    { name: 'close the HTTP endpoints', timeoutMs: 2000, run: () => http.close() },
    { name: 'send the last spans', timeoutMs: 3000, run: parts.stopTelemetry },
    { name: 'close the store', timeoutMs: 2000, run: () => store[Symbol.asyncDispose]() },
  ];
}

async function sayRestarting(boards: BoardPublisher): Promise<void> {
  boards.setMode('restarting');
  await boards.drained();
}
