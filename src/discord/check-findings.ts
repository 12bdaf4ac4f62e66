import { harmless, plain } from '../languages/harmless.ts';
import type { TextKey, TextValues, Translate } from '../languages/text.ts';
import type { RoleProblem } from '../shop/store/shop-store.ts';
import type { DepositProblem } from './deposit-access.ts';
import { type AskedPermission, permissionNames } from './permissions.ts';

/** What stands in the way of the shop, with what its text is made of: ids, names and words of ours. */
export interface FindingData {
  no_server: Record<string, never>;
  board_channel_id: { channelId: string };
  owner_id: { userId: string };
  /** The operator's notice channel; `missing` empty: it is gone. */
  notice_channel_id: { channelId: string; missing: readonly AskedPermission[] };
  /** Discord has not taken the commands. */
  commands: Record<string, never>;
  board: { channelId: string; missing: readonly AskedPermission[] };
  pin: { channelId: string; missing: readonly AskedPermission[] };
  notices: { channelId: string; missing: readonly AskedPermission[] };
  audit_channel: { channelId: string; missing: readonly AskedPermission[] };
  deposits: { channelId: string } & DepositProblem;
  role: { code: string; roleId: string; problem: RoleProblem };
  no_board: Record<string, never>;
}
export type FindingCode = keyof FindingData;
export type Finding = {
  [C in FindingCode]: { code: C; data: FindingData[C]; shopId: string | undefined };
}[FindingCode];

/** What is wrong, and exactly how to mend it. */
export function findingText({ code, data }: Finding, t: Translate): string {
  const values: TextValues = {};
  for (const [key, value] of Object.entries<unknown>({ ...data })) {
    if (key === 'missing') {
      const missing = value as readonly AskedPermission[];
      values[key] = missing.length > 0 ? permissionNames(missing, t) : 'none';
    } else if (key === 'problem') values[key] = t('role.problem', { problem: String(value) });
    else values[key] = key === 'code' ? harmless(plain(String(value), 32)) : String(value);
  }
  if (code === 'deposits') values['problem'] = t('deposit.problem', values);
  return t(`check.${code}` satisfies TextKey, values);
}

/** Names a finding: the same one as long as it is the same trouble. */
export function findingKey({ code, data, shopId = '' }: Finding): string {
  const ids = Object.entries({ ...data }).filter(([key]) => /Id$|^code$/.test(key));
  return ['check', code, shopId, ...ids.map(([, id]) => String(id))].join(':');
}
