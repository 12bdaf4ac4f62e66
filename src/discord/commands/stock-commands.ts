import { ApplicationCommandOptionType as Type } from 'discord.js';
import { UserError } from '../../runtime/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { itemLines, type StockFileReader } from '../stock-file.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named } from './definition.ts';

export const stockAddDefinition = command('command.stock-add', [
  codeOption,
  { type: Type.String, ...named('option.text'), max_length: 6000 },
  { type: Type.Attachment, ...named('option.file') },
]);

/** Positions of left-out lines that are named one by one. */
const LISTED_DUPLICATES = 20;

export interface StockCommandsDeps {
  shop: Shop;
  catalogue: ListedCatalogue;
  readStockFile: StockFileReader;
}

/** Brings items into the shop. */
export function stockCommands(deps: StockCommandsDeps): CommandHandler[] {
  return [
    {
      path: 'stock-add',
      effect: 'write',
      needs: 'stock',
      complete: (caller, typed) => completeCode(deps.catalogue, caller, typed),
      answer: (caller, options) => addStock(deps, caller, options),
    },
  ];
}

async function addStock(deps: StockCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const { shopId, userId, t } = caller;
  const file = options.getAttachment('file');
  const fromFile = file ? await deps.readStockFile(file) : [];
  const lines = [...itemLines(options.getString('text') ?? ''), ...fromFile];
  if (lines.length === 0) throw new UserError('stock_empty', {});
  const code = options.getString('code', true);
  const { added, duplicates, free } = await deps.shop.addStock(shopId, code, lines, userId);
  const answer = t('stock.added', { added, free, code: code.toUpperCase() });
  if (duplicates.length === 0) return reply(answer);
  const listed = duplicates.slice(0, LISTED_DUPLICATES).join(', ');
  const more = duplicates.length > LISTED_DUPLICATES ? '…' : '';
  return reply(
    `${answer}\n${t('stock.duplicates', { count: duplicates.length, lines: `${listed}${more}` })}`,
  );
}
