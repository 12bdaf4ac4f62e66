import { expect, vi } from 'vitest';
import { demoScenarios } from '../../src/demo-scenarios.ts';
import { databaseFileOf } from '../../src/shop/store/open-store.ts';
import type { StatusReport } from '../../src/http/status-report.ts';
import type { Outcome, ViewedMessage } from '../../src/sandbox/control-api.ts';
import { LeapClock } from './leap-clock.ts';
import { customIds, startShop, type TestShop, textOf } from './start-shop.ts';

const STEP_MS = 1000;
/** While somebody waits for an answer: short against Discord's limit of 3 s. */
const SHORT_STEP_MS = 250;

/** What the board can be for those who look at it. */
export type Shown = 'list' | 'list, nothing to buy' | 'commands' | 'text' | 'maintenance';
type Health = NonNullable<StatusReport['health']>;

/** A shop in a scenario, and somebody who watches its board while time flies. */
export interface BrokenShop extends AsyncDisposable {
  shop: TestShop;
  /** What the board was from the start on, without repeats. */
  seen: Shown[];
  start(): Promise<void>;
  stop(): Promise<void>;
  boardText(): Promise<string>;
  status(): Promise<StatusReport & { health: Health }>;
  /** Names of what takes points away now. */
  lost(): Promise<string[]>;
  /** Presses every button of the board that can be pressed; each must be answered. */
  pressAll(): Promise<void>;
  /** Lets time fly until the board is this, looking each second. @throws when it isn't within that time */
  until(shown: Shown, withinMs: number): Promise<void>;
  /** Lets time fly until the board has this text. @throws when it hasn't within that time */
  untilText(text: string, withinMs: number): Promise<void>;
  /** Lets this much time fly, looking each second. */
  pass(ms: number): Promise<void>;
  /** Lets time fly until a promise settles. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Somebody's command; its first answer. */
  command(who: string, name: string, options?: Record<string, string | number>): Promise<Outcome>;
  /** A buyer buys an apple, gets it, and the board tells. */
  sells(leftAfterwards: number): Promise<void>;
}

/**
 * Opens a shop with three apples and a buyer with 1,000 WL, on a clock that leaps together with Discord's.
 * @param id of the scenario that `start` starts
 */
export async function startBrokenShop(id: string): Promise<BrokenShop> {
  const clock = new LeapClock();
  const shop = await startShop({ startBot: false });
  const scenario = demoScenarios(databaseFileOf(shop.env['DATABASE_URL'] ?? '')).find(
    (known) => known.id === id,
  );
  if (!scenario) throw new Error(`there is no scenario ${id}`);
  let exchanges = 0;
  shop.sandbox.onExchange(() => (exchanges += 1));
  await shop.start({}, clock);
  await shop.product('APPLE', { price: 100, stock: 3 });
  await shop.fund('alex', 1000);
  const { id: messageId } = await shop.boardShows((text) => expect(text).toContain('3 in stock'));
  const seen: Shown[] = ['list'];

  /** The same message always, and no other. */
  const board = async () => {
    const all = await shop.control.view({ userId: shop.userId('alex'), channelId: shop.channelId });
    const own = all.filter((message) => message.ephemeralFor === undefined);
    expect(own.map((message) => message.id)).toEqual([messageId]);
    return own[0] as ViewedMessage;
  };
  const status = async () => {
    const response = await fetch(`${shop.app.httpUrl}/status`, { headers: { accept: 'application/json' } });
    const report = (await response.json()) as StatusReport & { health: Health };
    expectAddedUp(report.health);
    return report;
  };

  /** Waits until nobody asks Discord anything any more. */
  async function settle(): Promise<void> {
    for (let quiet = 0, before = exchanges; quiet < 2; before = exchanges) {
      await status();
      quiet = before === exchanges ? quiet + 1 : 0;
    }
  }
  async function leap(ms: number): Promise<void> {
    clock.leap(ms);
    await shop.control.advanceClock({ ms });
    await settle();
  }
  async function pressAll(): Promise<void> {
    for (const customId of enabledButtons(await board())) {
      const { state } = await shop.click('alex', messageId, customId);
      expect({ customId, on: seen.at(-1), state }).toEqual({
        customId,
        on: seen.at(-1),
        state: 'answered',
      });
    }
  }
  /** A board that has changed is tried out at once. */
  async function look(): Promise<Shown> {
    const now = shownBy(await board());
    if (now === seen.at(-1)) return now;
    seen.push(now);
    await pressAll();
    return now;
  }
  async function flyUntil(done: () => Promise<boolean>, what: string, withinMs: number): Promise<void> {
    for (let passedMs = 0; !(await done()); passedMs += STEP_MS) {
      if (passedMs >= withinMs) {
        const { score, why, tier } = (await status()).health;
        throw new Error(`${seen.join(' → ')}, not ${what}: ${tier} at ${score} (${why.join('; ')})`);
      }
      await leap(STEP_MS);
    }
  }

  return {
    shop,
    seen,
    start: () => scenario.start(shop.control),
    stop: () => scenario.stop(shop.control),
    boardText: async () => textOf(await board()),
    status,
    async lost() {
      const { parts, caps } = (await status()).health;
      const lossy = parts.filter(({ lost }) => lost > 0).map(({ component }) => component);
      return [...lossy, ...caps.map(({ name }) => name)];
    },
    pressAll,
    until: (shown, withinMs) => flyUntil(async () => (await look()) === shown, shown, withinMs),
    untilText: (text, withinMs) =>
      flyUntil(async () => textOf(await board()).includes(text), `“${text}”`, withinMs),
    async pass(ms) {
      for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
        await leap(STEP_MS);
        await look();
      }
    },
    async during(work) {
      const settled = Promise.allSettled([work]).then(() => 'settled');
      while ((await Promise.race([settled, leap(SHORT_STEP_MS)])) !== 'settled');
      return await work;
    },
    command: (who, name, options = {}) =>
      shop.control.command({ userId: shop.userId(who), channelId: shop.channelId, name, options }),
    async sells(leftAfterwards) {
      const { messageId: quote, confirmId } = await shop.toConfirm('alex', 'APPLE', 1);
      await shop.click('alex', quote, confirmId);
      await vi.waitFor(async () => expect(await shop.goodsOf('alex')).toHaveLength(1), { timeout: 8000 });
      await shop.boardShows((text) => expect(text).toContain(`${leftAfterwards} in stock`));
    },
    async [Symbol.asyncDispose]() {
      await scenario.stop(shop.control);
      await shop[Symbol.asyncDispose]();
      clock[Symbol.dispose]();
    },
  };
}

/** What a reader makes of the board. */
function shownBy(board: ViewedMessage): Shown {
  const text = textOf(board);
  if (text.includes('Simplified Mode')) return 'commands';
  if (text.includes('The shop has trouble')) return 'text';
  if (customIds(board).length === 0) return 'maintenance';
  return enabledButtons(board).includes('ls1:buy') ? 'list' : 'list, nothing to buy';
}

function enabledButtons(board: ViewedMessage): string[] {
  const rows = board.components as { components: { custom_id: string; disabled?: boolean }[] }[];
  const buttons = rows.flatMap(({ components }) => components);
  return buttons.filter(({ disabled }) => !disabled).map(({ custom_id }) => custom_id);
}

/** Every point that is not there has a name. */
function expectAddedUp({ score, parts, cappedPoints }: Health): void {
  // All are multiples of a quarter, which floating point adds up exactly.
  expect(score + parts.reduce((sum, part) => sum + part.lost, cappedPoints)).toBe(100);
}
