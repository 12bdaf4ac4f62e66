import { command, subcommand } from './definition.ts';
import type { HealthMonitor } from '../../health/health-monitor.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Caller, type CommandHandler, reply, type ReplyMessage } from '../handler.ts';

export const healthDefinitions = [
  command('command.health', [subcommand('command.health.show'), subcommand('command.health.clear')]),
];

export interface HealthCommandsDeps {
  health: HealthMonitor;
  store: Pick<ShopStore, 'verify'>;
  /** The lost points and caps in words. */
  reasons: () => readonly string[];
}

/** `/health` explains the score, and opens the shop after a broken ledger. */
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
  ];
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
