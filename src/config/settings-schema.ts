import { z } from 'zod';

const SNOWFLAKE = /^\d{17,20}$/;

const whole = (from: number, to: number, usual: number) => z.int().min(from).max(to).default(usual);
const number = (from: number, to: number, usual: number) => z.number().min(from).max(to).default(usual);
const score = (usual: number) => number(0, 100, usual);
const weight = (usual: number) => number(0, 100, usual);
const flag = (usual: boolean) => z.boolean().default(usual);
const channel = () => z.string().regex(SNOWFLAKE).nullable().default(null);
/** Read once at the start. */
const AT_START = { needsRestart: true };

/**
 * Pairs of which the first must stay below the second (or equal where it says so). The tiers are ordered, and each is left
 * at a lower score than it is entered at: without that gap the board would flap.
 */
const ORDER = [
  { lower: 'retry_delay', higher: 'retry_max_delay', orEqual: true },
  { lower: 'board_edit_interval_young', higher: 'board_edit_interval_old', orEqual: true },
  { lower: 'tier.full.demote_below', higher: 'tier.full.promote_at' },
  { lower: 'tier.browse.demote_below', higher: 'tier.browse.promote_at' },
  { lower: 'tier.commands.demote_below', higher: 'tier.commands.promote_at' },
  { lower: 'tier.text.demote_below', higher: 'tier.text.promote_at' },
  { lower: 'tier.browse.demote_below', higher: 'tier.full.demote_below' },
  { lower: 'tier.commands.demote_below', higher: 'tier.browse.demote_below' },
  { lower: 'tier.text.demote_below', higher: 'tier.commands.demote_below' },
  { lower: 'tier.browse.promote_at', higher: 'tier.full.promote_at' },
  { lower: 'tier.commands.promote_at', higher: 'tier.browse.promote_at' },
  { lower: 'tier.text.promote_at', higher: 'tier.commands.promote_at' },
] as const satisfies readonly { lower: SettingKey; higher: SettingKey; orEqual?: boolean }[];

/** Every setting with its type, range and default. Times are seconds unless the name says otherwise; scores go to 100. */
const fields = z.strictObject({
  retry_attempts: whole(1, 10, 3),
  retry_delay: number(0.05, 60, 1),
  retry_max_delay: number(0.1, 600, 60),
  circuit_breaker_threshold: whole(1, 100, 5),
  circuit_breaker_open_seconds: number(1, 3600, 60),
  queue_workers: whole(1, 20, 3),
  queue_limit: whole(10, 100_000, 1000),
  health_check_interval: number(5, 86_400, 300),
  fallback_mode_enabled: flag(true),
  metrics_enabled: flag(true),

  // A little over Discord's limits of 5 edits per 5 s and, on messages older than an hour, 3 per 6 s.
  board_edit_interval_young: number(1, 60, 1.04),
  board_edit_interval_old: number(2, 60, 2.04),
  board_verify_interval: number(10, 3600, 60).meta(AT_START),
  // The message with the confirmation can be answered for 15 minutes.
  confirm_minutes: number(1, 14, 10),
  delivery_concurrency: whole(1, 20, 3).meta(AT_START),

  // Hours; 0 makes none by itself.
  backup_every: number(0, 720, 24),
  backup_keep: whole(1, 365, 7),
  sales_utc_offset: number(-12, 14, 0),

  cache_catalogue_ttl: number(0, 10, 2),
  cache_dm_channels_ttl: number(0, 604_800, 86_400),
  cache_dm_channels_entries: whole(1, 1_000_000, 10_000).meta(AT_START),

  auto_restart_enabled: flag(true),
  auto_restart_errors_per_minute: number(1, 10_000, 30),
  auto_restart_after: number(10, 3600, 300),
  auto_restart_per_hour: whole(1, 20, 2),
  notice_channel_id: channel(),
  // No payment moves more than 1,000,000,000 WL. 0: no payment needs a second owner.
  wallet_approval_above: whole(0, 1_000_000_000, 0),

  // The ledger always counts: with no weight at all there would be no score.
  'health.weight.ledger': number(1, 100, 30),
  'health.weight.acknowledgement': weight(25),
  'health.weight.discord_rest': weight(15),
  'health.weight.gateway': weight(10),
  'health.weight.board': weight(10),
  'health.weight.delivery': weight(5),
  'health.weight.runtime': weight(5),

  'tier.full.demote_below': score(75),
  'tier.full.promote_at': score(85),
  'tier.browse.demote_below': score(55),
  'tier.browse.promote_at': score(65),
  'tier.commands.demote_below': score(35),
  'tier.commands.promote_at': score(45),
  'tier.text.demote_below': score(15),
  'tier.text.promote_at': score(25),
});

/** All settings that can be changed while the bot runs, in effect. */
export type Settings = Readonly<z.infer<typeof fields>>;
export type SettingKey = keyof Settings;
export type SettingValue = Settings[SettingKey];

export const settingsSchema = fields.superRefine((settings, context) => {
  for (const { lower, higher, ...rule } of ORDER) {
    const isAllowed = settings[lower] < settings[higher];
    if (isAllowed || ('orEqual' in rule && settings[lower] === settings[higher])) continue;
    context.addIssue({ code: 'custom', path: [lower], params: { lower, higher }, message: 'out of order' });
  }
});

/** What a setting takes, and what it is when nobody has set it. */
export interface SettingFacts {
  kind: 'whole' | 'number' | 'flag' | 'channel';
  /** For numbers. */
  min: number;
  max: number;
  usual: SettingValue;
  needsRestart: boolean;
}

export const SETTING_KEYS = Object.keys(fields.shape) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(fields.shape, key);
}

/** @returns the type, range and default of a setting, as the schema has them */
export function settingFacts(key: SettingKey): SettingFacts {
  const { type, ...facts } = z.toJSONSchema(fields.shape[key], { io: 'input' });
  return {
    kind:
      type === 'integer' ? 'whole' : type === 'number' ? 'number' : type === 'boolean' ? 'flag' : 'channel',
    min: facts.minimum ?? 0,
    max: facts.maximum ?? 0,
    usual: facts.default as SettingValue,
    needsRestart: facts['needsRestart'] === true,
  };
}
