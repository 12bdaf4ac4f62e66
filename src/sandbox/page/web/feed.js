import { parseTime } from './clock.js';
import { control, unreachable } from './control.js';

/**
 * The messages of the open channel, as one user sees them, and what the user is doing with them: a component that waits
 * for its answer, an interaction that failed, an ephemeral reply that was dismissed.
 *
 * @typedef {import('../../control-api.ts').ViewedMessage} ViewedMessage
 */
export class Feed {
  /** @type {Map<string, ViewedMessage>} */
  #messages = new Map();
  /** @type {Map<string, ViewedMessage>} what only this page says, such as that a command got no answer */
  #notices = new Map();
  #dismissed = new Set();
  /** What came and went by event while a load runs; it wins over the loaded. */
  #put = new Map();
  #removed = new Set();
  #place = '';
  #sinceMs = 0;
  #loads = 0;
  #changed;
  /** @type {Map<string, string>} message id to the custom id that waits */
  pending = new Map();
  /** @type {Set<string>} messages below which "This interaction failed" stands */
  failed = new Set();
  /** @type {Map<string, number>} edits seen, by message */
  edits = new Map();
  /** Why the channel can't be seen. */
  refusal = '';
  loading = false;

  /** @param {() => void} changed called after every change of what this holds */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {number} sinceMs when the page was opened, by Discord's clock */
  begin(sinceMs) {
    this.#sinceMs = sinceMs;
  }

  /** @returns {ViewedMessage[]} oldest first */
  get messages() {
    return [...this.#messages.values(), ...this.#notices.values()]
      .filter(({ id }) => !this.#dismissed.has(id))
      .sort((one, other) => compareIds(one.id, other.id));
  }

  /**
   * Loads a channel, anew when it is the one that is shown.
   * @param {string} userId
   * @param {string} place a channel as the control API names it
   */
  async load(userId, place) {
    const wanted = `${userId} ${place}`;
    if (this.#place !== wanted) this.#clear();
    this.#place = wanted;
    this.#put.clear();
    this.#removed.clear();
    this.#loads += 1;
    const load = this.#loads;
    this.#changed();
    const answer = await control('view', { userId, channelId: place }).then(
      (messages) => ({ messages, refusal: '' }),
      (error) => ({ messages: [], refusal: error.message, isLost: error.code === unreachable }),
    );
    // Answers may overtake each other; and while the local Discord is away, what was there stays in sight.
    if (load !== this.#loads || answer.isLost) return;
    this.#show(answer.messages);
    this.refusal = answer.refusal;
    this.loading = false;
    this.#changed();
  }

  #show(messages) {
    const shown = messages
      .filter((message) => this.#isShown(message))
      .map((message) => [message.id, message]);
    this.#messages = new Map([...shown, ...this.#put].filter(([id]) => !this.#removed.has(id)));
  }

  /** @param {ViewedMessage} message new or changed */
  put(message) {
    const before = this.#messages.get(message.id);
    if (before && before.edited_timestamp !== message.edited_timestamp) {
      this.edits.set(message.id, (this.edits.get(message.id) ?? 0) + 1);
    }
    this.#messages.set(message.id, message);
    this.#put.set(message.id, message);
    this.#changed();
  }

  /** @param {ViewedMessage} notice a message of the page's own */
  notify(notice) {
    this.#notices.set(notice.id, notice);
    this.#changed();
  }

  /** @param {string} messageId */
  remove(messageId) {
    this.#messages.delete(messageId);
    this.#removed.add(messageId);
    this.#changed();
  }

  /** @param {string} messageId an ephemeral message, which only the reader's own page forgets */
  dismiss(messageId) {
    this.#dismissed.add(messageId);
    this.#changed();
  }

  /**
   * @param {string} messageId
   * @param {string} customId the component that waits for the app's answer
   */
  wait(messageId, customId) {
    this.failed.delete(messageId);
    this.pending.set(messageId, customId);
    this.#changed();
  }

  /**
   * @param {string} messageId
   * @param {{ failed: boolean }} outcome
   */
  settle(messageId, { failed }) {
    this.pending.delete(messageId);
    if (failed) this.failed.add(messageId);
    this.#changed();
  }

  /** As in Discord, ephemeral replies don't outlive the page they were shown on. */
  #isShown({ ephemeralFor, timestamp }) {
    return ephemeralFor === undefined || parseTime(timestamp) >= this.#sinceMs;
  }

  #clear() {
    this.#messages = new Map();
    this.#notices.clear();
    this.#dismissed.clear();
    this.pending.clear();
    this.failed.clear();
    this.edits.clear();
    this.refusal = '';
    this.loading = true;
  }
}

/** Snowflakes grow with time but not always in length alone: compare as numbers, without rounding. */
function compareIds(one, other) {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
