import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardButtons, boardMessage } from '../../src/board/board-message.ts';
import { type BoardSurface, boardView } from '../../src/board/board-view.ts';
import { BOARD_ACTIONS } from '../../src/health/surface.ts';
import { translators } from '../../src/languages/text.ts';
import type { Catalogue, StockedProduct } from '../../src/shop/store/shop-store.ts';

const { en, id } = translators();

const OPEN: BoardSurface = { kind: 'full', enabled: BOARD_ACTIONS };

function draw(catalogue: Catalogue, t = en, surface = OPEN) {
  const view = boardView({ ...catalogue, readAtMs: 1_700_000_500_000 }, surface);
  return boardMessage(view, boardButtons(view, t), t);
}

function product(more: Partial<StockedProduct>): StockedProduct {
  const empty = {
    category: undefined,
    description: undefined,
    featured: false,
    lowStock: 10,
    roleId: undefined,
    buyLimit: undefined,
    limitDays: undefined,
    cooldownMinutes: undefined,
  };
  return {
    id: 1,
    shopId: '1',
    code: 'A',
    name: 'Apple',
    priceWl: 10_305,
    free: 11,
    sold: 0,
    ...empty,
    ...more,
  };
}

const anyProduct = fc.record({
  code: fc.stringMatching(/^[A-Z0-9_-]{1,32}$/),
  name: fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }),
  priceWl: fc.integer({ min: 1, max: 1_000_000_000 }),
  free: fc.nat(1_000_000),
  category: fc.option(fc.string({ minLength: 1, maxLength: 50 }), { nil: undefined }),
});

describe('the board message', () => {
  it('shows name, exact price, stock with its colour, and when it changed', () => {
    const products = [
      product({ name: 'Plenty', code: 'P', free: 11 }),
      product({ name: 'Few', code: 'F', free: 10 }),
      product({ name: 'Gone', code: 'G', free: 0 }),
    ];
    const [embed] = draw({ revision: 7, changedAtMs: 1_700_000_000_999, products }).embeds;
    expect(embed?.title).toBe('🏪 Growtopia Shop Status');
    expect(embed?.description).toContain('<t:1700000000:R>');
    expect(embed?.description).toContain('🟢 **Plenty** `P` · 1 BGL 3 DL 5 WL · 11 in stock');
    expect(embed?.description).toContain('🟡 **Few** `F` · 1 BGL 3 DL 5 WL · 10 in stock');
    expect(embed?.description).toContain('🔴 **Gone** `G` · 1 BGL 3 DL 5 WL · sold out');
  });

  it('is within Discord’s limits for any catalogue, and says how many products it leaves out', () => {
    fc.assert(
      fc.property(fc.array(anyProduct, { maxLength: 200 }), (items) => {
        const message = draw({ revision: 1, changedAtMs: 0, products: items.map((item) => product(item)) });
        const texts = message.embeds.flatMap(({ title, description, footer }) => [
          title ?? '',
          description,
          footer?.text ?? '',
        ]);
        expect(message.embeds.length).toBeLessThanOrEqual(10);
        expect(texts.join('').length).toBeLessThanOrEqual(6000);
        for (const { description } of message.embeds) {
          expect(description.trim().length).toBeGreaterThan(0);
          expect(description.length).toBeLessThanOrEqual(4096);
        }
        const shown = texts.join('\n').match(/^[🟢🟡🔴]/gmu)?.length ?? 0;
        const more = Number(/and ([\d,]+) more/.exec(texts.join('\n'))?.[1]?.replaceAll(',', '') ?? 0);
        expect(shown + more).toBe(items.length);
      }),
      { numRuns: 150 },
    );
  });

  it('shows 60 ordinary products without leaving one out', () => {
    const products = Array.from({ length: 60 }, (_, index) =>
      product({ code: `ITEM${index}`, name: `Ordinary product ${index}`, category: `Category ${index % 5}` }),
    );
    const text = draw({ revision: 1, changedAtMs: 0, products })
      .embeds.map(({ description }) => description)
      .join('\n');
    expect(products.filter(({ code }) => !text.includes(`\`${code}\``))).toEqual([]);
  });

  it('lets no markdown, mention or link in a name take effect', () => {
    const name = '**bold** @everyone [x](https://e.vil) <@123456789012345678> `code` \u202Ereversed\u200B';
    const [embed] = draw({ revision: 1, changedAtMs: 0, products: [product({ name })] }).embeds;
    expect(embed?.description).toContain(
      '\\*\\*bold\\*\\* \\@everyone \\[x\\]\\(https\\://e.vil\\) \\<\\@123456789012345678\\> \\`code\\` reversed',
    );
    expect(embed?.description).not.toMatch(/[\u202E\u200B]/);
  });

  it('has five buttons in the reader’s language, dead while the shop restarts', () => {
    const catalogue = { revision: 1, changedAtMs: 0, products: [] };
    const labels = (message: ReturnType<typeof draw>) =>
      message.components[0]?.components.map(({ emoji, label }) => `${emoji.name} ${label}`);
    expect(labels(draw(catalogue))).toEqual([
      '📝 Register',
      '💰 Balance',
      '🌍 World',
      '🛒 Buy',
      '📋 History',
    ]);
    expect(labels(draw(catalogue, id))).toEqual([
      '📝 Daftar',
      '💰 Saldo',
      '🌍 World',
      '🛒 Beli',
      '📋 Riwayat',
    ]);
    const restarting = draw(catalogue, en, { kind: 'restarting' });
    expect(restarting.components[0]?.components.every(({ disabled }) => disabled)).toBe(true);
    expect(restarting.embeds[0]?.description).toContain('Restarting');
  });

  it('says what each surface of a shop in trouble offers, and shows no button that would do nothing', () => {
    const catalogue = { revision: 1, changedAtMs: 1_700_000_000_000, products: [product({})] };
    const shown = (surface: BoardSurface) => {
      const { embeds, components } = draw(catalogue, en, surface);
      const buttons = components.flatMap((row) => row.components);
      const enabled = buttons.filter(({ disabled }) => !disabled).map(({ label }) => label);
      return { text: `${embeds[0]?.title}\n${embeds[0]?.description}`, count: buttons.length, enabled };
    };
    const browse = shown({ kind: 'browse', enabled: ['balance', 'world', 'history'] });
    expect(browse).toMatchObject({ count: 5, enabled: ['Balance', 'World', 'History'] });
    expect(browse.text).toMatch(/Buying is paused[\s\S]*Apple/);
    const stale = shown({ kind: 'stale_list', enabled: [] });
    expect(stale).toMatchObject({ count: 5, enabled: [] });
    expect(stale.text).toMatch(/from <t:1700000500:f>[\s\S]*Apple/);
    const simplified = shown({ kind: 'simplified' });
    expect(simplified).toMatchObject({ count: 0 });
    expect(simplified.text).toMatch(/Simplified Mode[\s\S]*\/stock, \/buy, \/balance/);
    for (const kind of ['simplified', 'text', 'maintenance'] as const) {
      expect(shown({ kind })).toMatchObject({ count: 0 });
      expect(shown({ kind }).text).not.toContain('Apple');
    }
  });
});
