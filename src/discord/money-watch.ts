import type { DepositSource, ShopStore } from '../shop/store/shop-store.ts';
import type { DepositProblem } from './deposit-access.ts';
import type { StaffNotices } from './staff-notices.ts';

export interface MoneyWatchDeps {
  store: Pick<ShopStore, 'waitingMoney'>;
  notices: Pick<StaffNotices, 'raise' | 'resolve'>;
  serves: (shopId: string) => boolean;
  onError: (error: unknown) => void;
}

/** Tells staff of money that waits for one of them. */
export class MoneyWatch {
  readonly #deps: MoneyWatchDeps;
  #raised = new Set<string>();

  constructor(deps: MoneyWatchDeps) {
    this.#deps = deps;
  }

  /** To be called when something changed, and every few seconds: requests expire by themselves. Never throws. */
  async look(): Promise<void> {
    const { store, notices, serves, onError } = this.#deps;
    try {
      const waiting = (await store.waitingMoney()).filter(({ shopId }) => serves(shopId));
      const raised = new Set<string>();
      for (const { shopId, deposits, requests } of waiting) {
        const told = { deposits_waiting: deposits, approvals_waiting: requests } as const;
        for (const kind of ['deposits_waiting', 'approvals_waiting'] as const) {
          if (told[kind] === 0) continue;
          raised.add(`${kind}:${shopId}`);
          notices.raise(`${kind}:${shopId}`, { kind, data: { count: told[kind] } }, shopId);
        }
      }
      for (const key of this.#raised) if (!raised.has(key)) notices.resolve(key);
      this.#raised = raised;
    } catch (error) {
      onError(error);
    }
  }

  /** How the place does where a shop's deposits are announced. */
  source({ shopId, channelId }: DepositSource, problem: DepositProblem | undefined): void {
    const key = `deposit_source:${shopId}`;
    if (!problem) return this.#deps.notices.resolve(key);
    this.#deps.notices.raise(key, { kind: 'deposit_source', data: { channelId, ...problem } }, shopId);
  }
}
