import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { BoardFailure } from '../../board/board-channel.ts';
import type { BoardPublisher } from '../../board/board-publisher.ts';
import type { BoardStatus } from '../../board/live-board.ts';
import { plain } from '../../languages/harmless.ts';
import { UserError } from '../../runtime/errors.ts';
import { BOARD_LANGUAGES } from '../../shop/board-language.ts';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { type AskedPermission, BOARD_PERMISSIONS } from '../permissions.ts';
import { boardLine, boardList, messageLink } from '../views/board-views.ts';
import { command, named, required, subcommand } from './definition.ts';

const TEXT_CHANNELS: [0, 5] = [0, 5];
const board = { type: Type.String, ...named('option.board'), autocomplete: true, max_length: 40 } as const;
const channel = { type: Type.Channel, channel_types: TEXT_CHANNELS } as const;

export const boardDefinition = command('command.board', [
  subcommand('command.board.create', [
    { ...channel, ...named('option.channel') },
    {
      type: Type.String,
      ...named('option.boardLanguage'),
      choices: BOARD_LANGUAGES.map((language) => ({ name: language, value: language })),
    },
    { type: Type.Boolean, ...named('option.pin') },
  ]),
  subcommand('command.board.move', [{ ...channel, ...named('option.toChannel'), ...required }, board]),
  subcommand('command.board.delete', [board]),
  subcommand('command.board.refresh', [board]),
  subcommand('command.board.list'),
]);

export interface BoardCommandsDeps {
  boards: Pick<BoardPublisher, 'create' | 'move' | 'remove' | 'redraw' | 'leftovers' | 'status'>;
  /** What the bot lacks of these in a channel. */
  missing: (channelId: string, needed: readonly AskedPermission[]) => readonly AskedPermission[];
  channelName: (channelId: string) => string | undefined;
}

/** Where the boards stand, in which language, and how they do. */
export function boardCommands(deps: BoardCommandsDeps): CommandHandler[] {
  const write = { effect: 'write', needs: 'owner' } as const;
  const complete = async (caller: Caller, typed: string) => choices(deps, caller, typed);
  return [
    { path: 'board create', ...write, answer: (caller, options) => create(deps, caller, options) },
    { path: 'board move', ...write, complete, answer: (caller, options) => move(deps, caller, options) },
    { path: 'board delete', ...write, complete, answer: (caller, options) => remove(deps, caller, options) },
    { path: 'board refresh', ...write, complete, answer: (caller, options) => redraw(deps, caller, options) },
    {
      path: 'board list',
      effect: 'read',
      needs: 'owner',
      answer: async (caller) => {
        const leftovers = await deps.boards.leftovers(caller.shopId);
        return reply(boardList(ofShop(deps, caller), leftovers, { missing: deps.missing, t: caller.t }));
      },
    },
  ];
}

async function create(deps: BoardCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const channelId = options.getChannel('channel')?.id ?? caller.channelId;
  const language = BOARD_LANGUAGES.find((one) => one === options.getString('language'));
  const isPinned = options.getBoolean('pin') ?? undefined;
  refuseMissing(deps, channelId);
  const failure = await deps.boards.create(caller.shopId, { channelId, language, isPinned }, caller.userId);
  if (failure) throw impossible(deps, channelId, failure);
  return reply(withState(deps, caller, channelId, caller.t('board.created', { channel: channelId })));
}

async function move(deps: BoardCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const to = options.getChannel('channel', true).id;
  const from = boardMeant(deps, caller, options);
  if (to === from) throw new UserError('board_exists', { channelId: to });
  refuseMissing(deps, to);
  const failure = await deps.boards.move(caller.shopId, { from, to }, caller.userId);
  if (failure) throw impossible(deps, to, failure);
  const left = await leftIn(deps, caller, from);
  return reply(withState(deps, caller, to, [caller.t('board.moved', { from, to }), ...left].join('\n')));
}

async function remove(deps: BoardCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const channelId = boardMeant(deps, caller, options);
  await deps.boards.remove(caller.shopId, channelId, caller.userId);
  const left = await leftIn(deps, caller, channelId);
  return reply([caller.t('board.deleted', { channel: channelId }), ...left].join('\n'));
}

async function redraw(deps: BoardCommandsDeps, caller: Caller, options: CommandOptions): Promise<Answer> {
  const channelId = boardMeant(deps, caller, options);
  const failure = await deps.boards.redraw(caller.shopId, channelId);
  const key = failure ? 'board.notRedrawn' : 'board.redrawn';
  return reply(withState(deps, caller, channelId, caller.t(key, { channel: channelId })));
}

/** The named board; else this channel's, or the only one. @throws UserError board_unknown | board_unnamed */
function boardMeant(deps: BoardCommandsDeps, caller: Caller, options: CommandOptions): string {
  const boards = ofShop(deps, caller);
  const typed = options.getString('board');
  const wanted = typed === null ? caller.channelId : (/\d{17,20}/.exec(typed)?.[0] ?? '');
  if (boards.some(({ channelId }) => channelId === wanted)) return wanted;
  const [only, ...others] = boards;
  if (typed !== null || !only) throw new UserError('board_unknown', {});
  if (others.length > 0) throw new UserError('board_unnamed', {});
  return only.channelId;
}

function ofShop({ boards }: BoardCommandsDeps, { shopId }: Caller): BoardStatus[] {
  return boards.status().filter((status) => status.shopId === shopId);
}

function choices(deps: BoardCommandsDeps, caller: Caller, typed: string) {
  const wanted = typed.trim().replace(/^#/, '').toLowerCase();
  return ofShop(deps, caller)
    .map(({ channelId }) => ({ name: `#${deps.channelName(channelId) ?? channelId}`, value: channelId }))
    .filter(({ name, value }) => name.toLowerCase().includes(wanted) || value.includes(wanted))
    .slice(0, 25)
    .map(({ name, value }) => ({ name: plain(name, 100), value }));
}

/** Told before anything is tried, where discord.js knows it. */
function refuseMissing(deps: BoardCommandsDeps, channelId: string): void {
  const missing = deps.missing(channelId, BOARD_PERMISSIONS);
  if (missing.length === 0) return;
  throw new UserError('board_impossible', { channelId, reason: 'forbidden', missing: missing.join() });
}

function impossible(deps: BoardCommandsDeps, channelId: string, { kind }: BoardFailure): UserError {
  const missing = deps.missing(channelId, BOARD_PERMISSIONS).join() || BOARD_PERMISSIONS.join();
  return new UserError('board_impossible', { channelId, reason: kind, missing });
}

function withState(deps: BoardCommandsDeps, caller: Caller, channelId: string, done: string): string {
  const status = ofShop(deps, caller).find((one) => one.channelId === channelId);
  return status ? `${done}\n${boardLine(status, { missing: deps.missing, t: caller.t })}` : done;
}

/** Says that the old message still stands, if it does. */
async function leftIn({ boards }: BoardCommandsDeps, { shopId, t }: Caller, channelId: string) {
  const left = (await boards.leftovers(shopId)).find((one) => one.channelId === channelId);
  return left ? [t('board.leftover', { link: messageLink(left), channel: channelId })] : [];
}
