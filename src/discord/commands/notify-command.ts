import { harmless } from '../../languages/harmless.ts';
import { foldCode } from '../../shop/product.ts';
import type { ShopStore } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import {
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import { button, row } from '../views/components.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command } from './definition.ts';

export const notifyDefinition = command('command.notify', [codeOption]);

type NotifyStore = Pick<ShopStore, 'subscribe' | 'unsubscribe'>;

/** "Tell me when it's back." */
export function notifyCommand(store: NotifyStore, catalogue: ListedCatalogue): CommandHandler {
  return {
    path: 'notify',
    effect: 'write',
    answer: async (caller, options) => reply(await subscribe(store, caller, options.getString('code', true))),
    complete: (caller, typed) => completeCode(catalogue, caller, typed),
  };
}

/** The button on a product that is sold out, and the one that ends it. */
export function notifyButtons(store: NotifyStore): ComponentHandler[] {
  return [
    {
      name: 'notify',
      effect: 'write',
      shows: 'update',
      answer: async (caller, { args }) => reply(await subscribe(store, caller, args[0] ?? '')),
    },
    {
      name: 'notify-stop',
      effect: 'write',
      shows: 'update',
      answer: async ({ shopId, userId, t }, { args }) => {
        const code = foldCode(args[0] ?? '');
        await store.unsubscribe(shopId, userId, code);
        return reply(t('notify.stopped', { code }));
      },
    },
  ];
}

async function subscribe(
  store: NotifyStore,
  { shopId, userId, t }: Caller,
  wanted: string,
): Promise<ReplyMessage> {
  const { code, name, free } = await store.subscribe(shopId, userId, wanted);
  return {
    content: t('notify.subscribed', { name: harmless(name), free }),
    components: [row(button(customId('notify-stop', code), t('button.notifyStop'), { emoji: '🔕' }))],
  };
}
