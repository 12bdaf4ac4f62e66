import { type Client, Routes } from 'discord.js';
import type { BoardStatus } from '../board/live-board.ts';
import { translators } from '../languages/text.ts';
import type { Logger } from '../observability/logger.ts';
import type { Catalogue, DepositSource, RoleProblem, ShopStore } from '../shop/store/shop-store.ts';
import { type Finding, findingKey, findingText } from './check-findings.ts';
import { commandsAreKnown } from './command-registration.ts';
import { STAFF_PERMISSIONS } from './commands/staff-channel-commands.ts';
import type { DepositProblem } from './deposit-access.ts';
import type { DiscordApi } from './discord-api.ts';
import { CODES, codeOf } from './discord-errors.ts';
import { type AskedPermission, BOARD_PERMISSIONS, missingPermissions } from './permissions.ts';
import type { StaffNotices } from './staff-notices.ts';

/** Findings that nothing else tells staff of. */
const RAISED: ReadonlySet<Finding['code']> = new Set([
  'owner_id',
  'board_channel_id',
  'notice_channel_id',
  'commands',
  'notices',
]);

export interface StartCheckDeps {
  client: Client;
  api: Pick<DiscordApi, 'request'>;
  store: Pick<ShopStore, 'staffChannels' | 'depositSources' | 'fact'>;
  catalogue: (shopId: string) => Promise<Catalogue>;
  boards: () => readonly BoardStatus[];
  config: { boardChannelId?: string | undefined; ownerIds: readonly string[] };
  /** The operator's notice channel. */
  noticeChannelId: () => string | null;
  roleProblem: (shopId: string, roleId: string) => RoleProblem | undefined;
  depositProblem: (source: DepositSource) => DepositProblem | undefined;
  notices: Pick<StaffNotices, 'raise' | 'resolve'>;
  logger: Pick<Logger, 'log'>;
  onError: (error: unknown) => void;
}

/**
 * Looks whether everything is there that the shops need: ids, channels, permissions, intents, the order of the roles. Each
 * finding says exactly what to do. Runs at the start, every now and then, and by /check.
 */
export class StartCheck {
  readonly #deps: StartCheckDeps;
  #unknownOwners: readonly string[] | undefined;
  #raised = new Set<string>();
  #logged = '';

  constructor(deps: StartCheckDeps) {
    this.#deps = deps;
  }

