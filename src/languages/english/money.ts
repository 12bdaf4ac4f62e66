export const money = {
  'wallet.credited': '✅ {amount} paid into the wallet of <@{user}>. New balance: {balance}',
  'wallet.debited': '✅ {amount} taken from the wallet of <@{user}>. New balance: {balance}',
} as const;
