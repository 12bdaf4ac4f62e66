import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { SLOS } from '../src/observability/slo.ts';
import { dashboard, leadsTo, type Row, row } from './dashboard.ts';
import * as alerts from './panels/alerts.ts';
import * as board from './panels/board.ts';
import * as cache from './panels/cache.ts';
import * as clicks from './panels/clicks.ts';
import * as discord from './panels/discord.ts';
import * as errors from './panels/errors.ts';
import { figures } from './panels/figures.ts';
import * as gateway from './panels/gateway.ts';
import * as health from './panels/health.ts';
import * as purchases from './panels/purchases.ts';
import * as queue from './panels/queue.ts';
import * as restarts from './panels/restarts.ts';
import * as runtime from './panels/runtime.ts';
import * as slos from './panels/slos.ts';
import * as store from './panels/store.ts';

const toBoard = leadsTo('livestock-board', 'Board pipeline');
const toInteractions = leadsTo('livestock-interactions', 'Interactions and purchases');
const toDiscord = leadsTo('livestock-discord', 'Discord API');
const toRuntime = leadsTo('livestock-runtime', 'Runtime and store');
const toSlos = leadsTo('livestock-slo', 'SLOs');

/** One screen: does the shop serve, what did it cost, where to look. */
const overview = () =>
  dashboard({
    uid: 'livestock-overview',
    title: 'LiveStock / Overview',
    description:
      'Top row: does the shop serve? Second: what buyers feel. Third and fourth: why. Each panel leads to the dashboard that says more.',
    from: 'now-1h',
    rows: [
      row(
        5,
        [4, health.healthScore().links([toRuntime])],
        [5, health.healthParts().links([toRuntime])],
        [9, health.modeTimeline().links([toBoard])],
        [6, alerts.firingAlerts().links([toSlos])],
      ),
      row(
        5,
        [5, slos.budgets().links([toSlos])],
        [5, board.boardBehind().links([toBoard])],
        [5, clicks.acknowledgement().links([toInteractions])],
        [4, clicks.clicks().links([toInteractions])],
        [5, purchases.purchases().links([toInteractions])],
      ),
      row(
        5,
        [6, discord.restRequests().links([toDiscord])],
        [6, discord.restSeconds().links([toDiscord])],
        [6, gateway.gateway().links([toDiscord])],
        [6, queue.breakers().links([toDiscord])],
      ),
      row(
        5,
        [6, errors.errorsByComponent().links([toRuntime])],
        [6, purchases.oldestDelivery().links([toInteractions])],
        [6, runtime.eventLoop().links([toRuntime])],
        [6, runtime.memory().links([toRuntime])],
      ),
    ],
  });

const boardPipeline = () =>
  dashboard({
    uid: 'livestock-board',
    title: 'LiveStock / Board pipeline',
    description: 'From a committed change of stock to the board that shows it on Discord.',
    from: 'now-1h',
    rows: [
      row(
        4,
        [5, board.boardBehindNow()],
        [5, board.boardVerified()],
        [5, slos.kept(SLOS[0])],
        [9, board.boardList()],
      ),
      row(8, [12, board.boardPropagation()], [12, board.boardBehind()]),
      row(8, [8, board.boardEdits()], [8, board.boardEditSeconds()], [8, board.boardRetries()]),
      row(7, [8, queue.queueDepth()], [8, queue.queueOldest()], [8, board.coalesced()]),
      row(7, [8, board.buttonBuilds()], [8, board.buttonBuildSeconds()], [8, queue.breakers()]),
    ],
  });

