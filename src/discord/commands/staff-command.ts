import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { STAFF_TIERS } from '../../shop/staff.ts';
import { type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { command, named, required, subcommand } from './definition.ts';

const role = { type: Type.Role, ...named('option.role'), ...required } as const;

export const staffDefinition = command('command.staff', [
  subcommand('command.staff.add', [
    role,
    {
      type: Type.String,
      ...named('option.tier'),
      ...required,
      choices: STAFF_TIERS.map((tier) => ({ name: tier, value: tier })),
    },
  ]),
  subcommand('command.staff.remove', [role]),
  subcommand('command.staff.list'),
]);

type StaffCommandStore = Pick<ShopStore, 'staffRoles' | 'setStaffRole' | 'removeStaffRole'>;

/** Which roles are staff of the shop, and of which tier. */
export function staffCommands(store: StaffCommandStore): CommandHandler[] {
  const owner = { needs: 'owner' } as const;
  return [
    {
      path: 'staff add',
      effect: 'write',
      ...owner,
      answer: (caller, options) => add(store, caller, options),
    },
    {
      path: 'staff remove',
      effect: 'write',
      ...owner,
      answer: (caller, options) => remove(store, caller, options),
    },
    {
      path: 'staff list',
      effect: 'read',
      ...owner,
      answer: async ({ shopId, t }) => {
        const roles = await store.staffRoles(shopId);
        if (roles.length === 0) return reply(t('staff.none'));
        return reply(roles.map(({ roleId, tier }) => t('staff.entry', { role: roleId, tier })).join('\n'));
      },
    },
  ];
}

async function add(store: StaffCommandStore, { shopId, userId, t }: Caller, options: CommandOptions) {
  const { id: roleId } = options.getRole('role', true);
  const tier = STAFF_TIERS.find((one) => one === options.getString('tier', true)) ?? 'support';
  await store.setStaffRole(shopId, { roleId, tier }, userId);
  return reply(t('staff.set', { role: roleId, tier }));
}

async function remove(store: StaffCommandStore, { shopId, userId, t }: Caller, options: CommandOptions) {
  const { id: roleId } = options.getRole('role', true);
  const isRemoved = await store.removeStaffRole(shopId, roleId, userId);
  return reply(t(isRemoved ? 'staff.removed' : 'staff.noTier', { role: roleId }));
}
