import type { money as english } from '../english/money.ts';

export const money: Record<keyof typeof english, string> = {
  'wallet.credited': '✅ {amount} masuk ke dompet <@{user}>. Saldo baru: {balance}',
  'wallet.debited': '✅ {amount} diambil dari dompet <@{user}>. Saldo baru: {balance}',
};
