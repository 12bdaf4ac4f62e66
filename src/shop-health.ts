import type { BoardPublisher } from './board/board-publisher.ts';
import { boardButtons } from './board/board-message.ts';
import { editIntervalMs, editIntervals, snowflakeTimeMs } from './board/edit-pace.ts';
import type { LiveBoardDeps } from './board/live-board.ts';
import type { Settings } from './config/settings-schema.ts';
import type { Gateway } from './discord/gateway.ts';
import { HealthMonitor, type HealthStatus, type ModeChange } from './health/health-monitor.ts';
import { type RuntimeSample } from './health/runtime-probe.ts';
import type { HealthSettings } from './health/settings.ts';
import type { HealthSignals } from './health/signals.ts';
import { BOARD_ACTIONS } from './health/surface.ts';
import type { HealthReport } from './http/status-report.ts';
import type { Translate } from './languages/text.ts';
import type { Recorder, RestFact } from './observability/recorder.ts';
import type { Clock } from './runtime/clock.ts';
import { UserError } from './runtime/errors.ts';
import type { ShopStore } from './shop/store/shop-store.ts';
import type { StoreDeps } from './shop/store/sqlite-store.ts';

/** A click acknowledged later than this after it was made is late. */
const ACKNOWLEDGED_IN_TIME_MS = 2500;
/** How long a board without buttons is kept so after Discord refused those of an answer. */
const REFUSAL_MS = 60_000;
export interface ShopHealthDeps {
  clock: Clock;
  settings: () => Settings;
  store: Pick<ShopStore, 'canary'>;
  boards: () => BoardPublisher;
  gateway: () => Gateway;
  runtime: { sample(): RuntimeSample };
  recorder: Recorder;
  translate: Translate;
  /** Does the bot answer this component? */
  handles: (name: string) => boolean;
  /** Told after the boards were. */
  onModeChanged: (change: ModeChange) => void;
}

/** What the parts of the bot tell the health monitor, and what its verdict does to them. */
export class ShopHealth {
  readonly monitor: HealthMonitor;
  readonly #deps: ShopHealthDeps;
  #tierSinceMs: number;
  readonly #refusedUntilMs = new Map<string, number>();

  constructor(deps: ShopHealthDeps) {
    this.#deps = deps;
    this.#tierSinceMs = deps.clock.now();
    this.monitor = new HealthMonitor({
      clock: deps.clock,
      settings: () => healthSettings(deps.settings()),
      canary: () => deps.store.canary(),
      sample: (signals) => this.#sample(signals),
      buttons: {
        build: () => boardButtons({ enabled: BOARD_ACTIONS }, deps.translate),
        missing: () => BOARD_ACTIONS.filter((action) => !deps.handles(action)),
      },
      boardIds: () =>
        deps
          .boards()
          .status()
          .map(({ channelId }) => channelId),
      onModeChanged: (change) => this.#modeChanged(change),
      onStatusChanged: () => deps.boards().refresh(),
      onEvaluated: (status) => this.#evaluated(status),
      onError: (error) => void deps.recorder.error('app', error),
    });
  }

  /** How drawing a board went. */
  get boardReport(): LiveBoardDeps['report'] {
    const { monitor } = this;
    const { recorder } = this.#deps;
    return {
      livestock: (error) =>
        error === undefined
          ? monitor.livestock.succeeded()
          : monitor.livestock.failed(error, recorder.error('store', error).traceId),
      buttons: (error) =>
        error === undefined
          ? monitor.buttons.succeeded()
          : monitor.buttons.failed(error, recorder.error('button', error).traceId),
      editable: (channelId, isEditable) =>
        monitor.setBoardFault(channelId, 'board_cannot_be_edited', !isEditable),
    };
  }

  /** An operation of the store ended. A refusal is a success of the store; the ledger's health is about writing. */
  storeOperation(
    ...[operation, result, seconds, kind]: Parameters<NonNullable<StoreDeps['onOperation']>>
  ): void {
    // The canary tells of itself.
    if (operation === 'canary' || kind === 'read') return;
    this.monitor.signals.commit(result !== 'error', seconds * 1000);
  }

  /**
   * Discord refused the buttons or menus of an answer in a channel: a fault of the board there. Nobody can click it well
   * again, so it is forgiven after a while; the board's own buttons are then the trial.
   */
  componentsRefused(channelId: string): void {
    const isBoard = this.#deps
      .boards()
      .status()
      .some((board) => board.channelId === channelId);
    if (!isBoard) return;
    this.#refusedUntilMs.set(channelId, this.#deps.clock.monotonicMs() + REFUSAL_MS);
    this.monitor.setBoardFault(channelId, 'buttons_cannot_be_built', true);
  }

  #forgiveRefusals(): void {
    for (const [channelId, untilMs] of this.#refusedUntilMs) {
      if (this.#deps.clock.monotonicMs() < untilMs) continue;
      this.#refusedUntilMs.delete(channelId);
      this.monitor.setBoardFault(channelId, 'buttons_cannot_be_built', false);
    }
  }

  acknowledged(inTime: boolean, ageMs: number): void {
    this.monitor.signals.click(inTime && ageMs <= ACKNOWLEDGED_IN_TIME_MS);
  }

