import { type Gateway, REJECTED } from './discord/gateway.ts';
import type { Check } from './http/health.ts';
import type { Clock } from './runtime/clock.ts';
import type { ShopStore } from './shop/store/shop-store.ts';

/** A dropped connection may be resumed this long before the process counts as out of service. */
const RESUME_GRACE_MS = 60_000;

export interface ReadinessParts {
  life: { started: boolean; draining: boolean };
  store: ShopStore;
  gateway: Gateway;
  clock: Clock;
}

/** May this process get work? Started, store writable, connected to Discord, not stopping. */
export async function readinessChecks({ life, store, gateway, clock }: ReadinessParts): Promise<Check[]> {
  return [
    { name: 'started', status: life.started ? 'pass' : 'fail' },
    { name: 'draining', ...(life.draining ? { status: 'fail', output: 'stopping' } : { status: 'pass' }) },
    await storeCheck(store),
    gatewayCheck(gateway, clock),
  ];
}

async function storeCheck(store: ShopStore): Promise<Check> {
  try {
    await store.canary();
    return { name: 'store', status: 'pass' };
  } catch {
    return { name: 'store', status: 'fail', output: 'cannot write' };
  }
}

function gatewayCheck(gateway: Gateway, clock: Clock): Check {
  const { state, sinceMs, rejection, identifyWaitMs } = gateway.status;
  if (state === 'ready') return { name: 'gateway', status: 'pass' };
  if (rejection) return { name: 'gateway', status: 'fail', output: REJECTED[rejection] };
  const isGrace = state === 'reconnecting' && clock.monotonicMs() - sinceMs < RESUME_GRACE_MS;
  const waits = identifyWaitMs && `waits ${Math.ceil(identifyWaitMs / 60_000)} min: too many new sessions`;
  return { name: 'gateway', status: isGrace ? 'warn' : 'fail', output: waits || state };
}
