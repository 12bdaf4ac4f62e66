/**
 * The control API: how a test, a demo or the page acts as Discord's users and breaks Discord. Every method of `Control` is
 * `POST /control/<method>` with its argument as the JSON body and its result as the JSON answer (errors: 4xx with
 * `{ error, message }`), and `GET /control/events?userId=` is a stream (server-sent events) of `ControlEvent`.
 */
export interface Control {
  // the world
  /** Everything the page needs to begin with: guilds with channels and roles, users, commands of the bot. */
  world(): Promise<WorldView>;
  createGuild(guild: { id?: string; name: string; ownerId?: string }): Promise<{ id: string }>;
  createChannel(channel: { id?: string; guildId: string; name: string }): Promise<{ id: string }>;
  deleteChannel(target: { channelId: string }): Promise<void>;
  /** New roles stand at the bottom, as in Discord; one at the top is above the bot's, which then can't give it. */
  createRole(role: {
    guildId: string;
    name: string;
    permissions?: string;
    position?: 'top' | 'bottom';
  }): Promise<{ id: string }>;
  createUser(user: {
    id?: string;
    username: string;
    /** A Discord locale such as `id` or `en-US`. */
    locale?: string;
    dmsOpen?: boolean;
    bot?: boolean;
  }): Promise<{ id: string }>;
  changeUser(change: { userId: string; locale?: string; dmsOpen?: boolean }): Promise<void>;
  /** Adds somebody to a guild (again: with these roles). The bot's own user is a member of every guild from the start. */
  setMember(member: { guildId: string; userId: string; roleIds?: string[] }): Promise<void>;
  /** Sets a channel's overwrite for a role or user, as decimal permission bits; both '0' removes it. */
  setPermissions(overwrite: {
    channelId: string;
    targetId: string;
    kind: 'role' | 'member';
    allow: string;
    deny: string;
  }): Promise<void>;

  // acting as a user: each interaction settles with the app's first answer, or `failed` after 3 s as in Discord
  click(click: { userId: string; channelId: string; messageId: string; customId: string }): Promise<Outcome>;
  select(choice: {
    userId: string;
    channelId: string;
    messageId: string;
    customId: string;
    values: string[];
  }): Promise<Outcome>;
  /** Submits the modal that an earlier interaction of this user was answered with. */
  submitModal(modal: {
    userId: string;
    interactionId: string;
    fields: Record<string, string>;
  }): Promise<Outcome>;
  /** `name` is the whole path: `stock`, `product add`. Options by name; users and channels by id. */
  command(command: {
    userId: string;
    channelId: string;
    name: string;
    options?: Record<string, OptionValue>;
  }): Promise<Outcome>;
  autocomplete(query: {
    userId: string;
    channelId: string;
    name: string;
    options: Record<string, OptionValue>;
    focused: string;
  }): Promise<{ name: string; value: string | number }[]>;
  sendMessage(message: { userId: string; channelId: string; content: string }): Promise<{ id: string }>;
  postWebhook(message: {
    channelId: string;
    webhookId: string;
    name?: string;
    content?: string;
    embeds?: unknown[];
  }): Promise<{ id: string }>;
  deleteMessage(target: { channelId: string; messageId: string }): Promise<void>;

  // reading what a user sees
  /** Messages of a channel in order, with the ephemeral ones that this user sees; users hold a DM channel under `dm:<userId>`. */
  view(target: { userId: string; channelId: string }): Promise<ViewedMessage[]>;
  /** The text of a file by the `url` of an attachment. */
  attachment(target: { url: string }): Promise<{ filename: string; content: string }>;
  /** The last REST requests of the bot, newest first. Bodies have file contents and tokens taken out. */
  requests(query?: { limit?: number; method?: string; route?: string }): Promise<LoggedRequest[]>;

  // breaking things
  addFault(fault: Fault): Promise<{ id: string }>;
  faults(): Promise<(Fault & { id: string; hits: number })[]>;
  removeFault(target: { id: string }): Promise<void>;
  /** Removes every fault and ends every scenario. */
  clearFaults(): Promise<void>;
  /** What whoever started this Discord prepared to go wrong; see `SandboxOptions`. */
  scenarios(): Promise<ScenarioView[]>;
  /** Starting one that runs, or ending one that doesn't, changes nothing. */
  startScenario(target: { id: string }): Promise<void>;
  stopScenario(target: { id: string }): Promise<void>;
  /** Does one thing to every gateway connection (or one shard's) at once. */
  gateway(action: {
    do: 'drop' | 'reconnect' | 'invalid_session' | 'invalid_session_resumable';
    shard?: number;
    code?: number;
  }): Promise<void>;
  /** Moves Discord's clock forward: messages grow older, tokens and interactions expire. */
  advanceClock(by: { ms: number }): Promise<{ now: number }>;
}

