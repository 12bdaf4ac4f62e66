import { ApplicationCommandOptionType as Type } from 'discord.js';
import { UserError } from '../../runtime/errors.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import type { AskedPermission } from '../permissions.ts';
import { command, named, required, subcommand } from './definition.ts';

const channel = {
  type: Type.Channel,
  ...named('option.staffChannel'),
  ...required,
  channel_types: [0, 5],
} as const;

export const staffChannelDefinitions = [
  command('command.notices', [
    subcommand('command.notices.set', [{ ...channel, channel_types: [0, 5] }]),
    subcommand('command.notices.off'),
  ]),
  command('command.audit-channel', [
    subcommand('command.audit-channel.set', [{ ...channel, channel_types: [0, 5] }]),
    subcommand('command.audit-channel.off'),
  ]),
];

/** What the bot needs to write to staff in a channel. */
export const STAFF_PERMISSIONS = {
  notices: ['ViewChannel', 'SendMessages'],
  audit: ['ViewChannel', 'SendMessages', 'EmbedLinks'],
} as const satisfies Record<string, readonly AskedPermission[]>;

export interface StaffChannelCommandsDeps {
  store: Pick<ShopStore, 'setNoticeChannel' | 'setAuditChannel'>;
  missing: (channelId: string, needed: readonly AskedPermission[]) => readonly AskedPermission[];
  /** A shop's channels were changed. */
  changed: (shopId: string) => Promise<void>;
}

/** Where staff hear of trouble, and where their acts are posted. */
export function staffChannelCommands(deps: StaffChannelCommandsDeps): CommandHandler[] {
  const write = { effect: 'write', needs: 'owner' } as const;
  return [
    {
      path: 'notices set',
      ...write,
      answer: async (caller, options) => {
        const channelId = channelFor(deps, options, STAFF_PERMISSIONS.notices);
        await change(deps, caller, 'setNoticeChannel', channelId);
        return reply(caller.t('notices.set', { channel: channelId }));
      },
    },
    {
      path: 'notices off',
      ...write,
      answer: async (caller) => {
        const isChanged = await change(deps, caller, 'setNoticeChannel', undefined);
        return reply(caller.t(isChanged ? 'notices.off' : 'notices.wasOff'));
      },
    },
    {
      path: 'audit-channel set',
      ...write,
      answer: async (caller, options) => {
        const channelId = channelFor(deps, options, STAFF_PERMISSIONS.audit);
        await change(deps, caller, 'setAuditChannel', channelId);
        return reply(caller.t('auditChannel.set', { channel: channelId }));
      },
    },
    {
      path: 'audit-channel off',
      ...write,
      answer: async (caller) => {
        const isChanged = await change(deps, caller, 'setAuditChannel', undefined);
        return reply(caller.t(isChanged ? 'auditChannel.off' : 'auditChannel.wasOff'));
      },
    },
  ];
}

/** @throws UserError channel_impossible where the bot could not write */
function channelFor(
  { missing }: StaffChannelCommandsDeps,
  options: CommandOptions,
  needed: readonly AskedPermission[],
): string {
  const { id: channelId } = options.getChannel('channel', true);
  const lacks = missing(channelId, needed);
  if (lacks.length === 0) return channelId;
  throw new UserError('channel_impossible', { channelId, missing: lacks.join() });
}

async function change(
  { store, changed }: StaffChannelCommandsDeps,
  { shopId, userId }: Caller,
  set: 'setNoticeChannel' | 'setAuditChannel',
  channelId: string | undefined,
): Promise<boolean> {
  const isChanged = await store[set](shopId, channelId, userId);
  await changed(shopId);
  return isChanged;
}
