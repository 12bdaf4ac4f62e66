import { board } from './indonesian/board.ts';
import { boards } from './indonesian/boards.ts';
import { buying } from './indonesian/buying.ts';
import { buyers } from './indonesian/buyers.ts';
import { catalogue } from './indonesian/catalogue.ts';
import { data } from './indonesian/data.ts';
import { check } from './indonesian/check.ts';
import { closing } from './indonesian/closing.ts';
import { orders } from './indonesian/orders.ts';
import { comforts } from './indonesian/comforts.ts';
import { money } from './indonesian/money.ts';
import { operation } from './indonesian/operation.ts';
import { staffChannels } from './indonesian/staff-channels.ts';
import { staff } from './indonesian/staff.ts';
import { stock } from './indonesian/stock.ts';
import { refusals } from './indonesian/refusals.ts';
import { commands } from './indonesian/commands.ts';
import type { TextKey } from './text.ts';

export const indonesian: Record<TextKey, string> = {
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
};
