import { board } from './english/board.ts';
import { boards } from './english/boards.ts';
import { buying } from './english/buying.ts';
import { buyers } from './english/buyers.ts';
import { catalogue } from './english/catalogue.ts';
import { data } from './english/data.ts';
import { check } from './english/check.ts';
import { closing } from './english/closing.ts';
import { orders } from './english/orders.ts';
import { comforts } from './english/comforts.ts';
import { money } from './english/money.ts';
import { operation } from './english/operation.ts';
import { staffChannels } from './english/staff-channels.ts';
import { staff } from './english/staff.ts';
import { stock } from './english/stock.ts';
import { refusals } from './english/refusals.ts';
import { commands } from './english/commands.ts';

// ICU messages. Prices arrive formatted, names already harmless.
export const english = {
  ...board,
  ...boards,
  ...buying,
  ...buyers,
  ...catalogue,
  ...data,
  ...check,
  ...closing,
  ...money,
  ...orders,
  ...comforts,
  ...operation,
  ...staff,
  ...staffChannels,
  ...stock,
  ...refusals,
  ...commands,
} as const;
