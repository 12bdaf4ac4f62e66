import type { BoardStatus } from '../../board/live-board.ts';
import type { Translate } from '../../languages/text.ts';
import type { BoardLeftover } from '../../shop/store/shop-store.ts';
import type { ReplyMessage } from '../handler.ts';
import { type AskedPermission, BOARD_PERMISSIONS, permissionNames } from '../permissions.ts';
import { timestamp } from './components.ts';

interface Look {
  /** What the bot lacks of these in a channel. */
  missing: (channelId: string, needed: readonly AskedPermission[]) => readonly AskedPermission[];
  t: Translate;
}

/** A shop's boards, 4,096 characters at most. */
export function boardList(
  boards: readonly BoardStatus[],
  leftovers: readonly BoardLeftover[],
  look: Look,
): ReplyMessage {
  const { t } = look;
  if (boards.length + leftovers.length === 0) return { content: t('board.noBoards') };
  const lines = [
    ...boards.map((board) => boardLine(board, look)),
    ...leftovers.map((left) => t('board.leftover', { link: messageLink(left), channel: left.channelId })),
  ];
  const isWell = boards.every(({ problem, pinProblem }) => !problem && !pinProblem);
  return {
    embeds: [
      {
        title: t('board.listTitle'),
        description: lines.join('\n\n').slice(0, 4096),
        color: isWell ? 0x2ecc71 : 0xe67e22,
      },
    ],
  };
}

/** How a board does, and what to do about it. */
export function boardLine(board: BoardStatus, { missing, t }: Look): string {
  const { channelId, problem, pinProblem, dirtySinceMs, verifiedAtMs } = board;
  const messageId = board.messageId;
  const line = t('board.entry', {
    channel: channelId,
    language: board.language,
    pinned: board.isPinned && !pinProblem ? 'yes' : 'no',
    link: messageId ? messageLink({ ...board, messageId }) : 'none',
    verified: verifiedAtMs === undefined ? 'none' : timestamp(verifiedAtMs),
    behind: dirtySinceMs === undefined ? 'none' : timestamp(dirtySinceMs),
  });
  const lacks = (needed: readonly AskedPermission[]) => {
    const names = missing(channelId, needed);
    return permissionNames(names.length > 0 ? names : needed, t);
  };
  return [
    line,
    ...(problem ? [t('board.problem', { reason: problem, missing: lacks(BOARD_PERMISSIONS) })] : []),
    ...(pinProblem ? [t('board.pinProblem', { reason: pinProblem, missing: lacks(['PinMessages']) })] : []),
  ].join('\n');
}

/** Where Discord shows a message. */
export function messageLink(at: { shopId: string; channelId: string; messageId: string }): string {
  return `https://discord.com/channels/${at.shopId}/${at.channelId}/${at.messageId}`;
}
