import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Shop } from '../../shop/shop.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named, required, subcommand } from './definition.ts';

const texts = [
  { type: Type.String, ...named('option.category'), max_length: 50 },
  { type: Type.String, ...named('option.description'), max_length: 300 },
] as const;
const productName = { type: Type.String, ...named('option.productName'), max_length: 80 } as const;
const price = {
  type: Type.Integer,
  ...named('option.price'),
  min_value: 1,
  max_value: 1_000_000_000,
} as const;

export const productDefinition = command('command.product', [
  subcommand('command.product.add', [
    { type: Type.String, ...named('option.newCode'), ...required, max_length: 32 },
    { ...productName, ...required },
    { ...price, ...required },
    ...texts,
  ]),
  subcommand('command.product.edit', [codeOption, productName, price, ...texts]),
  subcommand('command.product.remove', [codeOption]),
]);

/** Products come, change and go; the board follows. */
export function productCommands({
  shop,
  catalogue,
}: {
  shop: Shop;
  catalogue: ListedCatalogue;
}): CommandHandler[] {
  const complete: CommandHandler['complete'] = (caller, typed) => completeCode(catalogue, caller, typed);
  const write = { effect: 'write', needs: 'stock' } as const;
  return [
    { path: 'product add', ...write, answer: (caller, options) => addProduct(shop, caller, options) },
    {
      path: 'product edit',
      ...write,
      complete,
      answer: (caller, options) => editProduct(shop, caller, options),
    },
    {
      path: 'product remove',
      ...write,
      complete,
      answer: (caller, options) => removeProduct(shop, caller, options),
    },
  ];
}

async function addProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const added = await shop.addProduct(
    shopId,
    {
      code: options.getString('code', true),
      name: options.getString('name', true),
      priceWl: options.getInteger('price', true),
      category: options.getString('category') ?? undefined,
      description: options.getString('description') ?? undefined,
    },
    userId,
  );
  return reply(t('product.added', productValues(added)));
}

async function editProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const change = {
    name: options.getString('name') ?? undefined,
    priceWl: options.getInteger('price') ?? undefined,
    category: options.getString('category') ?? undefined,
    description: options.getString('description') ?? undefined,
  };
  if (Object.values(change).every((value) => value === undefined)) return reply(t('product.nothing'));
  const edited = await shop.editProduct(shopId, options.getString('code', true), change, userId);
  return reply(t('product.edited', productValues(edited)));
}

async function removeProduct(
  shop: Shop,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { product, voidedItems } = await shop.removeProduct(shopId, options.getString('code', true), userId);
  return reply(t('product.removed', { name: harmless(product.name), voided: voidedItems }));
}

function productValues({ name, code, priceWl }: { name: string; code: string; priceWl: number }) {
  return { name: harmless(name), code, price: formatPrice(priceWl) };
}
