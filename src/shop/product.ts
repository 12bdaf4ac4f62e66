import { z } from 'zod';
import { UserError } from '../runtime/errors.ts';
import type { ProductInput } from './store/shop-store.ts';

const MAX_PRICE_WL = 1_000_000_000;
const MIN_QUANTITY = 1;
export const MAX_QUANTITY = 100;

// The messages are rules without words, so that they fit into a sentence of any language.
const oneLine = (max: number, rule: string) =>
  z
    .string(rule)
    .trim()
    .max(max, rule)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, rule);
const optionalLine = (max: number) =>
  oneLine(max, `(0–${max})`)
    .transform((text) => text || undefined)
    .optional();

// The number that stands for "none" is 0.
const whole = (max: number) => {
  const rule = `(0–${max.toLocaleString('en-US')})`;
  return z.int(rule).min(0, rule).max(max, rule);
};
const noneIfZero = (max: number) =>
  whole(max)
    .transform((count) => count || undefined)
    .optional();

const CODE = /^[A-Z0-9_-]{1,32}$/;
const productSchema = z.object({
  code: z.string('(1–32: A–Z 0–9 _ -)').trim().toUpperCase().regex(CODE, '(1–32: A–Z 0–9 _ -)'),
  name: oneLine(80, '(1–80)').min(1, '(1–80)'),
  priceWl: z
    .int('(1–1,000,000,000 WL)')
    .min(1, '(1–1,000,000,000 WL)')
    .max(MAX_PRICE_WL, '(1–1,000,000,000 WL)'),
  category: optionalLine(50),
  description: optionalLine(300),
  featured: z.boolean().optional(),
  lowStock: whole(10_000).optional(),
  roleId: z
    .string()
    .regex(/^(\d{1,20})?$/, '(a role)')
    .transform((id) => id || undefined)
    .optional(),
  buyLimit: noneIfZero(10_000),
  limitDays: noneIfZero(365),
  cooldownMinutes: noneIfZero(43_200),
});
const changeSchema = productSchema.omit({ code: true }).partial();

/** What a product is made of, cleaned: code in upper case, texts trimmed, empty optional texts absent. */
export type ProductFields = z.output<typeof productSchema>;
export type ProductChange = z.output<typeof changeSchema>;

/** @throws UserError product_invalid with the field and the rule it breaks */
export function checkProduct(input: ProductInput): ProductFields {
  return parsed(productSchema, input);
}

/** The fields that `change` gives, cleaned; an empty text or a 0 takes it away. @throws UserError product_invalid */
export function checkProductChange(change: Partial<Omit<ProductInput, 'code'>>): ProductChange {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return parsed(changeSchema, given);
}

/** @throws UserError product_invalid for days of a limit that is not there */
export function checkLimit({ buyLimit, limitDays }: Pick<ProductChange, 'buyLimit' | 'limitDays'>): void {
  if (limitDays === undefined || buyLimit !== undefined) return;
  throw new UserError('product_invalid', { field: 'limit_days', reason: '(limit ≥ 1)' });
}

/** Codes compare without case: the form in which they are stored. */
export function foldCode(code: string): string {
  return code.trim().toUpperCase();
}

/** For where nobody looks the product up yet: its folded code. @throws UserError product_unknown for what can be no code */
export function checkCode(code: string): string {
  const folded = foldCode(code);
  if (CODE.test(folded)) return folded;
  throw new UserError('product_unknown', { code });
}

/** @throws UserError quantity_invalid unless it is a whole number from 1 to 100 */
export function checkQuantity(quantity: number): number {
  if (Number.isInteger(quantity) && quantity >= MIN_QUANTITY && quantity <= MAX_QUANTITY) return quantity;
  throw new UserError('quantity_invalid', { min: MIN_QUANTITY, max: MAX_QUANTITY });
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserError('product_invalid', { field: String(issue?.path[0]), reason: String(issue?.message) });
}
