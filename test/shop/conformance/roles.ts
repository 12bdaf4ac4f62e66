import { describe, expect, it } from 'vitest';
import {
  ANN,
  eachWithShop,
  type OpenStoreUnderTest,
  quoteRequest,
  SHOP,
  STAFF,
  stockedShop,
} from './store-under-test.ts';

const CLAIM = { leaseMs: 60_000, limit: 10 };

export function describeRoles(open: OpenStoreUnderTest): void {
  describe('roles for buyers', () => {
    const under = eachWithShop(open);
    const bought = async (roleId: string) => {
      await stockedShop(under(), { items: ['a', 'b'] });
      await under().store.editProduct(SHOP, 'DIRT', { roleId }, STAFF);
      await under().store.quote(SHOP, quoteRequest(under()));
      return (await under().store.purchase(SHOP, { userId: ANN, nonce: 'nonce-1' })).order;
    };

    it('owes the role with the purchase, to one claimer at a time, until it is given', async () => {
      const { store, clock } = under();
      const order = await bought('77');
      const [grant, ...more] = await store.claimRoleGrants(CLAIM);
      expect(grant).toMatchObject({
        attempts: 1,
        orderId: order.id,
        shopId: SHOP,
        userId: ANN,
        roleId: '77',
      });
      expect(more).toEqual([]);
      expect(await store.claimRoleGrants(CLAIM)).toEqual([]);
      expect((await store.pendingRoleGrants()).nextDueAtMs).toBe(clock.now() + 60_000);
      await clock.advance(60_000);
      const [again] = await (await under().another()).claimRoleGrants({ ...CLAIM, orderId: order.id });
      if (!grant || !again) throw new Error('not claimed');
      expect(again.attempts).toBe(2);
      expect(await store.settleRoleGrant(grant, { kind: 'given' })).toBe(false);
      expect(await store.settleRoleGrant(again, { kind: 'given' })).toBe(true);
      expect(await store.pendingRoleGrants()).toEqual({ nextDueAtMs: undefined, held: [] });
    });

    it('owes nothing for a product without a role', async () => {
      await bought('');
      expect(await under().store.claimRoleGrants(CLAIM)).toEqual([]);
      expect((await under().store.pendingRoleGrants()).nextDueAtMs).toBeUndefined();
    });

    it('says what holds a role back, and tries again when asked to or when the product gets another', async () => {
      const { store, clock } = under();
      await bought('77');
      const held = async (reason: string) => {
        const [grant] = await store.claimRoleGrants(CLAIM);
        if (!grant) throw new Error('not due');
        const untilMs = clock.now() + 600_000;
        await store.settleRoleGrant(grant, { kind: 'postponed', untilMs, reason });
        return grant.roleId;
      };
      expect(await held('role_above')).toBe('77');
      expect((await store.pendingRoleGrants()).held).toEqual([
        { shopId: SHOP, code: 'DIRT', roleId: '77', problem: 'role_above', count: 1 },
      ]);
      await store.hastenRoleGrants('1002');
      expect(await store.claimRoleGrants(CLAIM)).toEqual([]);
      await store.hastenRoleGrants(SHOP);
      expect(await held('rate_limited')).toBe('77');
      expect((await store.pendingRoleGrants()).held).toEqual([]);
      await store.editProduct(SHOP, 'DIRT', { roleId: '88' }, STAFF);
      expect(await held('role_gone')).toBe('88');
      await store.editProduct(SHOP, 'DIRT', { roleId: '' }, STAFF);
      expect(await store.claimRoleGrants(CLAIM)).toEqual([]);
      expect(await store.pendingRoleGrants()).toEqual({ nextDueAtMs: undefined, held: [] });
    });
  });
}
