import { randomBytes } from 'node:crypto';
import Emittery from 'emittery';
import { AutoRecovery, autoRecoverySettings } from './auto-recovery.ts';
import { Backups } from './backups.ts';
import { BoardPublisher } from './board/board-publisher.ts';
import { editIntervals } from './board/edit-pace.ts';
import type { Config } from './config/config.ts';
import { handlers } from './handlers.ts';
import { SettingsStore } from './config/settings.ts';
import { channelMessages } from './discord/channel-messages.ts';
import { connectionParts } from './discord/connection-parts.ts';
import { deliveryParts } from './discord/delivery-parts.ts';
import { staffParts } from './discord/staff-parts.ts';
import { secretsOf, startFacts } from './start-facts.ts';
import { forgetCommands, registerCommands } from './discord/command-registration.ts';
import { askRestart, restartCommand } from './discord/commands/restart-command.ts';
import { resumeMaintenance } from './discord/commands/maintenance-commands.ts';
import { Gateway } from './discord/gateway.ts';
import { Interactions } from './discord/interactions.ts';
import { refusalAnswer } from './discord/refusals.ts';
import { moneyParts } from './discord/money-parts.ts';
import { missingPermissions } from './discord/permissions.ts';
import { STUCK_MS } from './discord/staff-watch.ts';
import { knownGuild, TextCommands } from './discord/text-commands.ts';
import { type RuntimeSample, watchRuntime } from './health/runtime-probe.ts';
import { startHttpServer } from './http/http-server.ts';
import { languageOf, translators } from './languages/text.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { Metrics } from './observability/metrics.ts';
import { Recorder } from './observability/recorder.ts';
import { registerCacheMetrics } from './observability/cache-metrics.ts';
import { registerStateMetrics } from './observability/state-metrics.ts';
import { CacheManager, type ClearedCounts } from './runtime/cache-manager.ts';
import { type Clock, systemClock } from './runtime/clock.ts';
import type { StepResult } from './runtime/step-sequence.ts';

import { readinessChecks } from './readiness.ts';
import { type Ended, Ending } from './restart.ts';
import { saveSelfRestarts, selfRestarts } from './restart-note.ts';
import { takeUpRestart } from './restart-outcome.ts';
import type { BoardLanguage } from './shop/board-language.ts';
import type { ShopEvents } from './shop/events.ts';
import { Shop } from './shop/shop.ts';
import { StockUploads } from './shop/stock-uploads.ts';
import { StockResealing } from './shop/stock-resealing.ts';
import type { Catalogue } from './shop/store/shop-store.ts';
import type { StaffTier } from './shop/staff.ts';
import { DamagedFileError } from './shop/store/sqlite/check-file.ts';
import { openStore } from './shop/store/open-store.ts';
import { ShopHealth } from './shop-health.ts';
import { shutdownSteps } from './shutdown.ts';
import { type StatusParts, statusReport, statusSample } from './status.ts';
import { droppedSpans, shutdownTelemetry } from './telemetry.ts';

/** How often the age of the oldest undelivered order is looked at. */
const BACKLOG_INTERVAL_MS = 5000;
/** The fact that names the BOARD_CHANNEL_ID which got its board. */
const CONFIGURED_BOARD = 'configured_board';
/** How often everything that the shops need is looked at again. */
const CHECK_INTERVAL_MS = 60_000;

export interface App {
  /** Where /metrics, /healthz, /readyz and /status are. */
  httpUrl: string;
  logger: Logger;
  /** Settles when Discord is connected and the boards are taken up. @throws GatewayRejectedError when Discord refuses the bot */
  connected: Promise<void>;
  /** Reads the settings file again. One with mistakes is logged and changes nothing. */
  reloadSettings(): Promise<void>;
  /**
   * Runs every step of stopping; gives those that failed. Further calls wait for the first. A restart under way becomes a stop.
   * @param cause what asked for it, for the log
   */
  stop(cause?: string): Promise<StepResult[]>;
  /** Settles when everything is closed, whoever asked for it; never rejects. */
  ended: Promise<Ended>;
}

