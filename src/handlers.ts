import type { SettingsStore } from './config/settings.ts';
import { approvalButtons } from './discord/buttons/approval-buttons.ts';
import { boardButtons } from './discord/buttons/board-buttons.ts';
import { buyButtons } from './discord/buttons/buy-buttons.ts';
import { actsPages, auditCommands, type AuditCommandsDeps } from './discord/commands/audit-commands.ts';
import { blacklistCommands, blacklistPages } from './discord/commands/blacklist-commands.ts';
import { boardCommands, type BoardCommandsDeps } from './discord/commands/board-commands.ts';
import type { Backups } from './backups.ts';
import { backupCommand } from './discord/commands/backup-command.ts';
import { buyerCommands, stockPages } from './discord/commands/buyer-commands.ts';
import { checkCommands } from './discord/commands/check-command.ts';
import { cacheCommands } from './discord/commands/cache-command.ts';
import { configCommands } from './discord/commands/config-command.ts';
import {
  depositCommands,
  type DepositCommandsDeps,
  depositPages,
} from './discord/commands/deposit-commands.ts';
import { healthCommands } from './discord/commands/health-command.ts';
import { maintenanceCommands } from './discord/commands/maintenance-commands.ts';
import { COMMANDS } from './discord/commands/definitions.ts';
import { helpCommand, helpPages } from './discord/commands/help-command.ts';
import { notifyButtons, notifyCommand } from './discord/commands/notify-command.ts';
import { privacyButtons, privacyCommands } from './discord/commands/privacy-commands.ts';
import { orderCommands } from './discord/commands/order-commands.ts';
import { productCommands } from './discord/commands/product-commands.ts';
import type { restartCommand } from './discord/commands/restart-command.ts';
import { salesCommands } from './discord/commands/sales-command.ts';
import { staffChannelCommands } from './discord/commands/staff-channel-commands.ts';
import { staffCommands } from './discord/commands/staff-command.ts';
import { stockItemsCommands, stockItemsPages } from './discord/commands/stock-items-commands.ts';
import { stockButtons, stockCommands } from './discord/commands/stock-commands.ts';
import { statementPages, walletCommands } from './discord/commands/wallet-commands.ts';
import { worldCommands } from './discord/commands/world-commands.ts';
import type { GoodsDelivery } from './discord/goods-delivery.ts';
import type { CommandHandler, ComponentHandler } from './discord/handler.ts';
import { stockFileReader } from './discord/stock-file.ts';
import type { Recorder } from './observability/recorder.ts';
import type { CacheManager } from './runtime/cache-manager.ts';
import type { Clock } from './runtime/clock.ts';
import type { ShopHealth } from './shop-health.ts';
import type { Shop } from './shop/shop.ts';
import type { StockUploads } from './shop/stock-uploads.ts';
import type { RoleProblem, ShopStore } from './shop/store/shop-store.ts';

export interface HandlersDeps {
  store: ShopStore;
  shop: Shop;
  /** For lists and suggestions: may be some seconds old. */
  catalogue: ShopStore['catalogue'];
  clock: Clock;
  settings: SettingsStore;
  caches: CacheManager;
  health: ShopHealth;
  delivery: GoodsDelivery;
  recorder: Recorder;
  restart: ReturnType<typeof restartCommand>;
  backups: Backups;
  uploads: StockUploads;
  /** Why the bot could not give a role now; undefined: it could. */
  roleProblem: (shopId: string, roleId: string) => RoleProblem | undefined;
  boards: BoardCommandsDeps;
  deposits: Pick<DepositCommandsDeps, 'problemOf' | 'isHookOn'>;
  onBroken: AuditCommandsDeps['onBroken'];
  check: Parameters<typeof checkCommands>[0];
  /** The channels for staff of a shop were changed. */
  staffChannelsChanged: (shopId: string) => Promise<void>;
}

/** Slash commands by their path; buttons, menus and forms by their name. */
interface Handlers {
  commands: CommandHandler[];
  components: ComponentHandler[];
}

/** Everything that answers people. */
export function handlers(deps: HandlersDeps): Handlers {
  const {
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
    boards,
    staffChannelsChanged,
    check,
    backups,
    roleProblem,
    deposits,
    onBroken,
    uploads,
  } = deps;
  const approvalAboveWl = () => settings.get().wallet_approval_above;
  const confirmMs = () => settings.get().confirm_minutes * 60_000;
  const help = {
    definitions: () => COMMANDS,
    needs: (path: string) => all.commands.find((one) => one.path === path)?.needs,
  };
  const all: Handlers = {
    commands: [
      ...buyerCommands({ store, clock, catalogue, confirmMs }),
      ...staffCommands(store),
      ...checkCommands(check),
      ...staffChannelCommands({ store, missing: boards.missing, changed: staffChannelsChanged }),
      ...salesCommands({ store, clock, utcOffsetHours: () => settings.get().sales_utc_offset }),
      ...configCommands(settings),
      restart.command,
      ...cacheCommands(caches),
      backupCommand({ make: () => backups.make(), list: () => backups.list() }),
      ...healthCommands({ health: health.monitor, store, reasons: () => health.report().why }),
      ...maintenanceCommands({
        shop,
        catalogue,
        store,
        closeEverywhere: (isClosed) => health.monitor.setMaintenance(isClosed),
      }),
      ...blacklistCommands(store),
      ...productCommands({ shop, catalogue, roleProblem }),
      ...stockCommands({ uploads, catalogue, readStockFile: stockFileReader(clock) }),
      ...stockItemsCommands({ shop, store, catalogue }),
      ...walletCommands({
        store,
        shop,
        clock,
        approvalAboveWl,
      }),
      ...depositCommands({ shop, store, approvalAboveWl, ...deposits }),
      ...auditCommands({ store, clock, onBroken }),
      ...orderCommands({ store, shop, delivery }),
      notifyCommand(store, catalogue),
      ...privacyCommands(store),
      helpCommand(help),
      ...worldCommands(store),
      ...boardCommands(boards),
    ],
    components: [
      ...boardButtons(store),
      ...buyButtons({ store, catalogue, shop, delivery, recorder, clock, confirmMs }),
      ...restart.buttons,
      stockPages(catalogue),
      ...stockButtons({ uploads }),
      stockItemsPages(store),
      ...notifyButtons(store),
      ...privacyButtons(store),
      helpPages(help),
      blacklistPages(store),
      ...approvalButtons({ shop, store }),
      statementPages(store),
      depositPages(store),
      actsPages(store),
    ],
  };
  return all;
}
