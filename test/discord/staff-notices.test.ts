import { describe, expect, it } from 'vitest';
import type { NoticeMessages } from '../../src/discord/notice-messages.ts';
import type { Trouble } from '../../src/discord/notice-texts.ts';
import { type NoticeTarget, StaffNotices } from '../../src/discord/staff-notices.ts';
import { translators } from '../../src/languages/text.ts';
import { TestClock } from '../support/test-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const breaker = (name: string): Trouble => ({ kind: 'breaker', data: { breaker: name } });
const board: Trouble = {
  kind: 'board',
  data: { channelId: '123', reason: 'forbidden', missing: ['EmbedLinks'] },
};

/** The messages as Discord would show them; `fail` makes the next calls throw, `answer` holds the answers to them back. */
function inbox() {
  const shown = new Map<string, { to: string; content: string; edits: number }>();
  const state: { fail: boolean; gone: boolean; answer?: Promise<void> } = { fail: false, gone: false };
  const messages: NoticeMessages = {
    async send({ id }, content) {
      if (state.fail) throw new Error('Discord is down');
      const messageId = `m${shown.size + 1}`;
      shown.set(messageId, { to: id, content, edits: 0 });
      await state.answer;
      return { channelId: `dm-${id}`, messageId };
    },
    async edit({ messageId }, content) {
      if (state.fail) throw new Error('Discord is down');
      const message = shown.get(messageId);
      if (state.gone || !message) return false;
      message.content = content;
      message.edits += 1;
      return true;
    },
  };
  return { messages, shown, state, contents: () => [...shown.values()].map(({ content }) => content) };
}

const channel: NoticeTarget = { kind: 'channel', id: 'c1', language: 'en' };

async function setUp(options: { targets?: (shopId: string | undefined) => NoticeTarget[] } = {}) {
  const clock = new TestClock();
  const box = inbox();
  const facts = new Map<string, string>();
  const errors: unknown[] = [];
  const begin = async () => {
    const notices = new StaffNotices({
      messages: () => box.messages,
      store: {
        fact: async (key) => facts.get(key),
        setFact: async (key, value) => void facts.set(key, value),
      },
      clock,
      newNonce: () => 'nonce',
      texts: translators(),
      targets: options.targets ?? (() => [channel]),
      onError: (error) => errors.push(error),
    });
    await notices.start();
    return notices;
  };
  return { clock, ...box, facts, errors, begin, notices: await begin() };
}

