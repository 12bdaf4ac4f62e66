import { ApplicationCommandOptionType as Type } from 'discord.js';
import { MAX_MAINTENANCE_MINUTES, MAX_MAINTENANCE_TEXT } from '../../shop/maintenance.ts';
import { foldCode } from '../../shop/product.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { timestamp } from '../views/components.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named, required, subcommand } from './definition.ts';

const product = { ...codeOption, ...named('option.closedProduct'), required: false } as const;

export const maintenanceDefinition = command('command.maintenance', [
  subcommand('command.maintenance.on', [
    product,
    { type: Type.String, ...named('option.closingText'), max_length: MAX_MAINTENANCE_TEXT },
    {
      type: Type.Integer,
      ...named('option.minutes'),
      min_value: 1,
      max_value: MAX_MAINTENANCE_MINUTES,
    },
  ]),
  subcommand('command.maintenance.off', [product]),
  subcommand('command.maintenance.everywhere', [
    {
      type: Type.String,
      ...named('option.state'),
      ...required,
      choices: ['on', 'off'].map((state) => ({ name: state, value: state })),
    },
  ]),
]);

/** Kept over a restart: what was closed by hand stays closed. */
const EVERYWHERE = 'maintenance';

export interface MaintenanceCommandsDeps {
  shop: Pick<Shop, 'setMaintenance' | 'endMaintenance'>;
  catalogue: ListedCatalogue;
  store: Pick<ShopStore, 'fact' | 'setFact'>;
  /** Closes or opens every shop of this bot. */
  closeEverywhere: (isClosed: boolean) => void;
}

/** Closing and opening by hand: a product or a shop by its owner, every shop by the operator. */
export function maintenanceCommands(deps: MaintenanceCommandsDeps): CommandHandler[] {
  const write = { effect: 'write', needs: 'owner' } as const;
  const complete = (caller: Caller, typed: string) => completeCode(deps.catalogue, caller, typed);
  return [
    {
      path: 'maintenance on',
      ...write,
      complete,
      answer: (caller, options) => close(deps, caller, options),
    },
    {
      path: 'maintenance off',
      ...write,
      complete,
      answer: (caller, options) => open(deps, caller, options),
    },
    {
      path: 'maintenance everywhere',
      effect: 'write',
      needs: 'operator',
      answer: async ({ t }, options) => {
        const isClosed = options.getString('state', true) === 'on';
        await deps.store.setFact(EVERYWHERE, isClosed ? 'on' : 'off');
        deps.closeEverywhere(isClosed);
        return reply(t(isClosed ? 'maintenance.on' : 'maintenance.off'));
      },
    },
  ];
}

/** Takes up the operator's maintenance that was on when the bot stopped; that of a shop or product is in its row. */
export async function resumeMaintenance({
  closeEverywhere,
  store,
}: Pick<MaintenanceCommandsDeps, 'closeEverywhere' | 'store'>): Promise<void> {
  if ((await store.fact(EVERYWHERE)) === 'on') closeEverywhere(true);
}

async function close(
  { shop }: MaintenanceCommandsDeps,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const code = options.getString('product') ?? undefined;
  const minutes = options.getInteger('minutes') ?? undefined;
  const text = options.getString('text') ?? undefined;
  const order = { code, text, forMs: minutes && minutes * 60_000 };
  const { untilMs } = await shop.setMaintenance(shopId, order, userId);
  const until = untilMs === undefined ? 'none' : timestamp(untilMs, 'f');
  if (code === undefined) return reply(t('maintenance.shopClosed', { until }));
  return reply(t('maintenance.productClosed', { code: foldCode(code), until }));
}

async function open(
  { shop }: MaintenanceCommandsDeps,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const code = options.getString('product') ?? undefined;
  const isOpened = await shop.endMaintenance(shopId, code, userId);
  if (code === undefined) return reply(t(isOpened ? 'maintenance.shopOpened' : 'maintenance.shopWasOpen'));
  const key = isOpened ? 'maintenance.productOpened' : 'maintenance.productWasOpen';
  return reply(t(key, { code: foldCode(code) }));
}
