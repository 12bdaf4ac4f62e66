import { LIFE_MS, type StepOf } from './steps.ts';

interface PlainRequest {
  asked: StepOf<'request'>;
  state: 'pending' | 'approved' | 'rejected';
  expiresAtMs: number;
}

/** Wallets, payments, approvals and deposits, by the rules of the shop. */
export class PlainMoney {
  readonly #wallets = new Map<string, bigint>();
  readonly #payments = new Map<string, string>();
  readonly #requests = new Map<string, PlainRequest>();
  readonly #deposits = new Map<string, { content: string; amountWl: number; state: 'waiting' | 'settled' }>();

  balance(user: string): bigint {
    return this.#wallets.get(user) ?? 0n;
  }

  /** How many deposits and payments wait for somebody. */
  waiting(nowMs: number): { deposits: number; requests: number } {
    const deposits = [...this.#deposits.values()].filter(({ state }) => state === 'waiting').length;
    const isOpen = ({ state, expiresAtMs }: PlainRequest) => state === 'pending' && expiresAtMs > nowMs;
    return { deposits, requests: [...this.#requests.values()].filter(isOpen).length };
  }

  /** False, and nothing changes, when the wallet does not hold as much. */
  move(user: string, amountWl: bigint): boolean {
    const after = this.balance(user) + amountWl;
    if (after < 0n) return false;
    this.#wallets.set(user, after);
    return true;
  }

  pay({ do: kind, user, amountWl, key }: StepOf<'credit' | 'debit'>) {
    const payment = `${kind} ${user} ${amountWl}`;
    const made = this.#payments.get(key);
    if (made) return made === payment ? undefined : ('fault' as const);
    if (!this.move(user, BigInt(kind === 'credit' ? amountWl : -amountWl)))
      return 'insufficient_balance' as const;
    this.#payments.set(key, payment);
    return undefined;
  }

  transfer({ user, to, amountWl, key }: Omit<StepOf<'transfer'>, 'do'>) {
    if (user === to) return 'transfer_same' as const;
    const payment = `transfer ${user} ${to} ${amountWl}`;
    const made = this.#payments.get(key);
    if (made) return made === payment ? undefined : ('fault' as const);
    if (!this.move(user, -BigInt(amountWl))) return 'insufficient_balance' as const;
    this.move(to, BigInt(amountWl));
    this.#payments.set(key, payment);
    return undefined;
  }

  request(asked: StepOf<'request'>, nowMs: number) {
    const { kind, user, to, amountWl, key } = asked;
    if (kind === 'transfer' && user === to) return 'transfer_same' as const;
    if (this.#requests.has(key)) return undefined;
    if (kind !== 'credit' && this.balance(user) < BigInt(amountWl)) return 'insufficient_balance' as const;
    this.#requests.set(key, { asked, state: 'pending', expiresAtMs: nowMs + LIFE_MS });
    return undefined;
  }

  /** @param asker who asks for everything in the model */
  decide({ do: decision, key, actor }: StepOf<'approve' | 'decline'>, asker: string, nowMs: number) {
    const request = this.#requests.get(key);
    if (request?.state !== 'pending' || request.expiresAtMs <= nowMs) return 'request_over' as const;
    if (decision === 'decline') {
      request.state = 'rejected';
      return undefined;
    }
    if (actor === asker) return 'request_own' as const;
    const { kind, user, to, amountWl } = request.asked;
    const payment = { user, amountWl, key: `request ${key}` };
    const refusal =
      kind === 'transfer' ? this.transfer({ ...payment, to }) : this.pay({ do: kind, ...payment });
    if (!refusal) request.state = 'approved';
    return refusal;
  }

  /** @param holder who has the GrowID and may be paid at once */
  deposit({ growId, amountWl, key, isEdited }: StepOf<'deposit'>, holder: string | undefined) {
    const content = `${growId} ${amountWl}`;
    const made = this.#deposits.get(key);
    if (made) return made.content === content ? undefined : ('deposit_conflict' as const);
    const isPaid = holder !== undefined && !isEdited;
    this.#deposits.set(key, { content, amountWl, state: isPaid ? 'settled' : 'waiting' });
    if (isPaid) this.move(holder, BigInt(amountWl));
    return undefined;
  }

  /** Claims a deposit for a user; rejects it without one. */
  settle(key: string, user?: string) {
    const deposit = this.#deposits.get(key);
    if (deposit?.state !== 'waiting') return 'deposit_settled' as const;
    deposit.state = 'settled';
    if (user !== undefined) this.move(user, BigInt(deposit.amountWl));
    return undefined;
  }
}
