import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/discord/commands/definitions.ts';
import { startShop } from '../support/start-shop.ts';

type Role = 'stranger' | 'support' | 'stock' | 'owner';
type Whom = 'everybody' | 'support' | 'stock' | 'owner' | 'operator';

/** Whom each command serves: a decision that every new command must take here too. */
const WHOM: Record<string, Whom> = {
  stock: 'everybody',
  buy: 'everybody',
  balance: 'everybody',
  orders: 'everybody',
  history: 'everybody',
  register: 'everybody',
  world: 'everybody',
  help: 'everybody',
  notify: 'everybody',
  'privacy delete': 'everybody',
  'privacy opt-in': 'everybody',
  'privacy opt-out': 'everybody',
  'privacy show': 'everybody',
  'order refund': 'support',
  'order replace': 'support',
  'order resend': 'support',
  'order show': 'support',
  'product add': 'stock',
  'product edit': 'stock',
  'product remove': 'stock',
  'stock-add': 'stock',
  'wallet credit': 'owner',
  'wallet debit': 'owner',
  'world-set': 'owner',
  'board create': 'owner',
  'staff add': 'owner',
  'staff remove': 'owner',
  'staff list': 'owner',
  'blacklist add': 'support',
  'blacklist remove': 'support',
  'blacklist list': 'support',
  'maintenance on': 'owner',
  'maintenance off': 'owner',
  'maintenance everywhere': 'operator',
  'audit acts': 'owner',
  'audit ledger': 'owner',
  'audit-channel off': 'owner',
  'audit-channel set': 'owner',
  'board delete': 'owner',
  'board list': 'owner',
  'board move': 'owner',
  'board refresh': 'owner',
  check: 'owner',
  'deposit claim': 'support',
  'deposit list': 'support',
  'deposit off': 'owner',
  'deposit reject': 'support',
  'deposit set': 'owner',
  'deposit show': 'owner',
  'notices off': 'owner',
  'notices set': 'owner',
  'stock-items list': 'stock',
  'stock-items move': 'stock',
  'stock-items show': 'stock',
  'stock-items void': 'stock',
  'wallet approvals': 'owner',
  'wallet statement': 'support',
  'wallet transfer': 'owner',
  'sales summary': 'owner',
  'sales export': 'owner',
  'health show': 'owner',
  'health clear': 'operator',
  restart: 'operator',
  backup: 'operator',
  'config get': 'operator',
  'config set': 'operator',
  'config reset': 'operator',
  'cache stats': 'operator',
  'cache clear': 'operator',
};

interface Path {
  path: string;
  options: {
    name: string;
    type: number;
    required?: boolean;
    min_value?: number;
    choices?: { value: string }[];
  }[];
}

const PATHS: Path[] = COMMANDS.flatMap(({ name, options = [] }) => {
  const inner = (options as { type: number; name: string; options?: Path['options'] }[]).filter(
    ({ type }) => type === 1,
  );
  if (inner.length === 0) return [{ path: name, options: options as Path['options'] }];
  return inner.map((sub) => ({ path: `${name} ${sub.name}`, options: sub.options ?? [] }));
});

it('every command has a decision whom it serves', () => {
  expect(PATHS.map(({ path }) => path).toSorted()).toEqual(Object.keys(WHOM).toSorted());
});

it('serves nobody beyond that, and stops with the role', async () => {
  // A named operator, so that an owner of the shop is none.
  await using shop = await startShop({ people: ['alex', 'operator'], startBot: false });
  await shop.start({ OWNER_IDS: shop.userId('operator') });
  const { control, guildId, channelId } = shop;
  const alex = shop.userId('alex');
  const roles = new Map<Role, string>();
  for (const tier of ['support', 'stock', 'owner'] as const) {
    const { id } = await control.createRole({ guildId, name: tier });
    await shop.owner('staff add', { role: id, tier });
    roles.set(tier, id);
  }
  const placeholder = (option: Path['options'][number]) => {
    if (option.choices?.[0]) return option.choices[0].value;
    if (option.type === 4 || option.type === 10) return option.min_value ?? 1;
    if (option.type === 5) return true;
    if (option.type === 6) return shop.userId('operator');
    if (option.type === 7) return channelId;
    if (option.type === 8) return roles.get('support') ?? '';
    if (option.type === 11) return { filename: 'a.txt', content: 'nothing' };
    return 'nothing';
  };
  const run = async ({ path, options }: Path) => {
    const required = options.filter((option) => option.required).map((one) => [one.name, placeholder(one)]);
    const outcome = await control.command({
      userId: alex,
      channelId,
      name: path,
      options: Object.fromEntries(required),
    });
    return outcome.state === 'answered' && outcome.modal ? '' : await shop.finalText('alex', outcome);
  };
  const isRefused = (text: string) => /Only the shop’s|only its operator/.test(text);

  for (const role of ['stranger', 'support', 'stock', 'owner', 'stranger'] as Role[]) {
    const roleIds = roles.has(role) ? [roles.get(role) ?? ''] : [];
    await control.setMember({ guildId, userId: alex, roleIds });
    for (const command of PATHS) {
      const whom = WHOM[command.path];
      const serves = whom === 'everybody' || whom === role || (role === 'owner' && whom !== 'operator');
      // What an owner may do is tried elsewhere; here it would close the shop for what follows.
      if (serves && role === 'owner' && !/ (list|show|summary)$/.test(command.path)) continue;
      expect(isRefused(await run(command)), `${command.path} as ${role}`).toBe(!serves);
    }
  }
}, 60_000);
