import type { Clock } from '../runtime/clock.ts';
import { BoardTiers } from './board-tiers.ts';
import {
  type ButtonCheckResult,
  ButtonsIncompleteError,
  type CheckedButtons,
  checkButtons,
} from './button-check.ts';
import { sendCanary } from './canary.ts';
import type { BoardFault } from './caps.ts';
import { ComponentStatus, type StatusSnapshot } from './component-status.ts';
import { type DegradationState, type MoveCause, startDegradation, step, type Tier } from './degradation.ts';
import { type Evaluation, evaluate } from './score.ts';
import type { HealthSettings } from './settings.ts';
import { HealthSignals } from './signals.ts';
import { type Closure, commandsAreServed, mayBuy, type Surface, surface } from './surface.ts';
import { BUCKET_MS } from './weighted-window.ts';

/** `mode.changed`: the tier of the shop, or of one board, became another. */
export interface ModeChange {
  /** Absent: of the shop, and of every board that has no fault of its own. */
  boardId?: string;
  from: Tier;
  to: Tier;
  cause: MoveCause | 'admin' | 'setting';
  /** Why: the score with its lost points and caps. */
  evaluation: Evaluation;
}

export interface HealthStatus extends Evaluation {
  /** What is in effect, an administrator's maintenance included. */
  tier: Tier;
  isMaintenance: boolean;
  ledgerCanWrite: boolean;
  isInvariantBroken: boolean;
  livestock: StatusSnapshot;
  buttons: StatusSnapshot;
  /** The last periodic check; absent before the first. */
  buttonCheck: ButtonCheckResult | undefined;
  /** Boards with a fault of their own, now or lately. */
  boards: readonly ({ boardId: string; tier: Tier } & Pick<Evaluation, 'score' | 'caps' | 'cappedPoints'>)[];
}

export interface HealthMonitorDeps {
  clock: Clock;
  settings: () => HealthSettings;
  /** Writes to the ledger and takes it back. @throws when it can't */
  canary: (signal: AbortSignal) => Promise<unknown>;
  /** Called right before each evaluation, to tell the probes. One that throws leaves them silent. */
  sample: (signals: HealthSignals) => void;
  buttons: CheckedButtons;
  boardIds: () => readonly string[];
  onModeChanged: (change: ModeChange) => void;
  /** `livestock` or `buttons` fell ill or got well: every board must be looked at again. */
  onStatusChanged: (component: 'livestock' | 'buttons', state: StatusSnapshot['state']) => void;
  onEvaluated: (status: HealthStatus) => void;
  /** Of a part that was called and threw: the sampling, a listener. */
  onError: (error: unknown) => void;
}

const WELL = {
  ledger: 1,
  acknowledgement: 1,
  discord_rest: 1,
  gateway: 1,
  board: 1,
  delivery: 1,
  runtime: 1,
} as const;

/**
 * Judges the shop every 5 s, from the first 5 s after {@link start} on; until then all is taken for well. An administrator's
 * maintenance lies over the tier: the judging goes on beneath it, and what it found is in effect as soon as it is lifted.
 */
export class HealthMonitor {
  readonly signals: HealthSignals;
  /** Reading the stock and drawing the list. */
  readonly livestock: ComponentStatus;
  /** Building the components and answering clicks. */
  readonly buttons: ComponentStatus;
  readonly #deps: HealthMonitorDeps;
  readonly #boards = new BoardTiers();
  readonly #stopping = new AbortController();
  readonly #probes = new Set<Promise<void>>();
  #evaluation: Evaluation;
  #degradation: DegradationState;
  #isMaintenance = false;
  #buttonCheck: ButtonCheckResult | undefined;
  #buttonsCheckedMs: number | undefined;
  #isChecking = false;
  #stopTicking: (() => void) | undefined;

