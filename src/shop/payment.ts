import { UserError } from '../runtime/errors.ts';

/** The most that one payment moves: as much as the dearest product costs. */
export const MAX_PAYMENT_WL = 1_000_000_000;
export const MAX_REASON_LENGTH = 200;

/** @throws UserError amount_invalid unless it is a whole number of WL from 1 to `maxWl` */
export function checkAmount(amountWl: number, maxWl = MAX_PAYMENT_WL): number {
  if (Number.isInteger(amountWl) && amountWl >= 1 && amountWl <= maxWl) return amountWl;
  throw new UserError('amount_invalid', { min: 1, max: maxWl });
}

/** What was typed, on one line and without white space around it. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The reason on one line. @throws UserError reason_missing unless it has 1 to 200 characters */
export function checkReason(reason: string): string {
  const line = oneLine(reason);
  if (line.length >= 1 && line.length <= MAX_REASON_LENGTH) return line;
  throw new UserError('reason_missing', {});
}
