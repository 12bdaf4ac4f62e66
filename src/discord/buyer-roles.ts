import type { DiscordApi } from './discord-api.ts';
import { type RoleGivingDeps, roleGiving } from './role-giving.ts';
import type { Clock } from '../runtime/clock.ts';
import { OutboxWorker } from '../shop/outbox-worker.ts';
import type { RoleGrant, RoleOutcome, RoleProblem, ShopStore } from '../shop/store/shop-store.ts';

export interface BuyerRolesDeps {
  store: ShopStore;
  api: DiscordApi;
  clock: Clock;
  random: () => number;
  guild: RoleGivingDeps['guild'];
  onError: (error: unknown) => void;
}

/** The roles that buyers get: given after the purchase, retried, and given at once when what held them back is mended. */
export interface BuyerRoles {
  worker: OutboxWorker<RoleGrant, RoleOutcome>;
  /** Why the bot could not give a role now; undefined: it could. */
  problemOf(shopId: string, roleId: string): RoleProblem | undefined;
  /** Roles or permissions changed; undefined: anywhere. */
  accessChanged(guildId: string | undefined): void;
}

export function buyerRoles({ store, api, clock, random, guild, onError }: BuyerRolesDeps): BuyerRoles {
  const giving = roleGiving({ api, clock, guild });
  const worker = new OutboxWorker<RoleGrant, RoleOutcome>({
    clock,
    random,
    onError,
    outbox: {
      claim: ({ key, ...claim }) =>
        store.claimRoleGrants({ ...claim, ...(key !== undefined && { orderId: key }) }),
      settle: (grant, outcome) => store.settleRoleGrant(grant, outcome),
      nextDueAtMs: async () => (await store.pendingRoleGrants()).nextDueAtMs,
      keyOf: ({ orderId }) => orderId,
    },
    send: (grant, signal) => giving.send(grant, signal),
  });
  const hasten = async (shopIds: readonly string[]) => {
    for (const shopId of shopIds) await store.hastenRoleGrants(shopId);
    worker.wake();
  };
  return {
    worker,
    problemOf: giving.problemOf,
    accessChanged: (guildId) =>
      void (async () => hasten(guildId === undefined ? await store.shopIds() : [guildId]))().catch(onError),
  };
}
