import { systemClock } from './runtime/clock.ts';
import type { Control, Outcome, ViewedMessage } from './sandbox/control-api.ts';

const GUILD = 'Growtopia Shop';
const CHANNEL = 'live-stock';
/** Where the bot in Growtopia announces deposits, and its webhook. */
const DEPOSITS = 'deposits';
const WEBHOOK_ID = '1100000000000000001';
const WORLD = 'BUYGTSHOP';
const STARTING_BALANCE_WL = 25_000;
/** One visit in so many begins with a deposit. */
const VISITS_A_DEPOSIT = 6;

/** Who is there: the first four are for the person at the page, who begins as the first; the others buy by themselves. */
const PEOPLE = [
  { username: 'Alex', locale: 'en-US', growId: 'AlexGT' },
  { username: 'Owner', locale: 'en-US' },
  { username: 'Budi', locale: 'id', growId: 'BudiGT' },
  { username: 'Citra', locale: 'id', growId: 'CitraGT', dmsOpen: false },
  { username: 'Dewi', locale: 'id', growId: 'DewiGT', simulated: true },
  { username: 'Eko', locale: 'id', growId: 'EkoGT', simulated: true },
  { username: 'Farah', locale: 'en-US', growId: 'FarahGT', simulated: true },
] as const;

const PRODUCTS = [
  { code: 'MAG', name: 'Magplant 5000', price: 1_450, category: 'Machines', stock: 14 },
  { code: 'GAIA', name: 'Gaia’s Beacon', price: 620, category: 'Machines', stock: 6 },
  { code: 'UNSTABLE', name: 'Unstable Tesseract', price: 540, category: 'Machines', stock: 3 },
  { code: 'RAYMAN', name: 'Rayman’s Fist', price: 10_350, category: 'Wearables', stock: 2 },
  { code: 'CAPE', name: 'Diamond Cape', price: 880, category: 'Wearables', stock: 11 },
  { code: 'WINGS', name: 'Golden Angel Wings', price: 2_275, category: 'Wearables', stock: 4 },
  { code: 'PEPPER', name: 'Pepper Tree world', price: 165, category: 'Worlds', stock: 18 },
  { code: 'FARM200', name: '200-row chandelier farm', price: 395, category: 'Worlds', stock: 9 },
  { code: 'LASER', name: 'Laser grid world', price: 210, category: 'Worlds', stock: 0 },
  { code: 'ACC1', name: 'Account level 30', price: 75, category: 'Accounts', stock: 25 },
  { code: 'ACC2', name: 'Account level 60 with cape', price: 320, category: 'Accounts', stock: 8 },
  { code: 'TOKEN', name: 'Growtoken', price: 48, category: 'Accounts', stock: 40 },
] as const;

const LOOK_MS = 20;
/** 5 s of looks: a bot that fails is what the demo may be about. */
const MOST_LOOKS = 250;
const SIMULATED = PEOPLE.flatMap((person) => ('simulated' in person ? [person.username] : []));

/** The demo's shop and what happens in it. */
export interface DemoShop {
  channelId: string;
  depositChannelId: string;
  ownerId: string;
  userIds: Record<string, string>;
  /** One of the simulated buyers buys something; the owner sees to money and stock. */
  buySomething(control: Control): Promise<void>;
}

/** Finds the shop's guild, channel and people in the local Discord, or founds them. */
export async function findOrFoundShop(control: Control): Promise<DemoShop> {
  const world = await control.world();
  const userIds: Record<string, string> = {};
  for (const { username, locale, ...more } of PEOPLE) {
    const known = world.users.find((user) => user.username === username);
    const dmsOpen = 'dmsOpen' in more ? more.dmsOpen : true;
    userIds[username] = known?.id ?? (await control.createUser({ username, locale, dmsOpen })).id;
  }
  const ownerId = userIds['Owner'] ?? '';
  const guild = world.guilds.find(({ name }) => name === GUILD);
  const guildId = guild?.id ?? (await control.createGuild({ name: GUILD, ownerId })).id;
  for (const userId of Object.values(userIds)) await control.setMember({ guildId, userId });
  const channelNamed = async (name: string) =>
    guild?.channels.find((channel) => channel.name === name)?.id ??
    (await control.createChannel({ guildId, name })).id;
  const channelId = await channelNamed(CHANNEL);
  const shop = { channelId, depositChannelId: await channelNamed(DEPOSITS), ownerId, userIds };
  return { ...shop, buySomething: (using) => buySomething(using, shop) };
}

interface Place {
  userId: string;
  channelId: string;
}
type People = Omit<DemoShop, 'buySomething'>;

/**
 * Fills an empty shop the way its owner would: with the bot's own commands. The world comes last: a shop that has one is
 * left alone, one without is what a killed demo left, and what it lacks is added.
 */
export async function stockShop(control: Control, shop: DemoShop): Promise<void> {
  const { channelId, ownerId, userIds } = shop;
  const run = (userId: string, name: string, options: Record<string, string | number> = {}) =>
    control.command({ userId, channelId, name, options });
  await run(ownerId, 'deposit set', { webhook_id: WEBHOOK_ID, channel: shop.depositChannelId });
  if (textOf(await run(ownerId, 'world')).includes(WORLD))
    return await clearAway(control, { ...shop, userIds: { Owner: ownerId } });

  const listed = textOf(await run(ownerId, 'stock'));
  for (const { code, name, price, category, stock } of PRODUCTS) {
    const line = listed.split('\\n').find((one) => one.includes(`\`${code}\``));
    if (!line) await run(ownerId, 'product add', { code, name, price, category });
    if (stock > 0 && (!line || line.includes('sold out'))) await addStock(control, shop, code, stock);
  }
  for (const person of PEOPLE) {
    if (!('growId' in person)) continue;
    const user = userIds[person.username] ?? '';
    await run(user, 'register', { growid: person.growId });
    if (!textOf(await run(user, 'balance')).includes('**0 WL**')) continue;
    await run(ownerId, 'wallet credit', {
      user,
      amount: STARTING_BALANCE_WL,
      reason: 'A start for the demo',
    });
  }
  await run(ownerId, 'world-set', { name: WORLD, owner: 'OwnerGT', bot: 'DepoBot' });
  await clearAway(control, shop);
}

