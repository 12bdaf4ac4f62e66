import { describe } from 'vitest';
import { describeBoards } from './conformance/boards.ts';
import { describeCatalogue } from './conformance/catalogue.ts';
import { describeClosing } from './conformance/closing.ts';
import { describeDeliveries } from './conformance/deliveries.ts';
import { describeMoney } from './conformance/money.ts';
import { describeLimits } from './conformance/limits.ts';
import { describeComforts } from './conformance/comforts.ts';
import { describeOrderCare } from './conformance/order-care.ts';
import { describePurchases } from './conformance/purchases.ts';
import { describeRoles } from './conformance/roles.ts';
import { describeStock } from './conformance/stock.ts';
import type { OpenStoreUnderTest } from './conformance/store-under-test.ts';
import { describeSales } from './conformance/sales.ts';
import { describeStaffChannels } from './conformance/staff-channels.ts';
import { describeSurroundings } from './conformance/surroundings.ts';
import { describeWallet } from './conformance/wallet.ts';

/** What every store must do, whatever its database. `open` gives a fresh, empty one each time. */
export function describeStore(name: string, open: OpenStoreUnderTest): void {
  describe(name, () => {
    describeCatalogue(open);
    describeWallet(open);
    describeMoney(open);
    describePurchases(open);
    describeLimits(open);
    describeDeliveries(open);
    describeRoles(open);
    describeStock(open);
    describeBoards(open);
    describeClosing(open);
    describeSales(open);
    describeOrderCare(open);
    describeStaffChannels(open);
    describeComforts(open);
    describeSurroundings(open);
  });
}
