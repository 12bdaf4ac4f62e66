import { expect, it } from 'vitest';
import { type ConfirmedRestart, restartCommand } from '../../src/discord/commands/restart-command.ts';
import type { Answer, Caller } from '../../src/discord/handler.ts';
import { parseCustomId } from '../../src/discord/custom-id.ts';
import { translators } from '../../src/languages/text.ts';
import { TestClock } from '../support/test-clock.ts';

const owner: Caller = {
  shopId: '10',
  userId: '11',
  name: 'owner',
  channelId: '12',
  interactionId: '13',
  language: 'en',
  t: translators().en,
  rights: async () => new Set(['operator'] as const),
  followUp: async () => undefined,
};

/** Asks as the owner; the buttons can then be pressed by anybody. */
async function question({ isEnding = false } = {}) {
  const clock = new TestClock();
  const confirmed: ConfirmedRestart[] = [];
  const { command, buttons } = restartCommand({
    clock,
    restart: (who) => {
      if (isEnding) return undefined;
      confirmed.push(who);
      return { content: 'begun' };
    },
  });
  const asked = messageOf(await command.answer(owner, undefined as never));
  const ids = JSON.stringify(asked.components).match(/ls1:[^"]+/g) ?? [];
  const press = async (name: string, caller: Partial<Caller> = {}) => {
    const id = ids.map(parseCustomId).find((parsed) => parsed?.name === name);
    const handler = buttons.find((button) => button.name === name);
    const input = { messageId: '14', args: id?.args ?? [], values: [], people: [], field: () => '' };
    const answer = await handler?.answer({ ...owner, ...caller }, input);
    return answer && messageOf(answer).content;
  };
  return { clock, asked, confirmed, press };
}

function messageOf(answer: Answer) {
  if (answer.kind === 'modal') throw new Error('a form was not expected');
  return answer.message;
}

it('asks for all to see', async () => {
  const { asked } = await question();
  expect(asked.everyone).toBe(true);
  expect(asked.content).toContain('<@11>');
});

it('begins when the asker confirms, and tells the message of the question', async () => {
  const { press, confirmed } = await question();
  expect(await press('restart-confirm')).toBe('begun');
  expect(confirmed).toEqual([{ userId: '11', language: 'en', channelId: '12', messageId: '14' }]);
});

it('does nothing when the asker cancels', async () => {
  const { press, confirmed } = await question();
  expect(await press('restart-cancel')).toBe('Cancelled. Nothing was restarted.');
  expect(confirmed).toEqual([]);
});

it.each([
  'restart-confirm',
  'restart-cancel',
])('lets nobody else press %s, an owner neither', async (name) => {
  const { press, confirmed } = await question();
  await expect(press(name, { userId: '99' })).rejects.toMatchObject({ code: 'restart_foreign' });
  expect(confirmed).toEqual([]);
});

it('is good for two minutes', async () => {
  const { press, clock, confirmed } = await question();
  await clock.advance(2 * 60_000);
  await expect(press('restart-confirm')).rejects.toMatchObject({ code: 'restart_expired' });
  expect(confirmed).toEqual([]);
});

it('says that one is under way already', async () => {
  const { press } = await question({ isEnding: true });
  await expect(press('restart-confirm')).rejects.toMatchObject({ code: 'restarting' });
});
