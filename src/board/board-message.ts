import { createHash } from 'node:crypto';
import { harmless, plain } from '../languages/harmless.ts';
import type { Translate } from '../languages/text.ts';
import { formatPrice } from '../shop/money.ts';
import type { Closure } from '../health/surface.ts';
import type { BoardView, ProductLine, StockLevel } from './board-view.ts';

/** Discord's limits: description 4,096 characters an embed, 6,000 in all embeds of a message. */
const DESCRIPTION_LIMIT = 4096;
const TOTAL_LIMIT = 6000;
/** Kept free of product lines: titles, footer, the line that says how many more there are. */
const RESERVED = 400;

const COLOURS: Record<BoardView['kind'], number> = {
  full: 0x2ecc71,
  browse: 0xf1c40f,
  stale_list: 0xe67e22,
  simplified: 0xe67e22,
  text: 0xe74c3c,
  maintenance: 0xe74c3c,
  restarting: 0xe67e22,
};
const DOTS: Record<StockLevel, string> = { plenty: '🟢', low: '🟡', none: '🔴' };

/** The five buttons of a board, in their order. Their custom_ids never change: yesterday's board still works. */
export const BOARD_BUTTONS = [
  { action: 'register', id: 'ls1:register', key: 'button.register', emoji: '📝', style: 2 },
  { action: 'balance', id: 'ls1:balance', key: 'button.balance', emoji: '💰', style: 2 },
  { action: 'world', id: 'ls1:world', key: 'button.world', emoji: '🌍', style: 2 },
  { action: 'buy', id: 'ls1:buy', key: 'button.buy', emoji: '🛒', style: 3 },
  { action: 'history', id: 'ls1:history', key: 'button.history', emoji: '📋', style: 2 },
] as const;

/** A message body in Discord's JSON, as far as the board uses it. */
export interface BoardMessage {
  content: string;
  embeds: { title?: string; description: string; color: number; footer?: { text: string } }[];
  components: { type: 1; components: BoardButton[] }[];
  allowed_mentions: { parse: [] };
}
export interface BoardButton {
  type: 2;
  style: number;
  custom_id: string;
  label: string;
  emoji: { name: string };
  disabled: boolean;
}

/** Draws the board around its buttons in one language, within Discord's limits for any number of products. */
export function boardMessage(
  view: BoardView,
  components: BoardMessage['components'],
  t: Translate,
): BoardMessage {
  const pages = descriptions(view, t);
  return {
    content: '',
    embeds: pages.map((description, index) => ({
      ...(index === 0 && { title: t(view.kind === 'simplified' ? 'board.titleSimplified' : 'board.title') }),
      description,
      color: COLOURS[view.kind],
      ...(index === pages.length - 1 && { footer: { text: t('board.footer', { revision: view.revision }) } }),
    })),
    components,
    allowed_mentions: { parse: [] },
  };
}

/** Builds the row of buttons; none where the surface has none. */
export function boardButtons(
  { enabled }: Pick<BoardView, 'enabled'>,
  t: Translate,
): BoardMessage['components'] {
  if (!enabled) return [];
  const buttons = BOARD_BUTTONS.map(
    ({ action, id, key, emoji, style }): BoardButton => ({
      type: 2,
      style,
      custom_id: id,
      label: t(key),
      emoji: { name: emoji },
      disabled: !enabled.includes(action),
    }),
  );
  return [{ type: 1, components: buttons }];
}

/** Equal hashes show the same: the board is edited only when this changes. */
export function contentHash(message: BoardMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('base64url');
}

/** One line of a product, as the board and /stock show it. */
export function productText(line: ProductLine, t: Translate): string {
  const { code, free, closure } = line;
  const values = { name: harmless(line.name), code, price: formatPrice(line.priceWl) };
  // The whole text is told to whoever tries to buy it.
  const short = { ...closure, text: closure?.text && plain(closure.text, 60) };
  if (closure) return t('board.productClosed', { ...values, ...closureValues(short) });
  const star = line.featured ? 'yes' : 'no';
  return t('board.product', { ...values, dot: DOTS[line.level], star, free });
}

/** That staff have closed the shop, with what they say about it. */
export function closedText(closure: Closure, t: Translate): string {
  return t('board.closed', closureValues(closure));
}

/** The list as embed descriptions; what does not fit into Discord's 6,000 characters is counted in the last line. */
function descriptions(view: BoardView, t: Translate): string[] {
  const head = headLines(view, t);
  const lines = listLines(view, t);
  const pages = [head.join('\n')];
  let total = pages[0]?.length ?? 0;
  for (const [index, { text }] of lines.entries()) {
    const length = text.length + 1;
    if (total + length > TOTAL_LIMIT - RESERVED) {
      const count = lines.slice(index).filter((line) => line.isProduct).length;
      append(pages, t('board.more', { count }));
      break;
    }
    append(pages, text);
    total += length;
  }
  if (lines.length === 0 && view.enabled) append(pages, t('board.empty'));
  return pages;
}

/** What stands above the list, or instead of it. */
function headLines({ kind, changedAtMs, readAtMs, closure }: BoardView, t: Translate): string[] {
  const at = (ms: number, style: string) => `<t:${Math.floor(ms / 1000)}:${style}>`;
  const changed = t('board.changed', { when: at(changedAtMs, 'R') });
  switch (kind) {
    case 'full':
      return [changed];
    case 'browse':
      return [t('board.browse'), changed];
    case 'restarting':
      return [t('board.restarting'), changed];
    case 'stale_list':
      return [t('board.stale', { when: at(readAtMs, 'f') })];
    case 'simplified':
      return [t('board.simplified'), changed];
    case 'text':
      return [t('board.text'), changed];
    case 'maintenance':
      return [closure ? closedText(closure, t) : t('board.maintenance')];
  }
}

/** `none` where there is nothing to say. */
function closureValues({ text, untilMs }: Closure) {
  return {
    text: text ? harmless(text) : 'none',
    until: untilMs === undefined ? 'none' : `<t:${Math.floor(untilMs / 1000)}:f>`,
  };
}

function listLines(view: BoardView, t: Translate): { text: string; isProduct: boolean }[] {
  const named = view.sections.length > 1 || view.sections[0]?.category !== undefined;
  return view.sections.flatMap((section) => [
    ...(named || section.featured
      ? [{ text: `\n__**${sectionTitle(section, t)}**__`, isProduct: false }]
      : []),
    ...section.lines.map((line) => ({ text: productText(line, t), isProduct: true })),
  ]);
}

function sectionTitle({ featured, category }: BoardView['sections'][number], t: Translate): string {
  if (featured) return t('board.featured');
  return category ? harmless(plain(category, 50)) : t('board.uncategorised');
}

function append(pages: string[], text: string): void {
  const last = pages.length - 1;
  const page = pages[last] ?? '';
  if (page.length + 1 + text.length <= DESCRIPTION_LIMIT) pages[last] = `${page}\n${text}`;
  else pages.push(text.trimStart());
}
