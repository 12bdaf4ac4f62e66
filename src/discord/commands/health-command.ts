import { command, subcommand } from './definition.ts';
import type { HealthMonitor } from '../../health/health-monitor.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Caller, type CommandHandler, reply, type ReplyMessage } from '../handler.ts';

export const healthDefinitions = [
  command('command.health', [subcommand('command.health.show'), subcommand('command.health.clear')]),
  command('command.maintenance', [
    subcommand('command.maintenance.on'),
    subcommand('command.maintenance.off'),
  ]),
];

/** Kept over a restart: a shop that was closed by hand stays closed. */
const MAINTENANCE = 'maintenance';

export interface HealthCommandsDeps {
  health: HealthMonitor;
  store: Pick<ShopStore, 'fact' | 'setFact' | 'verify'>;
  /** The lost points and caps in words. */
  reasons: () => readonly string[];
}

/** `/health` explains the score; `/maintenance` closes and opens the shop by hand. */
export function healthCommands(deps: HealthCommandsDeps): CommandHandler[] {
  return [
    {
      path: 'health show',
      effect: 'read',
      needs: 'owner',
      answer: (caller) => reply(healthView(deps, caller)),
    },
    {
      path: 'health clear',
      effect: 'write',
      needs: 'operator',
      answer: async (caller) => reply(await clearLatch(deps, caller)),
    },
    {
      path: 'maintenance on',
      effect: 'write',
      needs: 'operator',
      answer: async ({ t }) => {
        await deps.store.setFact(MAINTENANCE, 'on');
        deps.health.setMaintenance(true);
        return reply(t('maintenance.on'));
      },
    },
    {
      path: 'maintenance off',
      effect: 'write',
      needs: 'operator',
      answer: async ({ t }) => {
        await deps.store.setFact(MAINTENANCE, 'off');
        deps.health.setMaintenance(false);
        return reply(t('maintenance.off'));
      },
    },
  ];
}

/** Takes up the maintenance that was on when the bot stopped. */
export async function resumeMaintenance({
  health,
  store,
}: Pick<HealthCommandsDeps, 'health' | 'store'>): Promise<void> {
  if ((await store.fact(MAINTENANCE)) === 'on') health.setMaintenance(true);
}

/** The latch of a broken ledger opens only when the ledger is proven again. */
async function clearLatch({ health, store }: HealthCommandsDeps, { t }: Caller): Promise<string> {
  const violations = await store.verify();
  if (violations.length > 0) {
    return t('health.stillBroken', { checks: violations.map(({ check }) => check).join(', ') });
  }
  health.signals.clearInvariant();
  return t('health.cleared');
}

function healthView({ health, reasons }: HealthCommandsDeps, { t }: Caller): ReplyMessage {
  const { score, tier, livestock, buttons } = health.status;
  const lines = reasons();
  const description = [
    t('health.score', { score: String(score), tier }),
    ...(lines.length > 0 ? lines.map((line) => `• ${line}`) : [t('health.nothingLost')]),
    t('health.parts', { livestock: livestock.state, buttons: buttons.state }),
    ...(health.mayBuy() ? [] : [t('health.buyingPaused')]),
  ].join('\n');
  return { embeds: [{ title: t('health.title'), description, color: score >= 75 ? 0x2ecc71 : 0xe67e22 }] };
}