describe('staff notices', () => {
  it('put what comes within seconds into one message', async () => {
    const { clock, notices, contents } = await setUp();
    notices.raise('a', breaker('reply'));
    await clock.advance(2000);
    notices.raise('b', board);
    await clock.advance(1000);
    expect(contents()).toHaveLength(1);
    expect(contents()[0]).toContain('Calls to Discord fail');
    expect(contents()[0]).toContain('the bot needs **Embed Links** there');
  });

  it('say it once while it lasts, with one reminder an hour', async () => {
    const { clock, notices, contents, shown } = await setUp();
    for (let second = 0; second < 3 * 3600; second += 5) {
      notices.raise('a', breaker('reply'));
      await clock.advance(5000);
    }
    expect(contents()).toHaveLength(3);
    expect([...shown.values()].map(({ edits }) => edits)).toEqual([0, 0, 0]);
  });

  it('edit every message about it to say how long it lasted', async () => {
    const { clock, notices, contents } = await setUp();
    notices.raise('a', breaker('reply'));
    notices.raise('b', breaker('delivery'));
    await clock.advance(HOUR + 5 * MINUTE);
    notices.resolve('a');
    await clock.advance(5000);
    expect(contents()).toHaveLength(2);
    for (const content of contents()) {
      const [first, over, second] = content.split('\n');
      expect(first).toMatch(/^~~.*reply.*~~$/);
      expect(over).toBe('✅ Over after 1 h 5 min.');
      expect(second).toMatch(/^⚠️.*delivery/);
    }
  });

  it('say that it is over in the message that was on its way when it ended', async () => {
    const { clock, notices, contents, state } = await setUp();
    const answer = Promise.withResolvers<void>();
    state.answer = answer.promise;
    notices.raise('a', breaker('reply'));
    await clock.advance(3000);
    expect(contents()).toHaveLength(1);
    notices.resolve('a');
    answer.resolve();
    await clock.advance(5000);
    expect(contents()).toHaveLength(1);
    expect(contents()[0]).toContain('✅ Over after');
    expect(notices.active()).toEqual([]);
  });

  it('forget what ended while its message failed', async () => {
    const { clock, notices, contents, messages } = await setUp();
    const answer = Promise.withResolvers<never>();
    const { send } = messages;
    messages.send = () => answer.promise;
    notices.raise('a', breaker('reply'));
    await clock.advance(3000);
    notices.resolve('a');
    answer.reject(new Error('Discord is down'));
    await clock.advance(5000);
    messages.send = send;
    await clock.advance(HOUR);
    expect(contents()).toEqual([]);
  });

  it('say nothing of what is over before anybody was told', async () => {
    const { clock, notices, contents } = await setUp();
    notices.raise('a', breaker('reply'));
    await clock.advance(2900);
    notices.resolve('a');
    notices.resolve('never raised');
    await clock.advance(HOUR);
    expect(contents()).toEqual([]);
  });

  it('continue in the same message when it comes back within ten minutes, and in a new one later', async () => {
    const { clock, notices, contents } = await setUp();
    for (let flap = 0; flap < 20; flap++) {
      notices.raise('a', breaker('reply'));
      await clock.advance(30_000);
      notices.resolve('a');
      await clock.advance(30_000);
    }
    expect(contents()).toHaveLength(1);
    expect(contents()[0]).toContain('Over after');
    await clock.advance(11 * MINUTE);
    notices.raise('a', breaker('reply'));
    await clock.advance(5000);
    expect(contents()).toHaveLength(2);
  });

  it('edit the message when the trouble changes', async () => {
    const { clock, notices, contents } = await setUp();
    const tier = (name: 'browse' | 'text'): Trouble => ({
      kind: 'tier',
      data: { tier: name, why: 'ledger' },
    });
    notices.raise('tier', tier('browse'));
    await clock.advance(5000);
    notices.raise('tier', tier('text'));
    await clock.advance(5000);
    expect(contents()).toHaveLength(1);
    expect(contents()[0]).toContain('a text only');
  });

  it('remember over restarts what was said, and end what is not seen again', async () => {
    const { clock, begin, notices, contents } = await setUp();
    notices.raise('a', breaker('reply'));
    notices.raise('b', breaker('delivery'));
    await clock.advance(5000);
    let last = notices;
    for (let start = 0; start < 5; start++) {
      await last.stop();
      last = await begin();
      last.raise('a', breaker('reply'));
      await clock.advance(10_000);
    }
    expect(contents()).toHaveLength(1);
    await clock.advance(5 * MINUTE);
    expect(contents()).toHaveLength(1);
    expect(contents()[0]).toMatch(/reply.*\n~~.*delivery.*~~\n✅/);
    await last.stop();
    expect(clock.waiting).toBe(0);
  });

  it('come a minute later when Discord was down, and never throw into the work', async () => {
    const { clock, notices, contents, state, errors } = await setUp();
    state.fail = true;
    notices.raise('a', breaker('reply'));
    await clock.advance(2 * MINUTE);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(4);
    state.fail = false;
    await clock.advance(2 * MINUTE);
    expect(contents()).toHaveLength(1);
  });

  it('tell what happened once, at once when asked, and settle also when it can’t be told', async () => {
    const { clock, notices, contents, state, errors } = await setUp();
    const told = notices.tell(() => 'restarted', { now: true });
    await clock.advance(0);
    await told;
    expect(contents()).toEqual(['restarted']);
    state.fail = true;
    const lost = notices.tell(() => 'lost');
    await clock.advance(5000);
    await lost;
    expect(errors).toHaveLength(1);
    const unsent = notices.tell(() => 'too late');
    await notices.stop();
    await unsent;
  });

  it('reach each owner in the language of the shop, about the shop alone', async () => {
    const owner = (id: string, language: 'en' | 'id'): NoticeTarget => ({ kind: 'user', id, language });
    const targets = (shopId: string | undefined) =>
      shopId === 's2' ? [owner('u2', 'id')] : [owner('u1', 'en'), owner('u3', 'en')];
    const { clock, notices, shown } = await setUp({ targets });
    notices.raise('a', board, 's1');
    notices.raise('b', board, 's2');
    await clock.advance(5000);
    const heard = [...shown.values()].map(({ to, content }) => [to, content.slice(3, 14)]);
    expect(heard).toEqual([
      ['u1', '**The board'],
      ['u3', '**The board'],
      ['u2', '**Papan di '],
    ]);
  });

  it('stay few and short however many troubles there are', async () => {
    const { clock, notices, contents } = await setUp();
    for (let index = 0; index < 500; index++) notices.raise(`k${index}`, board);
    await clock.advance(10 * MINUTE);
    expect(contents().length).toBeLessThanOrEqual(13);
    for (const content of contents()) expect(content.length).toBeLessThanOrEqual(2000);
    expect(notices.active()).toHaveLength(100);
  });
});
