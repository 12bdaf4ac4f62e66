import { ApplicationCommandOptionType as Type } from 'discord.js';
import { harmless } from '../../languages/harmless.ts';
import { formatPrice } from '../../shop/money.ts';
import { UserError } from '../../runtime/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import type { Product, ProductInput, RoleProblem } from '../../shop/store/shop-store.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named, required, subcommand } from './definition.ts';

const count = (
  key: 'option.limit' | 'option.limitDays' | 'option.cooldown' | 'option.lowStock',
  max: number,
) => ({ type: Type.Integer, ...named(key), min_value: 0, max_value: max }) as const;
const extras = [
  { type: Type.String, ...named('option.category'), max_length: 50 },
  { type: Type.String, ...named('option.description'), max_length: 300 },
  { type: Type.Boolean, ...named('option.featured') },
  count('option.limit', 10_000),
  count('option.limitDays', 365),
  count('option.cooldown', 43_200),
  count('option.lowStock', 10_000),
  { type: Type.Role, ...named('option.productRole') },
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
    ...extras,
  ]),
  subcommand('command.product.edit', [codeOption, productName, price, ...extras]),
  subcommand('command.product.remove', [codeOption]),
]);

type ProductExtras = Partial<Omit<ProductInput, 'code' | 'name' | 'priceWl'>>;

export interface ProductCommandsDeps {
  shop: Shop;
  catalogue: ListedCatalogue;
  /** Why the bot could not give a role now; undefined: it could. */
  roleProblem: (shopId: string, roleId: string) => RoleProblem | undefined;
}

/** Products come, change and go; the board follows. */
export function productCommands(deps: ProductCommandsDeps): CommandHandler[] {
  const complete: CommandHandler['complete'] = (caller, typed) => completeCode(deps.catalogue, caller, typed);
  const write = { effect: 'write', needs: 'stock' } as const;
  return [
    { path: 'product add', ...write, answer: (caller, options) => addProduct(deps, caller, options) },
    {
      path: 'product edit',
      ...write,
      complete,
      answer: (caller, options) => editProduct(deps, caller, options),
    },
    {
      path: 'product remove',
      ...write,
      complete,
      answer: (caller, options) => removeProduct(deps, caller, options),
    },
  ];
}

async function addProduct(
  deps: ProductCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { shopId, userId } = caller;
  const input = {
    code: options.getString('code', true),
    name: options.getString('name', true),
    priceWl: options.getInteger('price', true),
    ...(await givenExtras(caller, options)),
  };
  const added = await deps.shop.addProduct(shopId, input, userId);
  return reply(productText(deps, caller, { key: 'product.added', product: added, input }));
}

async function editProduct(
  deps: ProductCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { shopId, userId, t } = caller;
  const change = {
    name: options.getString('name') ?? undefined,
    priceWl: options.getInteger('price') ?? undefined,
    ...(await givenExtras(caller, options)),
  };
  if (Object.values(change).every((value) => value === undefined)) return reply(t('product.nothing'));
  const edited = await deps.shop.editProduct(shopId, options.getString('code', true), change, userId);
  return reply(productText(deps, caller, { key: 'product.edited', product: edited, input: change }));
}

/** What both commands take; a "-" takes a text away, since Discord sends no empty ones. */
async function givenExtras(caller: Caller, options: CommandOptions): Promise<ProductExtras> {
  const text = (name: string) => {
    const typed = options.getString(name) ?? undefined;
    return typed?.trim() === '-' ? '' : typed;
  };
  return {
    category: text('category'),
    description: text('description'),
    featured: options.getBoolean('featured') ?? undefined,
    buyLimit: options.getInteger('limit') ?? undefined,
    limitDays: options.getInteger('limit_days') ?? undefined,
    cooldownMinutes: options.getInteger('cooldown') ?? undefined,
    lowStock: options.getInteger('low_stock') ?? undefined,
    roleId: await givenRole(caller, options.getRole('role')?.id),
  };
}

/** Whoever decides which role buyers get could make anybody staff, so only an owner does. @everyone is no role. */
async function givenRole({ shopId, rights }: Caller, roleId: string | undefined) {
  if (roleId === undefined) return undefined;
  if (!(await rights()).has('owner')) throw new UserError('not_allowed', { needs: 'owner' });
  return roleId === shopId ? '' : roleId;
}

async function removeProduct(
  { shop }: ProductCommandsDeps,
  { shopId, userId, t }: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const { product, voidedItems } = await shop.removeProduct(shopId, options.getString('code', true), userId);
  return reply(t('product.removed', { name: harmless(product.name), voided: voidedItems }));
}

function productText(
  { roleProblem }: ProductCommandsDeps,
  { shopId, t }: Caller,
  {
    key,
    product,
    input,
  }: { key: 'product.added' | 'product.edited'; product: Product; input: ProductExtras },
): string {
  const { name, code, priceWl, featured, buyLimit, limitDays, cooldownMinutes, lowStock, roleId } = product;
  const problem = input.roleId && roleProblem(shopId, input.roleId);
  return [
    t(key, { name: harmless(name), code, price: formatPrice(priceWl) }),
    t('product.extras', {
      featured: featured ? 'yes' : 'no',
      limit: buyLimit ?? 0,
      days: limitDays ?? 0,
      cooldown: cooldownMinutes ?? 0,
      role: roleId ?? 'none',
      low: lowStock,
    }),
    ...(problem ? [t('product.roleProblem', { problem: t('role.problem', { problem }) })] : []),
  ].join('\n');
}
