import type { Postponed } from './deliveries.ts';

/** Locks that buyers gave in Growtopia, as the shop's own bot there announces them. */
export interface DepositStore {
  /**
   * Takes an announced deposit: into the wallet of whoever has the GrowID; into the claim queue when nobody has, or somebody
   * who is blacklisted. The same key twice is one deposit; `isNew` tells. @throws UserError shop_unknown | amount_invalid | growid_invalid | deposit_conflict when the
   * key came with another deposit before
   */
  deposit(shopId: string, announced: AnnouncedDeposit): Promise<{ deposit: Deposit; isNew: boolean }>;
  /** The claim queue, oldest first, with who has each GrowID by now. */
  waitingDeposits(
    shopId: string,
    page: { offset: number; limit: number },
  ): Promise<{ deposits: WaitingDeposit[]; total: number }>;
  /** Pays a waiting deposit into a wallet, once. @throws UserError deposit_settled; not_allowed above `maxWl` */
  claimDeposit(shopId: string, claim: DepositClaim): Promise<{ deposit: Deposit; balanceWl: number }>;
  /** Takes a deposit out of the queue for good; nothing is paid. @throws UserError deposit_settled | reason_missing */
  rejectDeposit(
    shopId: string,
    rejection: { id: number; reason: string; actorId: string },
  ): Promise<{ deposit: Deposit }>;
  /** Leases paid deposits whose buyers have not been told to this caller, as `claimDeliveries` does. */
  claimDepositNotices(claim: { leaseMs: number; limit: number }): Promise<DepositNotice[]>;
  /** Ends or postpones a leased notice; false when the lease was no longer this caller's. */
  settleDepositNotice(
    notice: Pick<DepositNotice, 'id' | 'lease'>,
    outcome: { kind: 'sent' | 'closed' } | Postponed,
  ): Promise<boolean>;
  /** When the next notice is due; undefined when none waits. */
  nextDepositNoticeMs(): Promise<number | undefined>;

  /** Where deposits are announced, of every shop. */
  depositSources(): Promise<DepositSource[]>;
  depositSource(shopId: string): Promise<DepositSource | undefined>;
  /**
   * Says where a shop's deposits are announced, or nowhere any more. Only messages after `seenMessageId` count; the same
   * place again goes on where it was. @throws UserError webhook_invalid
   */
  setDepositSource(
    shopId: string,
    source: { channelId: string; webhookId: string; seenMessageId: string } | undefined,
    actorId: string,
  ): Promise<void>;
  /** Everything in this channel up to this message is dealt with. Never goes back. */
  depositsSeen(shopId: string, channelId: string, messageId: string): Promise<void>;
  /** How much waits for somebody, by shop: deposits to claim, payments to approve. Shops with nothing are left out. */
  waitingMoney(): Promise<{ shopId: string; deposits: number; requests: number }[]>;
}

export interface AnnouncedDeposit {
  /** Makes it happen once: `message:<id>` or `hook:<event id>`. */
  key: string;
  /** Who announced it: a webhook's id, or the hook's key. */
  source: string;
  growId: string;
  amountWl: number;
  /** Not to be credited by itself, since its message was changed before it was read. */
  isEdited?: boolean;
}

export interface DepositClaim {
  id: number;
  /** Whose wallet it goes into. */
  userId: string;
  actorId: string;
  /** What this member of the staff may pay out without an owner. Default: any amount. */
  maxWl?: number | undefined;
}

export interface Deposit {
  id: number;
  growId: string;
  amountWl: number;
  atMs: number;
  status: 'credited' | 'waiting' | 'claimed' | 'rejected';
  /** Why it waited. */
  cause: 'unmatched' | 'edited' | 'blacklisted' | undefined;
  /** Whose wallet it is in. */
  userId: string | undefined;
}

export interface WaitingDeposit extends Deposit {
  /** Who has this GrowID now. */
  holderId: string | undefined;
}

/** A buyer who has to be told of a deposit. */
export interface DepositNotice {
  id: number;
  lease: string;
  /** How often it was claimed, this time included. */
  attempts: number;
  shopId: string;
  userId: string;
  growId: string;
  amountWl: number;
}

export interface DepositSource {
  shopId: string;
  channelId: string;
  webhookId: string;
  /** The newest message that has been dealt with. */
  seenMessageId: string;
}
