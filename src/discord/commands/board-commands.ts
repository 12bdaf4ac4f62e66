import { ApplicationCommandOptionType as Type } from 'discord.js';
import { type Answer, type Caller, type CommandHandler, type CommandOptions, reply } from '../handler.ts';
import { command, named, subcommand } from './definition.ts';

export const boardDefinition = command('command.board', [
  subcommand('command.board.create', [
    { type: Type.Channel, ...named('option.channel'), channel_types: [0, 5] },
  ]),
]);

export interface BoardCommandsDeps {
  /** Gives a channel its board. @throws UserError board_impossible */
  createBoard: (shopId: string, channelId: string) => Promise<void>;
}

/** Where the boards stand. */
export function boardCommands(deps: BoardCommandsDeps): CommandHandler[] {
  return [
    {
      path: 'board create',
      effect: 'write',
      needs: 'owner',
      answer: (caller, options) => createBoard(deps, caller, options),
    },
  ];
}

async function createBoard(
  deps: BoardCommandsDeps,
  caller: Caller,
  options: CommandOptions,
): Promise<Answer> {
  const channelId = options.getChannel('channel')?.id ?? caller.channelId;
  await deps.createBoard(caller.shopId, channelId);
  return reply(caller.t('board.created', { channel: channelId }));
}
