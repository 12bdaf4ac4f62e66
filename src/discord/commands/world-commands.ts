import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { command, named, required } from './definition.ts';

export const worldSetDefinition = command('command.world-set', [
  { type: Type.String, ...named('option.worldName'), ...required, max_length: 24 },
  { type: Type.String, ...named('option.worldOwner'), max_length: 24 },
  { type: Type.String, ...named('option.worldBot'), max_length: 24 },
]);

/** Names the worlds where buyers deposit. */
export function worldCommands(store: Pick<ShopStore, 'setWorld'>): CommandHandler[] {
  return [
    {
      path: 'world-set',
      effect: 'write',
      needs: 'owner',
      answer: (caller, options) => setWorld(store, caller, options),
    },
  ];
}

async function setWorld(
  store: Pick<ShopStore, 'setWorld'>,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const name = options.getString('name', true);
  const owner = options.getString('owner') ?? undefined;
  const bot = options.getString('bot') ?? undefined;
  await store.setWorld(shopId, { name, owner, bot }, userId);
  return reply(t('worldSet.done', { name: harmless(name.trim().toUpperCase()) }));
}