  /** A request to Discord ended: what Discord refuses for a user's sake, or shares with others, says nothing of its health. */
  restCall({ status, scope }: RestFact): void {
    if (status === 403 || status === 404 || (status === 429 && scope === 'shared')) return;
    this.monitor.signals.restCall(status !== 'error' && status < 400);
  }

  /** Why a handler may not run now: the tier closed it, or nothing may be charged. */
  refusal(handler: string): UserError | undefined {
    if (!this.monitor.commandsAreServed() && handler !== 'help') return new UserError('unavailable', {});
    const isBuying = handler === 'buy' || handler.startsWith('buy-');
    if (isBuying && handler !== 'buy-cancel' && !this.monitor.mayBuy())
      return new UserError('buying_paused', {});
    return undefined;
  }

  /** Age of the oldest undelivered order, 0 for none; told only when the store could say. */
  oldestDelivery(ageMs: number): void {
    this.monitor.signals.delivery(ageMs);
  }

  report(): HealthReport {
    const { monitor } = this;
    const { score, components, lost, caps, cappedPoints, tier, livestock, buttons, boards } = monitor.status;
    const { weights } = healthSettings(this.#deps.settings());
    const statusOf = (status: HealthStatus['livestock']) => ({
      state: status.state,
      errorCount: status.errorCount,
      lastError: status.lastError?.name,
      lastUpdateMs: status.lastUpdate,
    });
    return {
      score,
      tier,
      tierSinceMs: this.#tierSinceMs,
      why: reasons({ lost, caps, cappedPoints }),
      parts: components.map(({ component, value, points }) => ({
        component,
        weight: weights[component],
        value,
        lost: points,
      })),
      caps: [
        ...caps,
        ...boards.flatMap(({ boardId, caps: all }) =>
          all.filter((cap) => !caps.includes(cap)).map((cap) => ({ ...cap, board: boardId })),
        ),
      ],
      cappedPoints,
      livestock: statusOf(livestock),
      buttons: statusOf(buttons),
      canBuy: monitor.mayBuy(),
    };
  }

  #sample(signals: HealthSignals): void {
    this.#forgiveRefusals();
    const { boards, gateway, runtime } = this.#deps;
    signals.gateway(gateway().sample());
    signals.board(
      Math.max(
        0,
        ...boards()
          .status()
          .map((board) => this.#staleness(board)),
      ),
    );
    signals.runtime(runtime.sample());
  }

  /** How long a board has been behind ÷ the best that Discord's edit limit allows. */
  #staleness({
    dirtySinceMs,
    messageId,
  }: {
    dirtySinceMs: number | undefined;
    messageId: string | undefined;
  }): number {
    if (dirtySinceMs === undefined) return 0;
    const nowMs = this.#deps.clock.now();
    const ageMs = messageId ? nowMs - snowflakeTimeMs(messageId) : 0;
    return (nowMs - dirtySinceMs) / editIntervalMs(ageMs, false, editIntervals(this.#deps.settings()));
  }

  #modeChanged(change: ModeChange): void {
    const { boards, clock, recorder, onModeChanged } = this.#deps;
    if (change.boardId === undefined) {
      this.#tierSinceMs = clock.now();
      recorder.tierChanged(change.from, change.to, reasons(change.evaluation));
    }
    boards().refresh(change.boardId);
    onModeChanged(change);
  }

  #evaluated(status: HealthStatus): void {
    this.#deps.recorder.healthEvaluated(status);
    // Nobody else tries to read a list that could not be read.
    if (status.livestock.state === 'ill') this.#deps.boards().refresh();
  }
}

/** Each lost point with its name, for people. */
function reasons({
  lost,
  caps,
  cappedPoints,
}: Pick<HealthStatus, 'lost' | 'caps' | 'cappedPoints'>): string[] {
  const limit = caps[0];
  return [
    ...lost.map(({ component, points }) => `${component}: −${points}`),
    ...(limit && cappedPoints > 0 ? [`${limit.name} (at most ${limit.limit}): −${cappedPoints}`] : []),
  ];
}

/** The flat settings as the health monitor takes them. */
function healthSettings(settings: Settings): HealthSettings {
  const bounds = (tier: 'full' | 'browse' | 'commands' | 'text') => ({
    demoteBelow: settings[`tier.${tier}.demote_below`],
    promoteAt: settings[`tier.${tier}.promote_at`],
  });
  return {
    weights: {
      ledger: settings['health.weight.ledger'],
      acknowledgement: settings['health.weight.acknowledgement'],
      discord_rest: settings['health.weight.discord_rest'],
      gateway: settings['health.weight.gateway'],
      board: settings['health.weight.board'],
      delivery: settings['health.weight.delivery'],
      runtime: settings['health.weight.runtime'],
    },
    tiers: {
      full: bounds('full'),
      browse: bounds('browse'),
      commands: bounds('commands'),
      text: bounds('text'),
    },
    fallbackModeEnabled: settings.fallback_mode_enabled,
    buttonCheckIntervalMs: settings.health_check_interval * 1000,
  };
}
