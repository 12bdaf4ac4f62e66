import type { Client } from 'discord.js';
import type { Config } from '../config/config.ts';
import type { SettingsStore } from '../config/settings.ts';
import type { Logger } from '../observability/logger.ts';
import type { Recorder, RestFact } from '../observability/recorder.ts';
import { OperationQueue } from '../resilience/operation-queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ShopStore } from '../shop/store/shop-store.ts';
import { createClient } from './client.ts';
import { apiSettings, DiscordApi } from './discord-api.ts';
import { type IdentifyAllowance, IdentifyBudget, sessionLimit } from './identify-budget.ts';
import { componentIn, type ComponentPayload, disinherit } from './incoming.ts';
import { observedRequests } from './observed-requests.ts';
import { RequestGuard } from './request-guard.ts';
import { Responder } from './responder.ts';
import { ShardConnections } from './shard-connections.ts';

export interface ConnectionPartsDeps {
  config: Config['discord'] & { token: string };
  settings: SettingsStore;
  store: ShopStore;
  recorder: Recorder;
  logger: Logger;
  clock: Clock;
  random: () => number;
  /** Discord takes the token no longer: nothing more may be sent. */
  onTokenRefused: () => void;
  /** A new session has to wait. */
  onIdentifyWaits: (allowance: IdentifyAllowance) => void;
  /** A click, a choice or a form, as it comes off the wire. */
  onComponent: (payload: ComponentPayload) => void;
  onRequest: (fact: RestFact) => void;
  onBreaker: (breaker: string, to: string) => void;
}

/** The way to Discord: the client with its shards, and everything that a request passes. */
export function connectionParts(deps: ConnectionPartsDeps) {
  const { config, settings, store, recorder, logger, clock, random } = deps;
  const guard = new RequestGuard({ clock, onTokenRefused: deps.onTokenRefused });
  const budget = new IdentifyBudget({
    store,
    token: config.token,
    clock,
    fetchLimit: (signal) => sessionLimit(client.rest, clock, signal),
    onWait: (allowance, waitMs) => {
      logger.log('sessions rationed', { ...allowance, waitMs });
      deps.onIdentifyWaits(allowance);
    },
    onError: (error) => void recorder.error('gateway', error),
  });
  const connections = new ShardConnections({
    clock,
    random,
    budget,
    take: (event) => {
      const payload = componentIn(event);
      if (payload) deps.onComponent(payload);
      else disinherit(event);
      return payload !== undefined;
    },
  });
  const client: Client = createClient({
    apiUrl: config.apiUrl,
    shards: config.shards,
    shardCount: config.shardCount,
    messageContent: config.messageContent,
    connections,
    makeRequest: observedRequests(deps.onRequest, clock, guard),
  });
  const queue = new OperationQueue({ clock });
  const configureQueue = () => {
    const { queue_workers: workers, queue_limit: maxWaiting } = settings.get();
    queue.configure({ workers, maxWaiting });
  };
  configureQueue();
  settings.onChange(configureQueue);
  const api = new DiscordApi({
    rest: client.rest,
    guard,
    queue,
    recorder,
    clock,
    random,
    settings: () => apiSettings(settings.get()),
    onBreaker: ({ breaker, from, to }) => {
      recorder.breakerChanged(breaker, from, to);
      deps.onBreaker(breaker, to);
    },
  });
  const responder = new Responder({ rest: client.rest, api, recorder, clock });
  return { guard, budget, connections, client, queue, api, responder };
}
