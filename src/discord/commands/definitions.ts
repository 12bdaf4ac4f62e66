import { backupDefinition } from './backup-command.ts';
import { blacklistDefinition } from './blacklist-commands.ts';
import { auditDefinition } from './audit-commands.ts';
import { boardDefinition } from './board-commands.ts';
import { buyerDefinitions } from './buyer-commands.ts';
import { cacheDefinition } from './cache-command.ts';
import { configDefinition } from './config-command.ts';
import { depositDefinition } from './deposit-commands.ts';
import { checkDefinition } from './check-command.ts';
import type { CommandDefinition } from './definition.ts';
import { healthDefinitions } from './health-command.ts';
import { helpDefinition } from './help-command.ts';
import { notifyDefinition } from './notify-command.ts';
import { privacyDefinition } from './privacy-commands.ts';
import { maintenanceDefinition } from './maintenance-commands.ts';
import { orderDefinition } from './order-commands.ts';
import { productDefinition } from './product-commands.ts';
import { stockAddDefinition } from './stock-commands.ts';
import { stockItemsDefinition } from './stock-items-commands.ts';
import { walletDefinition } from './wallet-commands.ts';
import { worldSetDefinition } from './world-commands.ts';
import { restartDefinition } from './restart-command.ts';
import { salesDefinition } from './sales-command.ts';
import { staffChannelDefinitions } from './staff-channel-commands.ts';
import { staffDefinition } from './staff-command.ts';

/** Every slash command of the bot; Discord takes at most 100 a guild. */
export const COMMANDS: readonly CommandDefinition[] = [
  ...buyerDefinitions,
  notifyDefinition,
  privacyDefinition,
  helpDefinition,
  productDefinition,
  stockAddDefinition,
  stockItemsDefinition,
  walletDefinition,
  depositDefinition,
  auditDefinition,
  orderDefinition,
  worldSetDefinition,
  boardDefinition,
  staffDefinition,
  ...staffChannelDefinitions,
  checkDefinition,
  blacklistDefinition,
  maintenanceDefinition,
  salesDefinition,
  ...healthDefinitions,
  restartDefinition,
  backupDefinition,
  configDefinition,
  cacheDefinition,
];