const interactions = () =>
  dashboard({
    uid: 'livestock-interactions',
    title: 'LiveStock / Interactions and purchases',
    description: 'From the click to the goods, and the five figures that the owner knows by name.',
    from: 'now-1h',
    rows: [
      row(3, ...evenly(figures())),
      row(8, [12, clicks.acknowledgement()], [12, clicks.clicks()]),
      row(7, [12, clicks.acknowledgementByKind()], [12, clicks.handling()]),
      row(
        4,
        [6, purchases.purchaseCount()],
        [6, purchases.purchaseErrors()],
        [6, slos.kept(SLOS[2])],
        [6, purchases.oldestDeliveryNow()],
      ),
      row(7, [12, purchases.purchases()], [12, purchases.purchaseSeconds()]),
      row(7, [8, purchases.deliveries()], [8, purchases.oldestDelivery()], [8, purchases.replyRetries()]),
    ],
  });

const discordApi = () =>
  dashboard({
    uid: 'livestock-discord',
    title: 'LiveStock / Discord API',
    description: 'Requests to Discord, its limits, the gateway, and what the bot does about their failures.',
    from: 'now-1h',
    rows: [
      row(5, [5, discord.invalidRequests()], [9, gateway.gateway()], [10, queue.breakers()]),
      row(8, [12, discord.restRequests()], [12, discord.restSeconds()]),
      row(8, [8, discord.busiestRoutes()], [8, discord.slowestRoutes()], [8, discord.failingRoutes()]),
      row(7, [8, discord.rateLimits()], [8, discord.rateLimitWaits()], [8, discord.retries()]),
      row(7, [8, gateway.heartbeat()], [8, gateway.reconnects()], [8, queue.queueDepth()]),
    ],
  });

const runtimeAndStore = () =>
  dashboard({
    uid: 'livestock-runtime',
    title: 'LiveStock / Runtime and store',
    description: 'The process, its store and caches, its restarts, and the pattern of its faults.',
    from: 'now-1h',
    rows: [
      row(
        5,
        [9, runtime.versions()],
        [9, runtime.scraped()],
        [3, runtime.scrapeCost()],
        [3, runtime.seriesCount()],
      ),
      row(7, [6, runtime.eventLoop()], [6, runtime.cpu()], [6, runtime.memory()], [6, runtime.garbage()]),
      { heading: 'Faults' },
      row(7, [9, errors.errorsByComponent()], [9, errors.errorPatterns()], [6, runtime.openFiles()]),
      { heading: 'Store' },
      row(7, [8, store.storeSeconds()], [8, store.storeOperations()], [8, store.slowestOperations()]),
      row(7, [14, store.storeFailures()], [5, store.ledgerViolations()], [5, runtime.droppedSpans()]),
      { heading: 'Caches' },
      row(6, [8, cache.cacheHits()], [8, cache.cacheRequests()], [8, cache.cacheRemoved()]),
      row(6, [12, cache.cacheEntries()], [12, cache.cacheAge()]),
      { heading: 'Restarts' },
      row(5, [5, restarts.restartSeconds()], [5, restarts.starts()], [14, restarts.restartsByReason()]),
    ],
  });

const slo = () =>
  dashboard({
    uid: 'livestock-slo',
    title: 'LiveStock / SLOs',
    description: 'What the shop promises its buyers, what is left of each budget, and how fast it burns.',
    from: 'now-24h',
    rows: [
      row(7, [9, slos.budgets()], [15, slos.budgetsOverTime()]),
      row(6, [9, alerts.firingAlerts()], [15, alerts.alertTimeline()]),
      ...SLOS.flatMap((each): Row[] => [
        { heading: each.title },
        row(
          7,
          [4, slos.budgetLeft(each)],
          [4, slos.kept(each)],
          [10, slos.burnRates(each)],
          [6, slos.events(each)],
        ),
      ]),
    ],
  });

/** Every dashboard, the first one the place to begin. */
export function dashboards(): Dashboard[] {
  return [overview(), boardPipeline(), interactions(), discordApi(), runtimeAndStore(), slo()];
}

/** Five do not divide 24: the first are one wider. */
function evenly<P>(panels: readonly P[]): [number, P][] {
  const wide = 24 % panels.length;
  return panels.map((panel, index) => [Math.floor(24 / panels.length) + (index < wide ? 1 : 0), panel]);
}