export type OptionValue = string | number | boolean | { filename: string; content: string };

export interface Outcome {
  interactionId: string;
  /** `deferred`: acknowledged, the answer is still to come; `failed`: "This interaction failed" (no answer in 3 s). */
  state: 'answered' | 'deferred' | 'failed';
  /** The interaction callback's type (4, 5, 6, 7, 8, 9); absent when failed. */
  callbackType?: number;
  /** Milliseconds from the click to the acknowledgement. */
  ackMs?: number;
  /** The message as it stands: the reply (4, 5) or the updated one (6, 7). */
  message?: ViewedMessage;
  /** For type 9. */
  modal?: { customId: string; title: string; components: unknown[] };
}

/** A message as Discord's API gives it (snake_case fields), plus who may see it. */
export interface ViewedMessage {
  id: string;
  channel_id: string;
  author: { id: string; username: string; bot?: boolean };
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  flags: number;
  /** Only this user sees it. */
  ephemeralFor?: string;
  /** Set in a direct channel: whose it is. The channel is also known as `dm:<this>`. */
  dmUserId?: string;
  /** "Bot is thinking…" */
  loading?: boolean;
  embeds: Record<string, unknown>[];
  components: Record<string, unknown>[];
  attachments: { id: string; filename: string; size: number; url: string }[];
  interaction_metadata?: Record<string, unknown>;
}

export interface LoggedRequest {
  at: string;
  method: string;
  /** The bucket route, ids replaced: `/channels/:id/messages/:id`. */
  route: string;
  path: string;
  status: number | 'reset' | 'blackhole';
  ms: number;
  /** Discord's error code of the answer. */
  code?: number;
  fault?: string;
}

/** Applies to the REST requests that match, or to the gateway. Give `count` or `probability` (else: until removed). */
export type Fault = { count?: number; probability?: number; note?: string } & (
  | {
      on: 'rest';
      method?: string;
      /** A bucket route as in `LoggedRequest.route`; `*` at the end matches the rest. */
      route?: string;
      /** Strikes only requests that bring components (buttons, menus) along. */
      components?: true;
      effect:
        | { kind: 'delay'; ms: number }
        | { kind: 'status'; status: number; code?: number; message?: string }
        | { kind: 'rate_limit'; retryAfterMs?: number; scope?: 'user' | 'global' | 'shared'; code?: number }
        | { kind: 'html'; status: number }
        | { kind: 'reset' }
        /** The request takes effect, the answer never arrives (the connection is cut). */
        | { kind: 'answer_lost' }
        /** No answer and no effect; the connection stays open. */
        | { kind: 'blackhole' };
    }
  | {
      on: 'gateway';
      effect: /** Nothing is sent any more, heartbeats included. */
        | { kind: 'silence' }
        | { kind: 'no_heartbeat_ack' }
        | { kind: 'ignore_resume' }
        | { kind: 'ignore_identify' }
        | { kind: 'late_dispatch'; ms: number; event?: string };
    }
);

export interface ScenarioView {
  id: string;
  name: string;
  /** What to expect, in a line. */
  description: string;
  running: boolean;
}

export interface WorldView {
  now: number;
  bot: { id: string; username: string; online: boolean };
  guilds: {
    id: string;
    name: string;
    channels: { id: string; name: string; topic?: string }[];
    roles: { id: string; name: string; permissions: string }[];
    commands: Record<string, unknown>[];
  }[];
  users: {
    id: string;
    username: string;
    locale: string;
    dmsOpen: boolean;
    /** Guild id to role ids. */
    memberships: Record<string, string[]>;
  }[];
  /** Commands set globally. */
  commands: Record<string, unknown>[];
}

export type ControlEvent =
  | { type: 'message'; message: ViewedMessage }
  | { type: 'message_deleted'; channelId: string; messageId: string; dmUserId?: string }
  | { type: 'world' }
  | { type: 'request'; request: LoggedRequest }
  /** Of faults or scenarios. */
  | { type: 'faults' };
