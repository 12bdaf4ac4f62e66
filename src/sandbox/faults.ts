import type { Fault } from './control-api.ts';
import { asObject, asObjects } from './json.ts';
import type { Snowflakes } from './snowflake.ts';

type RestEffect = Extract<Fault, { on: 'rest' }>['effect'];
type GatewayEffect = Extract<Fault, { on: 'gateway' }>['effect'];
export type ListedFault = Fault & { id: string; hits: number };

interface FaultyRequest {
  method: string;
  route: string;
  body: unknown;
}

const KEPT_SPENT = 50;

/** The faults that were asked for. One with a `count` stays listed when it is spent, so that its hits can be read. */
export class Faults {
  readonly #ids: Snowflakes;
  readonly #random: () => number;
  readonly #onChange: () => void;
  #faults: ListedFault[] = [];

  constructor(parts: { ids: Snowflakes; random: () => number; onChange: () => void }) {
    this.#ids = parts.ids;
    this.#random = parts.random;
    this.#onChange = parts.onChange;
  }

  list(): ListedFault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  add(fault: Fault): { id: string } {
    const listed = { ...fault, id: this.#ids.next(), hits: 0 };
    const spent = this.#faults.filter(isSpent).slice(0, -KEPT_SPENT);
    this.#faults = [...this.#faults.filter((known) => !spent.includes(known)), listed];
    this.#onChange();
    return { id: listed.id };
  }

  remove(id: string): void {
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    this.#onChange();
  }

  clear(): void {
    this.#faults = [];
    this.#onChange();
  }

  /** What shall happen to this REST request: delays add up, then at most one other effect. */
  onRequest(request: FaultyRequest): { delayMs: number; effect?: RestEffect; name?: string } {
    const names: string[] = [];
    let delayMs = 0;
    for (const fault of this.#faults) {
      if (fault.on !== 'rest' || !matches(fault, request) || !this.#strikes(fault)) continue;
      names.push(fault.note ?? fault.effect.kind);
      if (fault.effect.kind !== 'delay') return { delayMs, effect: fault.effect, name: names.join(' + ') };
      delayMs += fault.effect.ms;
    }
    return names.length > 0 ? { delayMs, name: names.join(' + ') } : { delayMs };
  }

  /** Whether a gateway fault of this kind strikes now. */
  onGateway(kind: Exclude<GatewayEffect['kind'], 'late_dispatch'>): boolean {
    return this.#faults.some(
      (fault) => fault.on === 'gateway' && fault.effect.kind === kind && this.#strikes(fault),
    );
  }

  /** How many milliseconds late this event is sent, 0 normally. */
  dispatchDelayMs(event: string): number {
    let delayMs = 0;
    for (const fault of this.#faults) {
      if (fault.on !== 'gateway' || fault.effect.kind !== 'late_dispatch') continue;
      if (fault.effect.event !== undefined && fault.effect.event !== event) continue;
      if (this.#strikes(fault)) delayMs += fault.effect.ms;
    }
    return delayMs;
  }

  #strikes(fault: ListedFault): boolean {
    if (isSpent(fault)) return false;
    if (fault.probability !== undefined && this.#random() >= fault.probability) return false;
    fault.hits += 1;
    this.#onChange();
    return true;
  }
}

function isSpent(fault: ListedFault): boolean {
  return fault.count !== undefined && fault.hits >= fault.count;
}

function matches(
  fault: Extract<ListedFault, { on: 'rest' }>,
  { method, route, body }: FaultyRequest,
): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.components && !bringsComponents(body)) return false;
  if (fault.route === undefined) return true;
  return fault.route.endsWith('*') ? route.startsWith(fault.route.slice(0, -1)) : route === fault.route;
}

/** A message has its components at the top, an interaction's first answer in `data`. */
function bringsComponents(body: unknown): boolean {
  const message = asObject(body);
  return [message, asObject(message['data'])].some((part) => asObjects(part['components']).length > 0);
}
