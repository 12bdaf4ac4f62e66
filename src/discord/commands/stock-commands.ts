import { ApplicationCommandOptionType as Type, TextInputStyle } from 'discord.js';
import { UserError } from '../../runtime/errors.ts';
import { checkCode } from '../../shop/product.ts';
import type { StockUploads } from '../../shop/stock-uploads.ts';
import { customId } from '../custom-id.ts';
import {
  type Answer,
  type Caller,
  type CommandHandler,
  type CommandOptions,
  type ComponentHandler,
  reply,
} from '../handler.ts';
import { type StockFileReader, textLines } from '../stock-file.ts';
import { form } from '../views/components.ts';
import { addedText, previewView } from '../views/stock-views.ts';
import { completeCode, type ListedCatalogue } from './buyer-commands.ts';
import { codeOption, command, named } from './definition.ts';

/** What a form's paragraph holds at most. */
const MAX_FORM_TEXT = 4000;

export const stockAddDefinition = command('command.stock-add', [
  codeOption,
  { type: Type.String, ...named('option.text'), max_length: 6000 },
  { type: Type.Attachment, ...named('option.file') },
]);

export interface StockCommandsDeps {
  uploads: StockUploads;
  catalogue: ListedCatalogue;
  readStockFile: StockFileReader;
}

/** Stages items; nothing is stock before the preview is confirmed. */
export function stockCommands(deps: StockCommandsDeps): CommandHandler[] {
  return [
    {
      path: 'stock-add',
      // It only stages. A form must be the first answer, and a file that takes its time is waited for anyway.
      effect: 'read',
      needs: 'stock',
      complete: (caller, typed) => completeCode(deps.catalogue, caller, typed),
      answer: (caller, options) => stageFromCommand(deps, caller, options),
    },
  ];
}

/** The form for many lines, and what follows the preview. */
export function stockButtons({ uploads }: Pick<StockCommandsDeps, 'uploads'>): ComponentHandler[] {
  const needs = 'stock';
  const ownUpload = ({ userId }: Caller, args: string[]) => ({ uploadId: args[0] ?? '', actorId: userId });
  return [
    {
      name: 'stock-form',
      effect: 'read',
      shows: 'reply',
      needs,
      answer: (caller, { args, field }) => stage(uploads, caller, args[0] ?? '', textLines(field('text'))),
    },
    {
      name: 'stock-confirm',
      effect: 'write',
      shows: 'update',
      needs,
      answer: async (caller, { args }) => {
        const progress = await uploads.add(caller.shopId, ownUpload(caller, args));
        return reply(addedText(progress, args[1] ?? '', caller.t));
      },
    },
    {
      name: 'stock-cancel',
      effect: 'write',
      shows: 'update',
      needs,
      answer: async (caller, { args }) => {
        await uploads.drop(caller.shopId, ownUpload(caller, args));
        return reply(caller.t('stock.cancelled'));
      },
    },
  ];
}

async function stageFromCommand(
  { uploads, readStockFile }: StockCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const code = options.getString('code', true);
  const text = options.getString('text');
  const file = options.getAttachment('file');
  if (text === null && !file) return stockForm(caller, code);
  return await stage(uploads, caller, code, both(text, file && readStockFile(file)));
}

async function* both(text: string | null, file: AsyncIterable<readonly string[]> | null) {
  if (text !== null) yield* textLines(text);
  if (file) yield* file;
}

async function stage(
  uploads: StockUploads,
  { shopId, userId, t }: Caller,
  code: string,
  lines: AsyncIterable<readonly string[]>,
): Promise<Answer> {
  const preview = await uploads.stage(shopId, { code, actorId: userId }, lines);
  const { items, repeated, inShop, tooLong } = preview;
  if (items + repeated.count + inShop.count + tooLong.count === 0) throw new UserError('stock_empty', {});
  return reply(previewView(preview, t));
}

function stockForm({ t }: Caller, code: string): Answer {
  const id = customId('stock-form', checkCode(code));
  const input = {
    custom_id: 'text',
    label: t('stock.formLabel'),
    placeholder: t('stock.formPlaceholder'),
    style: TextInputStyle.Paragraph,
    min_length: 1,
    max_length: MAX_FORM_TEXT,
  };
  return { kind: 'modal', modal: form(id, t('stock.formTitle'), input) };
}
