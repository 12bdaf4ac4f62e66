import { ButtonStyle } from 'discord.js';
import type { Translate } from '../../languages/text.ts';
import type { UploadPreview } from '../../shop/stock-uploads.ts';
import type { Lines } from '../../shop/stock.ts';
import type { ShownItem, StockItem, UploadProgress } from '../../shop/store/shop-store.ts';
import { customId } from '../custom-id.ts';
import type { ReplyMessage } from '../handler.ts';
import { pager } from './buyer-views.ts';
import { button, row, timestamp } from './components.ts';

export const ITEMS_PAGE = 20;
const COLOUR = 0x3498db;

/** What an upload would bring, with Confirm and Cancel when that is anything: counts and line numbers, never the goods. */
export function previewView(preview: UploadPreview, t: Translate): ReplyMessage {
  const { uploadId, code, items, empty, expiresAtMs } = preview;
  const left = (key: 'stock.repeated' | 'stock.inShop' | 'stock.tooLong', lines: Lines) =>
    lines.count > 0 ? [t(key, lineValues(lines))] : [];
  const description = [
    t('stock.preview', { items, code }),
    ...left('stock.repeated', preview.repeated),
    ...left('stock.inShop', preview.inShop),
    ...left('stock.tooLong', preview.tooLong),
    ...(empty > 0 ? [t('stock.emptyLines', { count: empty })] : []),
    ...(items > 0 ? ['', t('stock.previewUntil', { when: timestamp(expiresAtMs) })] : []),
  ].join('\n');
  const buttons = row(
    button(customId('stock-confirm', uploadId, code), t('button.confirm'), {
      style: ButtonStyle.Success,
      emoji: '✅',
    }),
    button(customId('stock-cancel', uploadId), t('button.cancel'), { style: ButtonStyle.Danger }),
  );
  return {
    embeds: [{ title: t('stock.previewTitle'), description, color: COLOUR }],
    components: items > 0 ? [buttons] : [],
  };
}

function lineValues({ count, first }: Lines) {
  return { count, lines: `${first.join(', ')}${count > first.length ? '…' : ''}` };
}

/** What became of a confirmed upload. */
export function addedText(
  { isDone, added, duplicates, free }: UploadProgress,
  code: string,
  t: Translate,
): string {
  return [
    t('stock.added', { added, free, code }),
    ...(duplicates > 0 ? [t('stock.lateDuplicates', { count: duplicates })] : []),
    ...(isDone ? [] : [t('stock.goesOn')]),
  ].join('\n');
}

/** A page of a product's items, masked. */
export function itemsView(
  { items, total }: { items: readonly StockItem[]; total: number },
  { code, page }: { code: string; page: number },
  t: Translate,
): ReplyMessage {
  const pages = Math.max(1, Math.ceil(total / ITEMS_PAGE));
  const lines = items.map(({ id, status, addedAtMs, addedBy, orderId }) =>
    t('stockItems.entry', {
      item: id,
      status,
      when: timestamp(addedAtMs),
      by: addedBy ?? 'none',
      order: orderId ?? 0,
    }),
  );
  return {
    embeds: [
      {
        title: t('stockItems.title', { code, total }),
        description: lines.join('\n') || t('stockItems.none'),
        color: COLOUR,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: page + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('stock-items-page', page, pages, { t }, code)] : [],
  };
}

/** The contents of items, for one pair of eyes. */
export function shownItems(items: readonly ShownItem[], t: Translate): ReplyMessage {
  const lines = items.map(({ id, code, content }) => `${id}\t${code}\t${content}`);
  return {
    content: t('stockItems.shown', { count: items.length }),
    files: [
      { name: 'stock-items.txt', data: Buffer.from(`${lines.join('\n')}\n`), contentType: 'text/plain' },
    ],
  };
}