/**
 * Puts the bot together, from the bottom up, and starts it.
 * @throws when the store can't be opened or the HTTP address is taken
 */
export async function startApp(
  config: Config & { discord: { token: string } },
  clock: Clock = systemClock,
): Promise<App> {
  const random = Math.random;
  const secrets = secretsOf(config);
  const logger = createLogger({ level: config.logLevel, secrets });
  logger.log('starting', startFacts(config));
  const { shards } = config.discord;
  const metrics = new Metrics({
    version: config.version,
    revision: config.revision,
    shards: Array.isArray(shards) ? shards : [0],
    droppedSpans,
  });
  const recorder = new Recorder({ metrics, logger, clock, onFault: (error) => recovery?.fault(error) });

  const settings = await SettingsStore.open({
    path: config.settingsFile,
    clock,
    onError: (error) => void recorder.error('app', error),
  });
  settings.onChange((changes, origin) => logger.log('settings changed', { changes, origin }));
  const caches = new CacheManager({
    clock,
    onCleared: (what, counts) => logger.log('caches cleared', { what, counts }),
  });
  registerCacheMetrics(metrics.registry, () => caches.figures());

  const store = await openStore(config.databaseUrl, {
    clock,
    stockKeys: config.stockKeys,
    onOperation: (...operation) => {
      recorder.dbOperation(operation[0], operation[1], operation[2]);
      health?.storeOperation(...operation);
    },
  });
  if (!config.stockKeys.current) logger.log('stock not sealed', {});
  const bus = new Emittery<ShopEvents>();
  const shop = new Shop({
    store,
    bus,
    clock,
    traceChange: (shopId) => recorder.stockChanged(shopId),
    onListenerError: (error) => void recorder.error('shop', error),
  });

  const { guard, budget, connections, client, queue, api, responder } = connectionParts({
    config: config.discord,
    settings,
    store,
    recorder,
    logger,
    clock,
    random,
    onTokenRefused: () => gateway.reject('token'),
    onIdentifyWaits: (allowance) => staff.watch.identifyWaits(allowance),
    onComponent: (payload) => interactions.handleComponent(payload),
    onRequest: (fact) => {
      recorder.restRequest(fact);
      health?.restCall(fact);
      recovery?.restCall(fact);
    },
    onBreaker: (breaker, to) => staff.watch.breaker(breaker, to),
  });
  const texts = translators();
  const translate = (shopId: string, language: BoardLanguage = 'auto') =>
    texts[language === 'auto' ? languageOf(client.guilds.cache.get(shopId)?.preferredLocale) : language];

  const runtime = watchRuntime();
  let lastRuntime: RuntimeSample | undefined;
  const health: ShopHealth = new ShopHealth({
    clock,
    settings: () => settings.get(),
    store,
    boards: () => boards,
    gateway: () => gateway,
    // Each sample begins a new one: whoever else wants it has this one.
    runtime: { sample: () => (lastRuntime = runtime.sample()) },
    recorder,
    translate: texts.en,
    handles: (name) => interactions.handles(name),
    onModeChanged: (change) => {
      http.statusChanged();
      if (change.boardId === undefined)
        staff.watch.tier(
          change.to,
          change.evaluation.lost.map(({ component }) => component),
        );
    },
  });

  const boards = new BoardPublisher({
    store,
    channel: channelMessages(api, () => client.user?.id ?? ''),
    recorder,
    clock,
    random,
    newNonce: () => randomBytes(12).toString('hex'),
    editIntervals: () => editIntervals(settings.get()),
    verifyIntervalMs: settings.get().board_verify_interval * 1000,
    translate,
    surface: (channelId, closure) => health.monitor.surface(channelId, closure),
    report: health.boardReport,
    onForgotten: (channelId) => {
      recorder.boardForgotten(channelId);
      health.monitor.forgetBoard(channelId);
      staff.watch.boardForgotten(channelId);
    },
  });
  bus.on('stock.changed', ({ data }) => boards.stockChanged(data));

  const listed = caches.open<Catalogue>('catalogue', {
    temporary: true,
    maxEntries: 1000,
    ttlMs: () => settings.get().cache_catalogue_ttl * 1000,
  });
  bus.on('stock.changed', ({ data }) => listed.delete(data.shopId));
  const catalogue = (shopId: string) => listed.getOrLoad(shopId, () => store.catalogue(shopId));

  const { directMessages, delivery, deliveries, restocks, roles } = deliveryParts({
    client,
    api,
    store,
    settings,
    caches,
    bus,
    clock,
    random,
    recorder,
    translate,
  });
  const backups = new Backups({
    store,
    clock,
    folder: config.backupFolder,
    settings: () => {
      const { backup_every: hours, backup_keep: keep } = settings.get();
      return { everyMs: hours * 3_600_000, keep };
    },
    onMade: (atMs) => {
      recorder.backup(atMs);
      staff.watch.backup(undefined);
    },
    onFailed: (error) => {
      recorder.backup(undefined);
      recorder.error('store', error);
      staff.watch.backup(error instanceof DamagedFileError ? 'damaged' : 'other');
    },
  });

  const uploads = new StockUploads({
    store,
    clock,
    onAdded: (shopId) => shop.stockAdded(shopId),
    onError: (error) => void recorder.error('store', error),
  });
  const resealing = new StockResealing({
    store,
    clock,
    onDone: (items) => logger.log('stock resealed', { items }),
    onError: (error) => void recorder.error('store', error),
  });

  const staff: ReturnType<typeof staffParts> = staffParts({
    client,
    config: config.discord,
    api,
    store,
    settings,
    catalogue,
    bus,
    clock,
    recorder,
    logger,
    texts,
    translate,
    boards: () => boards.status(),
    gateway: () => gateway.status,
    roleProblem: roles.problemOf,
    depositProblem: (source) => money.problemOf(source),
  });
  const restart = restartCommand({
    clock,
    restart: ({ channelId, messageId, ...who }) =>
      ending.restart({ reason: 'command', ...who, message: { channelId, messageId } }),
  });
  const textCommands = new TextCommands({
    commands: { restart: (writer) => askRestart(clock, writer) },
    posts: staff.posts,
    recorder,
    clock,
    ownerIds: config.discord.ownerIds,
    shopCount: () => client.guilds.cache.size,
    botId: () => client.user?.id,
    guild: (guildId) => knownGuild(client, guildId, texts),
  });
  const recovery: AutoRecovery = new AutoRecovery({
    clock,
    settings: () => autoRecoverySettings(settings.get()),
    runtime: () => lastRuntime,
    gatewayReady: () => gateway.status.state === 'ready',
    history: { read: () => selfRestarts(store), write: (times) => saveSelfRestarts(store, times) },
    restart: (reason) => void ending.restart({ reason, language: staff.language() }),
    tell: async (what, reason) => {
      const t = texts[staff.language()];
      if (what === 'held') logger.log('restart held back', { reason });
      await staff.tell(t(`restart.${what}`, { reason: t('restart.reason', { reason }) }));
    },
    onError: (error) => void recorder.error('app', error),
  });

  const interactions = new Interactions({
    ...handlers({
      store,
      shop,
      catalogue,
      clock,
      settings,
      caches,
      health,
      delivery,
      recorder,
      restart,
      check: staff.check,
      staffChannelsChanged: async (shopId) => {
        staff.acts.retry(shopId);
        await staff.targets.load();
        void staff.check.report();
      },
      boards: {
        boards,
        missing: (channelId, needed) => missingPermissions(client, channelId, needed),
        channelName: (channelId) => {
          const channel = client.channels.cache.get(channelId);
          return channel && 'name' in channel ? (channel.name ?? undefined) : undefined;
        },
      },
      backups,
      roleProblem: roles.problemOf,
      deposits: {
        problemOf: (source) => money.problemOf(source),
        isHookOn: config.depositHookSecrets.length > 0,
      },
      onBroken: (_shopId, { check, entryId = 0 }) => {
        recorder.ledgerViolation({ check, detail: `entry ${entryId}, found by /audit ledger` });
        health.monitor.signals.invariantBroken();
      },
      uploads,
    }),
    responder,
    recorder,
    clock,
    ownerIds: config.discord.ownerIds,
    shopCount: () => client.guilds.cache.size,
    translators: texts,
    staffTiers,
    refuses: (handler) => health.refusal(handler),
    onAcknowledged: (inTime, ageMs) => health.acknowledged(inTime, ageMs),
    onComponentsRefused: (channelId) => health.componentsRefused(channelId),
    refusal: (error, caller) => refusalAnswer(error, caller, store),
  });

  const gateway = new Gateway({
    client,
    connections,
    budget,
    recorder,
    logger,
    clock,
    random,
    onGuild: openShop,
    onGuildLeft: (guildId, applicationId) => forgetCommands(store, { applicationId, guildId }),
    onInteraction: (interaction) => interactions.handle(interaction),
    onMessage: (message) => {
      money.reader.nudge(message);
      return textCommands.handle(message);
    },
    onMessagesDeleted: (channelId, messageIds) => boards.messagesDeleted(channelId, messageIds),
    onAccessChanged: (guildId) => {
      guard.forget();
      boards.accessChanged(guildId);
      if (guildId !== undefined) staff.acts.retry(guildId);
      roles.accessChanged(guildId);
      void money.reader.look();
    },
    onHopeless: () => {
      recovery.gatewayGaveUp();
      staff.watch.gatewayHopeless();
    },
  });
  const money = moneyParts({
    client,
    messageContent: config.discord.messageContent,
    api,
    shop,
    store,
    bus,
    clock,
    random,
    recorder,
    directMessages,
    translate,
    notices: staff.notices,
  });

  const life = { started: false, draining: false };
  const readiness = () => readinessChecks({ life, store, gateway, clock });
  const statusParts: StatusParts = {
    version: config.version,
    revision: config.revision,
    startedAtMs: clock.now(),
    readiness,
    store,
    gateway,
    boards,
    recorder,
    metrics,
    clock,
    caches,
    health,
    api,
    queue,
  };
  registerStateMetrics(metrics.registry, {
    breakers: () => api.breakers(),
    queue: () => queue.status,
    health: () => health.monitor.status,
  });
  const http = await startHttpServer({
    ...config.http,
    metrics,
    metricsEnabled: () => settings.get().metrics_enabled,
    onError: (error) => void recorder.error('http', error),
    clock,
    statusToken: config.statusToken,
    depositHook: {
      secrets: config.depositHookSecrets,
      takeDeposit: (...announced) => shop.deposit(...announced),
      onResult: (shopId, result) => recorder.deposit({ shop: shopId, source: 'hook', result }),
    },
    liveness: () => [{ name: 'event loop', status: 'pass' }],
    readiness,
    status: () => statusReport(statusParts),
    sample: () => statusSample(statusParts),
  });
  const stopChecking = clock.every(CHECK_INTERVAL_MS, () => {
    if (life.started) void staff.check.report();
  });
  const stopBacklog = clock.every(BACKLOG_INTERVAL_MS, () => {
    void reportBacklog();
    void money.watch.look();
    if (life.started) void staff.acts.look();
    shop.endDueMaintenance().catch((error: unknown) => void recorder.error('store', error));
  });

  async function staffTiers(shopId: string, roleIds: readonly string[]): Promise<StaffTier[]> {
    const roles = await store.staffRoles(shopId);
    return roles.filter(({ roleId }) => roleIds.includes(roleId)).map(({ tier }) => tier);
  }

  async function openShop(guildId: string, applicationId: string): Promise<void> {
    await store.ensureShop(guildId);
    await registerCommands({ api, store }, { applicationId, guildId });
  }

  async function reportBacklog(): Promise<void> {
    try {
      const { oldestCreatedAtMs } = await store.pendingDeliveries();
      const oldestMs = oldestCreatedAtMs === undefined ? 0 : clock.now() - oldestCreatedAtMs;
      recorder.deliveryBacklog(oldestMs / 1000);
      health.oldestDelivery(oldestMs);
      const stuck = await store.stuckDeliveries(clock.now() - STUCK_MS);
      staff.watch.look(stuck.filter(({ shopId }) => client.guilds.cache.has(shopId)));
      await staff.stockWatch.look();
    } catch (error) {
      recorder.error('store', error);
    }
  }

  async function connect(): Promise<void> {
    for (const violation of await store.verify()) {
      recorder.ledgerViolation(violation);
      health.monitor.signals.invariantBroken();
    }
    const tellRestart = await takeUpRestart({
      store,
      posts: staff.posts,
      texts,
      recorder,
      clock,
      notifyStaff: staff.tell,
    });
    await resumeMaintenance({
      closeEverywhere: (isClosed) => health.monitor.setMaintenance(isClosed),
      store,
    });
    // discord.js does this at the login, and what was left undelivered need not wait for that.
    client.rest.setToken(config.discord.token);
    deliveries.start();
    uploads.start();
    resealing.start();
    money.news.start();
    await staff.targets.load();
    restocks.start();
    await staff.notices.start();
    await gateway.connect(config.discord.token);
    // Only now is it known which roles the bot can give.
    roles.worker.start();
    money.reader.start();
    await boards.start((shopId) => client.guilds.cache.has(shopId));
    const { boardChannelId } = config.discord;
    if (boardChannelId) await configuredBoard(boardChannelId);
    health.monitor.start();
    life.started = true;
    recovery.start();
    backups.start();
    await staff.check.report();
    await tellRestart();
    const seconds = (clock.now() - statusParts.startedAtMs) / 1000;
    logger.log('ready', { seconds, shops: client.guilds.cache.size, boards: boards.status().length });
  }

  async function configuredBoard(channelId: string): Promise<void> {
    // Where it was moved or deleted since by command, it stays so.
    if ((await store.fact(CONFIGURED_BOARD)) === channelId) return;
    const channel = client.channels.cache.get(channelId);
    const problem =
      channel && 'guildId' in channel && channel.guildId
        ? (await boards.create(channel.guildId, { channelId }, client.user?.id ?? ''))?.kind
        : 'channel_gone';
    if (!problem) return await store.setFact(CONFIGURED_BOARD, channelId);
    logger.log('board impossible', { board: channelId, failure: problem });
    staff.watch.board(channelId, problem);
  }

  let cleared: ClearedCounts = {};
  const steps = shutdownSteps({
    stopBeingReady: () => {
      life.draining = true;
    },
    stopTimers: async () => {
      stopBacklog();
      stopChecking();
      await money.reader.stop();
      await backups[Symbol.asyncDispose]();
      await resealing.stop();
      await staff.acts.stop();
      await uploads.stop();
      await staff.notices.stop();
      runtime.stop();
      await health.monitor.stop();
      await recovery.stop();
      await settings[Symbol.asyncDispose]();
    },
    interactions,
    deliveries: {
      stop: async () => {
        await Promise.all([deliveries.stop(), roles.worker.stop(), money.news.stop(), restocks.stop()]);
      },
    },
    boards,
    queue,
    clearCaches: () => {
      cleared = caches.clear();
    },
    gateway,
    http,
    // A collector that is away, or stopped at the same moment, is no failure of the shop's.
    stopTelemetry: () => shutdownTelemetry().catch((error) => logger.log('spans lost', { err: error })),
    store,
  });
  const ending = new Ending({
    steps,
    store,
    clock,
    posts: staff.posts,
    texts,
    logger,
    cleared: () => cleared,
  });

  return {
    httpUrl: http.url,
    logger,
    connected: connect(),
    reloadSettings: () => settings.reload(),
    stop: (cause) => ending.stop(cause),
    ended: ending.over,
  };
}
