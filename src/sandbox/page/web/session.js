import { coalesce } from './coalesce.js';
import { control, listen } from './control.js';
import { Feed } from './feed.js';

const requestsKept = 100;

/**
 * Who looks at the page and where. The local Discord is the truth: the session loads it and keeps up by its events;
 * after a lost connection it loads everything again.
 *
 * @typedef {import('../../control-api.ts').WorldView} WorldView
 * @typedef {import('../../control-api.ts').LoggedRequest} LoggedRequest
 * @typedef {import('../../control-api.ts').ControlEvent} ControlEvent
 */
export class Session {
  /** @type {WorldView} */
  world;
  userId = '';
  /** A guild channel's id, or `dm` for the user's conversation with the bot. */
  channelId = '';
  connected = false;
  /** @type {Map<string, number>} messages not looked at yet, by channel */
  unread = new Map();
  /** @type {(import('../../control-api.ts').Fault & { id: string, hits: number })[]} */
  faults = [];
  /** @type {import('../../control-api.ts').ScenarioView[]} */
  scenarios = [];
  /** @type {LoggedRequest[]} newest first */
  requests = [];
  #stopListening = () => {};
  #changed;

  /**
   * @param {import('./clock.js').PageClock} clock
   * @param {() => void} changed called after every change of what this holds
   */
  constructor(clock, changed) {
    this.clock = clock;
    this.feed = new Feed(changed);
    this.#changed = changed;
  }

  /**
   * Loads the world and begins as somebody.
   * @param {{ userId?: string, channelId?: string }} wanted taken where they exist
   */
  async start({ userId, channelId }) {
    await this.loadWorld();
    this.feed.begin(this.clock.now());
    const user = this.people.find(({ id }) => id === userId) ?? this.people[0];
    if (user) await this.actAs(user.id, channelId);
  }

  get people() {
    return this.world.users.filter(({ id }) => id !== this.world.bot.id);
  }

  get user() {
    return this.world.users.find(({ id }) => id === this.userId);
  }

  /** The guilds of which the user is a member. */
  get guilds() {
    return this.world.guilds.filter(({ id }) => this.user?.memberships[id] !== undefined);
  }

  /** The guild of the open channel; undefined in a DM. */
  get guild() {
    return this.guilds.find(({ channels }) => channels.some(({ id }) => id === this.channelId));
  }

  get channel() {
    return this.guild?.channels.find(({ id }) => id === this.channelId);
  }

  /** The open channel as the control API names it. */
  get place() {
    return this.channelId === 'dm' ? `dm:${this.userId}` : this.channelId;
  }

  async actAs(userId, channelId = this.channelId) {
    this.userId = userId;
    this.unread.clear();
    this.#listen();
    const known = this.guilds.flatMap(({ channels }) => channels.map(({ id }) => id));
    await this.open(channelId === 'dm' || known.includes(channelId) ? channelId : (known[0] ?? 'dm'));
  }

  async open(channelId) {
    this.channelId = channelId;
    this.unread.delete(channelId);
    await this.feed.load(this.userId, this.place);
  }

  loadWorld = coalesce(async () => {
    this.world = await control('world');
    this.clock.set(this.world.now);
    this.#changed();
  });

  loadFaults = coalesce(async () => {
    [this.faults, this.scenarios] = await Promise.all([control('faults'), control('scenarios')]);
    this.#changed();
  });

  #loadRequests = coalesce(async () => {
    this.requests = await control('requests', { limit: requestsKept });
    this.#changed();
  });

  #listen() {
    this.#stopListening();
    let loaded = false;
    this.#stopListening = listen(this.userId, {
      event: (event) => this.#apply(event),
      lost: () => this.#setConnected(false),
      open: () => {
        this.#setConnected(true);
        const loads = [this.loadFaults(), this.#loadRequests()];
        if (loaded) loads.push(this.loadWorld(), this.feed.load(this.userId, this.place));
        loaded = true;
        this.#inBackground(Promise.all(loads));
      },
    });
  }

  #setConnected(connected) {
    this.connected = connected;
    this.#changed();
  }

  /** A load that fails does so because the local Discord is gone; the event stream reports its return. */
  #inBackground(load) {
    load.catch(() => this.#setConnected(false));
  }

  /** @param {ControlEvent} event */
  #apply(event) {
    switch (event.type) {
      case 'message':
        return this.#receive(event.message);
      case 'message_deleted':
        return this.feed.remove(event.messageId);
      case 'request':
        return this.#log(event.request);
      case 'faults':
        return this.#inBackground(this.loadFaults());
      default:
        // Permissions may have changed, and with them what the user sees.
        return this.#inBackground(Promise.all([this.loadWorld(), this.feed.load(this.userId, this.place)]));
    }
  }

  #receive(message) {
    const channelId = message.dmUserId === undefined ? message.channel_id : 'dm';
    if (channelId === this.channelId) return this.feed.put(message);
    if (message.edited_timestamp || message.author.id === this.userId) return undefined;
    this.unread.set(channelId, (this.unread.get(channelId) ?? 0) + 1);
    return this.#changed();
  }

  #log(request) {
    this.requests = [request, ...this.requests].slice(0, requestsKept);
    if (request.fault) this.#inBackground(this.loadFaults());
    this.#changed();
  }
}