  constructor(deps: HealthMonitorDeps) {
    const { clock } = deps;
    this.#deps = deps;
    this.signals = new HealthSignals(clock);
    this.livestock = new ComponentStatus(clock, (state) => this.#statusChanged('livestock', state));
    this.buttons = new ComponentStatus(clock, (state) => this.#statusChanged('buttons', state));
    this.#evaluation = evaluate(WELL, [], deps.settings().weights);
    this.#degradation = startDegradation(clock.monotonicMs());
  }

  /** Starts judging; once. */
  start(): void {
    if (this.#stopTicking) return;
    this.#stopTicking = this.#deps.clock.every(BUCKET_MS, () => this.#tick());
    this.#probe();
  }

  /** Stops for good, with nothing under way; what was found stays to be read. */
  async stop(): Promise<void> {
    this.#stopTicking?.();
    this.#stopping.abort(new Error('health is no longer judged'));
    await Promise.all(this.#probes);
  }

  /** The tier in effect, of the shop or of one board. */
  tier(boardId?: string): Tier {
    if (this.#isMaintenance) return 'maintenance';
    const shop = this.#degradation.tier;
    return boardId === undefined ? shop : this.#boards.tier(boardId, shop);
  }

  /** What this board has to show now. @param closure when the staff of its shop have closed it */
  surface(boardId: string, closure?: Closure): Surface {
    return surface({
      tier: this.tier(boardId),
      isLivestockHealthy: this.livestock.isHealthy(),
      areButtonsHealthy: this.buttons.isHealthy(),
      isMaintenance: this.#isMaintenance,
      closure,
    });
  }

  /** Ask before anything is charged, whatever surface the wish came from. */
  mayBuy(): boolean {
    const { ledgerCanWrite, isInvariantBroken } = this.signals;
    return mayBuy({
      tier: this.tier(),
      isMaintenance: this.#isMaintenance,
      ledgerCanWrite,
      isInvariantBroken,
    });
  }

  /** False: commands get the fixed text of the tier. */
  commandsAreServed(): boolean {
    return commandsAreServed({ tier: this.tier(), isMaintenance: this.#isMaintenance });
  }

  /** Closes or opens every shop by hand; in effect at once. */
  setMaintenance(isOn: boolean): void {
    const from = this.tier();
    this.#isMaintenance = isOn;
    this.#changed(from, 'admin');
  }

  /** A board can't be shown as it should, or can again; acts on its tier at the next evaluation. */
  setBoardFault(boardId: string, fault: BoardFault, isPresent: boolean): void {
    this.#boards.set(boardId, fault, isPresent);
  }

  forgetBoard(boardId: string): void {
    this.#boards.forget(boardId);
  }

  get status(): HealthStatus {
    const { ledgerCanWrite, isInvariantBroken } = this.signals;
    return {
      ...this.#evaluation,
      tier: this.tier(),
      isMaintenance: this.#isMaintenance,
      ledgerCanWrite,
      isInvariantBroken,
      livestock: this.livestock.getStatus(),
      buttons: this.buttons.getStatus(),
      buttonCheck: this.#buttonCheck,
      boards: this.#boards.ids().map((boardId) => {
        const { score, caps, cappedPoints } = this.#boards.evaluation(boardId, this.#evaluation);
        return { boardId, tier: this.tier(boardId), score, caps, cappedPoints };
      }),
    };
  }

  #tick(): void {
    this.#safely(() => this.#deps.sample(this.signals));
    this.#evaluate();
    this.#safely(() => this.#deps.onEvaluated(this.status));
    this.#probe();
  }

  #evaluate(): void {
    const { weights, tiers, fallbackModeEnabled } = this.#deps.settings();
    const { values, caps } = this.signals.close();
    const before = this.#degradation;
    const from = this.tier();
    this.#evaluation = evaluate(values, caps, weights);
    const { score, capLimit } = this.#evaluation;
    const nowMs = this.#deps.clock.monotonicMs();
    const isJudged = fallbackModeEnabled || this.signals.isInvariantBroken;
    this.#degradation = isJudged ? step(before, { score, capLimit, nowMs }, tiers) : startDegradation(nowMs);
    const common = this.#buttonsCannotBeBuilt()
      ? ({ fault: 'buttons_cannot_be_built', boardIds: this.#deps.boardIds() } as const)
      : undefined;
    const moves = fallbackModeEnabled
      ? this.#boards.step(before, this.#degradation, tiers, common)
      : this.#boards.follow(this.#degradation.tier);
    this.#changed(from, isJudged ? (this.#degradation.lastMove?.cause ?? 'score') : 'setting');
    for (const move of this.#isMaintenance ? [] : moves) {
      this.#tell({ ...move, evaluation: this.#boards.evaluation(move.boardId, this.#evaluation) });
    }
  }

  #changed(from: Tier, cause: ModeChange['cause']): void {
    const to = this.tier();
    if (from !== to) this.#tell({ from, to, cause, evaluation: this.#evaluation });
  }

  #tell(change: ModeChange): void {
    this.#safely(() => this.#deps.onModeChanged(change));
  }

  #statusChanged(component: 'livestock' | 'buttons', state: StatusSnapshot['state']): void {
    this.#safely(() => this.#deps.onStatusChanged(component, state));
  }

  #probe(): void {
    const { canary, clock } = this.#deps;
    const sent = sendCanary(canary, { signals: this.signals, clock, signal: this.#stopping.signal });
    for (const probe of [sent, this.#checkButtons()]) {
      this.#probes.add(probe);
      void probe.finally(() => this.#probes.delete(probe));
    }
  }

  /** The check heals what nobody can click well again: while the buttons are ill it comes with every evaluation. */
  async #checkButtons(): Promise<void> {
    const { clock, settings, buttons } = this.#deps;
    const nowMs = clock.monotonicMs();
    const ageMs = nowMs - (this.#buttonsCheckedMs ?? Number.NEGATIVE_INFINITY);
    if (this.#isChecking || (this.buttons.isHealthy() && ageMs < settings().buttonCheckIntervalMs)) return;
    this.#isChecking = true;
    this.#buttonsCheckedMs = nowMs;
    const result = await checkButtons(buttons, { clock, signal: this.#stopping.signal });
    this.#isChecking = false;
    if (this.#stopping.signal.aborted) return;
    this.#buttonCheck = result;
    if (result.hasWhatItNeeds) this.buttons.succeeded();
    else this.buttons.failed(result.error ?? new ButtonsIncompleteError(result.missing));
  }

  #buttonsCannotBeBuilt(): boolean {
    return !this.buttons.isHealthy() && this.#buttonCheck?.hasWhatItNeeds === false;
  }

  #safely(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#deps.onError(error);
    }
  }
}