/** Takes the answers to all these commands out of the channel once they are there, so that the board is what one sees. */
async function clearAway(control: Control, { channelId, userIds }: People): Promise<void> {
  for (const userId of Object.values(userIds)) {
    let answers: ViewedMessage[] = [];
    do {
      await systemClock.sleep(LOOK_MS);
      answers = (await control.view({ userId, channelId })).filter(({ ephemeralFor }) => ephemeralFor);
    } while (answers.some(({ loading }) => loading));
    for (const { id } of answers) await control.deleteMessage({ channelId, messageId: id });
  }
}

async function buySomething(control: Control, shop: People): Promise<void> {
  const { channelId, ownerId, userIds } = shop;
  const username = pick(SIMULATED);
  const userId = userIds[username] ?? '';
  if (Math.random() * VISITS_A_DEPOSIT < 1) await announceDeposit(control, shop, username);
  const { code } = pick(PRODUCTS.filter(({ price }) => price < STARTING_BALANCE_WL / 10));
  const visit = await order(control, { userId, channelId, code });
  if (visit.end === 'short') await announceDeposit(control, shop, username);
  if (visit.end !== 'sold out') return;
  await addStock(control, shop, code, 5);
  await clearAway(control, { ...shop, userIds: { Owner: ownerId } });
}

/** What the bot in Growtopia writes when a buyer gave it locks. */
async function announceDeposit(
  control: Control,
  { depositChannelId }: People,
  username: string,
): Promise<void> {
  const description = `GrowID: ${username}GT\nDeposit: ${pick([1, 2])} Blue Gem Lock, ${pick([5, 25, 60])} Diamond Lock`;
  const embeds = [{ title: `Deposit in ${WORLD}`, description, color: 0x2ecc71 }];
  await control.postWebhook({ channelId: depositChannelId, webhookId: WEBHOOK_ID, name: 'DepoBot', embeds });
}

/** Uploads made-up goods and confirms what the preview shows; once more where a busy machine let a click expire. */
async function addStock(control: Control, { channelId, ownerId }: People, code: string, count: number) {
  const at = { userId: ownerId, channelId };
  const options = { code, text: goods(code, count) };
  for (let attempt = 0; attempt < 3; attempt++) {
    const { message } = await control.command({ ...at, name: 'stock-add', options });
    const messageId = message?.id;
    const preview = messageId && (await settled(control, at, messageId));
    const customId = /"(ls1:stock-confirm:[^"]+)"/.exec(JSON.stringify(preview || {}))?.[1];
    if (!messageId || !customId) continue;
    const { state } = await control.click({ ...at, messageId, customId });
    if (state !== 'failed') return await untilGone(control, at, messageId, customId);
  }
}

/** Waits until the bot has taken a clicked button off its message: whoever clears that away sooner has the bot's edit fail. */
async function untilGone(control: Control, at: Place, messageId: string, customId: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const message = (await control.view(at)).find(({ id }) => id === messageId);
    if (!holds(message?.components, customId)) return;
    await systemClock.sleep(LOOK_MS);
  }
}

/** An answer once the bot no longer thinks about it. */
async function settled(control: Control, at: Place, messageId: string): Promise<ViewedMessage | undefined> {
  for (;;) {
    const message = (await control.view(at)).find(({ id }) => id === messageId);
    if (!message?.loading) return message;
    await systemClock.sleep(LOOK_MS);
  }
}

interface Visit extends Place {
  code: string;
}
type VisitEnd = { end: 'bought' | 'sold out' | 'short' | 'closed' };

/** What a buyer does at the board: Buy, a product, one of it, Confirm. */
async function order(control: Control, { userId, channelId, code }: Visit): Promise<VisitEnd> {
  const at = { userId, channelId };
  const board = (await control.view(at)).find(({ components }) => holds(components, '"ls1:buy"'));
  if (!board || holds(board.components, '"disabled":true')) return { end: 'closed' };
  const list = await control.click({ ...at, messageId: board.id, customId: 'ls1:buy' });
  const messageId = list.message?.id;
  if (!messageId || !holds(list.message?.components, `"${code}"`)) return { end: 'closed' };
  const chosen = await control.select({ ...at, messageId, customId: 'ls1:buy-choose', values: [code] });
  const one = `ls1:buy-quantity:${code}:1`;
  if (!holds(chosen.message?.components, `"${one}"`)) return { end: 'sold out' };
  const quoted = await control.click({ ...at, messageId, customId: one });
  const confirm = /"(ls1:buy-confirm:[^"]+)"/.exec(JSON.stringify(quoted.message?.components))?.[1];
  if (!confirm) return { end: 'short' };
  await control.click({ ...at, messageId, customId: confirm });
  return { end: 'bought' };
}

function holds(components: unknown, part: string): boolean {
  return JSON.stringify(components ?? []).includes(part);
}

/** Made-up goods, each one different. */
function goods(code: string, count: number): string {
  const line = () => `${code.toLowerCase()}-${crypto.randomUUID().slice(0, 13)}`;
  return Array.from({ length: count }, line).join('\n');
}

function textOf(outcome: Outcome): string {
  return `${outcome.message?.content ?? ''}${JSON.stringify(outcome.message?.embeds ?? [])}`;
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