  /** Looks at everything, writes what has changed into the log and tells staff what is wrong. Never rejects. */
  async report(): Promise<void> {
    try {
      const findings = await this.findings();
      this.#log(findings);
      this.#tell(findings.filter(({ code }) => RAISED.has(code)));
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  /** What stands in the way now. @param options.again asks Discord about the owners again @throws what the store says */
  async findings({ again = false } = {}): Promise<Finding[]> {
    const { client } = this.#deps;
    if (again || !this.#unknownOwners) this.#unknownOwners = await this.#askForOwners();
    const shops = [...client.guilds.cache.keys()];
    const ofShops = await Promise.all(shops.map((shopId) => this.#ofShop(shopId)));
    return [...this.#ofOperator(), ...(await this.#ofStaffChannels()), ...ofShops.flat()];
  }

  #ofOperator(): Finding[] {
    const { client, config, noticeChannelId } = this.#deps;
    const { boardChannelId } = config;
    const findings: Finding[] = [];
    const add = (finding: Omit<Finding, 'shopId'>) =>
      findings.push({ ...finding, shopId: undefined } as Finding);
    if (client.guilds.cache.size === 0) add({ code: 'no_server', data: {} });
    if (boardChannelId && !client.channels.cache.has(boardChannelId))
      add({ code: 'board_channel_id', data: { channelId: boardChannelId } });
    for (const userId of this.#unknownOwners ?? []) add({ code: 'owner_id', data: { userId } });
    const channelId = noticeChannelId();
    const data = channelId === null ? undefined : this.#lacks(channelId, STAFF_PERMISSIONS.notices);
    if (data) add({ code: 'notice_channel_id', data });
    return findings;
  }

  async #ofStaffChannels(): Promise<Finding[]> {
    const { client, store, depositProblem } = this.#deps;
    const findings: Finding[] = [];
    for (const { shopId, noticeChannelId, auditChannelId } of await store.staffChannels()) {
      if (!client.guilds.cache.has(shopId)) continue;
      const notices = noticeChannelId && this.#lacks(noticeChannelId, STAFF_PERMISSIONS.notices);
      if (notices) findings.push({ code: 'notices', data: notices, shopId });
      const audit = auditChannelId && this.#lacks(auditChannelId, STAFF_PERMISSIONS.audit);
      if (audit) findings.push({ code: 'audit_channel', data: audit, shopId });
    }
    for (const source of await store.depositSources()) {
      const { shopId, channelId } = source;
      const problem = client.guilds.cache.has(shopId) ? depositProblem(source) : undefined;
      if (problem) findings.push({ code: 'deposits', data: { channelId, ...problem }, shopId });
    }
    return findings;
  }

  async #ofShop(shopId: string): Promise<Finding[]> {
    const { client, store, boards, catalogue, roleProblem } = this.#deps;
    const findings: Finding[] = [];
    const applicationId = client.application?.id ?? '';
    if (!(await commandsAreKnown(store, { applicationId, guildId: shopId })))
      findings.push({ code: 'commands', data: {}, shopId });
    const own = boards().filter((board) => board.shopId === shopId);
    if (own.length === 0) findings.push({ code: 'no_board', data: {}, shopId });
    for (const { channelId, isPinned } of own) {
      const board = this.#lacks(channelId, BOARD_PERMISSIONS);
      if (board) findings.push({ code: 'board', data: board, shopId });
      const pin = isPinned && !board ? this.#lacks(channelId, ['PinMessages']) : undefined;
      if (pin) findings.push({ code: 'pin', data: pin, shopId });
    }
    for (const { code, roleId } of (await catalogue(shopId)).products) {
      const problem = roleId === undefined ? undefined : roleProblem(shopId, roleId);
      if (roleId && problem) findings.push({ code: 'role', data: { code, roleId, problem }, shopId });
    }
    return findings;
  }

  /** What the bot lacks in a channel, nothing named for one that is gone; undefined: nothing. */
  #lacks(channelId: string, needed: readonly AskedPermission[]) {
    const { client } = this.#deps;
    const missing = missingPermissions(client, channelId, needed);
    const isThere = client.channels.cache.has(channelId);
    return isThere && missing.length === 0 ? undefined : { channelId, missing };
  }

  /** OWNER_IDS that are no Discord users. What Discord does not answer is not held against anybody. */
  async #askForOwners(): Promise<string[]> {
    const { api, config } = this.#deps;
    const unknown: string[] = [];
    for (const userId of config.ownerIds) {
      try {
        await api.request({
          operation: 'commands',
          method: 'GET',
          route: Routes.user(userId),
          totalMs: 5000,
        });
      } catch (error) {
        if (codeOf(error) === CODES.unknownUser) unknown.push(userId);
      }
    }
    return unknown;
  }

  /** Once as long as it stays the same. */
  #log(findings: readonly Finding[]): void {
    const t = translators().en;
    const list = findings.map((finding) => ({
      code: finding.code,
      ...(finding.shopId && { shop: finding.shopId }),
      fix: findingText(finding, t).replaceAll('**', ''),
    }));
    const text = JSON.stringify(list);
    if (text === this.#logged) return;
    this.#logged = text;
    if (list.length === 0) this.#deps.logger.log('check passed', {});
    else this.#deps.logger.log('check found', { findings: list });
  }

  #tell(findings: readonly Finding[]): void {
    const { notices } = this.#deps;
    const keys = new Set(findings.map(findingKey));
    for (const key of this.#raised) if (!keys.has(key)) notices.resolve(key);
    this.#raised = keys;
    for (const finding of findings)
      notices.raise(findingKey(finding), { kind: 'check', data: { finding } }, finding.shopId);
  }
}
