import { expect, it } from 'vitest';
import type { OptionValue } from '../../src/sandbox/control-api.ts';
import { startShop, type TestShop } from '../support/start-shop.ts';

/** What everybody may use; whatever else there is, is for staff of some tier. */
const EVERYBODY = new Set(
  'balance buy help history notify orders register stock world'
    .split(' ')
    .concat('privacy delete', 'privacy opt-in', 'privacy opt-out', 'privacy show'),
);
const NEEDS = [
  ['support', 'Only the shop’s support staff and owners'],
  ['stock', 'Only the shop’s stock staff and owners'],
  ['owner', 'Only the shop’s owners'],
  ['operator', 'only its operator'],
] as const;

interface Option {
  name: string;
  type: number;
  required?: boolean;
  options?: Option[];
  choices?: { value: string }[];
  min_value?: number;
}

/** Every command as Discord was told of it, by its path, with a value for each option that it wants. */
async function commandsOf({ control, guildId, channelId, userId }: TestShop, roleId: string) {
  const { guilds } = await control.world();
  const commands = (guilds.find(({ id }) => id === guildId)?.commands ?? []) as unknown as Option[];
  const valueOf = ({ type, choices, min_value = 1 }: Option): OptionValue => {
    const values: Record<number, OptionValue> = { 4: min_value, 5: true, 6: userId('alex'), 7: channelId };
    if (type === 8) return roleId;
    if (type === 11) return { filename: 'x.txt', content: 'x' };
    return choices?.[0]?.value ?? values[type] ?? 'X';
  };
  const filled = (options: Option[]) =>
    Object.fromEntries(options.filter(({ required }) => required).map((one) => [one.name, valueOf(one)]));
  return commands.flatMap(({ name, options = [] }) => {
    const subcommands = options.filter(({ type }) => type === 1);
    if (subcommands.length === 0) return [{ path: name, options: filled(options) }];
    return subcommands.map((sub) => ({ path: `${name} ${sub.name}`, options: filled(sub.options ?? []) }));
  });
}

it('refuses each command to everybody below its tier, and to whoever has lost the role', async () => {
  await using shop = await startShop({ people: ['alex', 'helper', 'stocker'] });
  const { control, guildId, channelId } = shop;
  await shop.owner('maintenance on');
  const give = async (name: string, roleIds: string[]) =>
    control.setMember({ guildId, userId: shop.userId(name), roleIds });
  for (const [name, tier] of [
    ['helper', 'support'],
    ['stocker', 'stock'],
  ] as const) {
    const { id: role } = await control.createRole({ guildId, name });
    await shop.owner('staff add', { role, tier });
    await give(name, [role]);
  }
  const commands = await commandsOf(shop, guildId);
  expect(commands.length).toBeGreaterThan(30);
  const run = async (name: string, { path, options }: (typeof commands)[number]) => {
    const asked = { userId: shop.userId(name), channelId, name: path, options };
    return await shop.finalText(name, await control.command(asked));
  };
  /** The right that the answer asks for; undefined: this person is served. */
  const wanted = async (name: string, command: (typeof commands)[number]) => {
    const text = await run(name, command);
    return NEEDS.find(([, refusal]) => text.includes(refusal))?.[0];
  };

  const served: Record<string, typeof commands> = { helper: [], stocker: [] };
  for (const command of commands.filter(({ path }) => !EVERYBODY.has(path))) {
    const needs = await wanted('alex', command);
    expect(needs, `${command.path} for a stranger`).toBeDefined();
    for (const [name, tier] of [
      ['helper', 'support'],
      ['stocker', 'stock'],
    ] as const) {
      const expected = needs === tier ? undefined : needs;
      expect(await wanted(name, command), `${command.path} for ${tier} staff`).toBe(expected);
      if (needs === tier) served[name]?.push(command);
    }
  }
  expect(served['helper']?.length).toBeGreaterThan(2);
  expect(served['stocker']?.length).toBeGreaterThan(2);
  for (const [name, had] of Object.entries(served)) {
    await give(name, []);
    for (const command of had) expect(await wanted(name, command), command.path).toBeDefined();
  }
}, 60_000);
