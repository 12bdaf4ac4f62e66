import { writeTime } from './clock.js';
import { control, ControlError } from './control.js';
import { snowflakeAt } from './snowflake.js';

const toastMs = 8000;
const ephemeral = 64;
/** Callback types that answer with a message of their own, at once or later. */
const newMessageTypes = [4, 5];

/**
 * What a person does on the page. Each act runs to its end and reports a refusal as a toast; none throws.
 *
 * @typedef {import('../../control-api.ts').Outcome} Outcome
 * @typedef {import('../../control-api.ts').ViewedMessage} ViewedMessage
 */
export class Acts {
  /** @type {{ interactionId: string, customId: string, title: string, components: object[], busy?: boolean, failed?: boolean } | undefined} the open modal */
  modal;
  /** What the last act was refused with. */
  toast = '';
  /** The command that waits for its answer. */
  sending = '';
  #session;
  #changed;
  #answered;
  #stopToast = () => {};

  /**
   * @param {import('./session.js').Session} session
   * @param {object} on
   * @param {() => void} on.changed called after every change of what this holds
   * @param {() => void} on.answered called when an act has put a message at the channel's end
   */
  constructor(session, { changed, answered }) {
    this.#session = session;
    this.#changed = changed;
    this.#answered = answered;
  }

  /** @param {ViewedMessage} message @param {string} customId */
  click(message, customId) {
    return this.#useComponent(message, customId, 'click', {});
  }

  /** @param {ViewedMessage} message @param {string} customId @param {string[]} values */
  select(message, customId, values) {
    return this.#useComponent(message, customId, 'select', { values });
  }

  async #useComponent(message, customId, method, more) {
    const { feed, userId, place: channelId } = this.#session;
    feed.wait(message.id, customId);
    const outcome = await this.attempt(() =>
      control(method, { userId, channelId, messageId: message.id, customId, ...more }),
    );
    feed.settle(message.id, { failed: outcome?.state === 'failed' });
    this.#follow(outcome, userId);
  }

  /**
   * Hands the modal in. It stays open, to be tried again, when the app doesn't take it.
   * @param {Record<string, string>} fields by custom id
   */
  async submitModal(fields) {
    const { userId } = this.#session;
    const { modal } = this;
    this.#changeModal(modal, { busy: true, failed: false });
    const outcome = await this.attempt(() =>
      control('submitModal', { userId, interactionId: modal.interactionId, fields }),
    );
    const isTaken = outcome !== undefined && outcome.state !== 'failed';
    if (isTaken) this.closeModal();
    else this.#changeModal(this.modal, { busy: false, failed: true });
    this.#follow(outcome, userId);
  }

  #changeModal(modal, change) {
    // It may have been closed meanwhile.
    if (modal && this.modal) this.modal = { ...modal, ...change };
    this.#changed();
  }

  closeModal() {
    this.modal = undefined;
    this.#changed();
  }

  /**
   * @param {string} name the whole path, such as `product add`
   * @param {Record<string, import('../../control-api.ts').OptionValue>} options
   */
  async command(name, options) {
    const { userId, place: channelId } = this.#session;
    this.sending = name;
    this.#changed();
    const outcome = await this.attempt(() => control('command', { userId, channelId, name, options }));
    this.sending = '';
    if (outcome?.state === 'failed')
      this.#say(channelId, `\`/${name}\` failed: the application did not respond.`);
    this.#follow(outcome, userId);
  }

  /** @returns {Promise<{ name: string, value: string | number }[]>} throws when the app doesn't answer */
  autocomplete(name, options, focused) {
    const { userId, place: channelId } = this.#session;
    return control('autocomplete', { userId, channelId, name, options, focused });
  }

  send(content) {
    const { userId, place: channelId } = this.#session;
    this.#answered();
    return this.attempt(() => control('sendMessage', { userId, channelId, content }));
  }

  /** @param {ViewedMessage} message */
  deleteMessage(message) {
    return this.attempt(() =>
      control('deleteMessage', { channelId: message.channel_id, messageId: message.id }),
    );
  }

  /** @param {{ locale?: string, dmsOpen?: boolean }} change */
  changeUser(change) {
    return this.attempt(async () => {
      await control('changeUser', { userId: this.#session.userId, ...change });
      await this.#session.loadWorld();
    });
  }

  /** @param {import('../../control-api.ts').Fault} fault */
  addFault(fault) {
    return this.#changeFaults('addFault', fault);
  }

  removeFault(id) {
    return this.#changeFaults('removeFault', { id });
  }

  clearFaults() {
    return this.#changeFaults('clearFaults', {});
  }

  /** @param {import('../../control-api.ts').ScenarioView} scenario starts it, or ends it when it runs */
  toggleScenario({ id, running }) {
    return this.#changeFaults(running ? 'stopScenario' : 'startScenario', { id });
  }

  #changeFaults(method, argument) {
    return this.attempt(async () => {
      await control(method, argument);
      await this.#session.loadFaults();
    });
  }

  gateway(action) {
    return this.attempt(() => control('gateway', action));
  }

  advanceClock(ms) {
    return this.attempt(async () => {
      const { now } = await control('advanceClock', { ms });
      this.#session.clock.set(now);
      this.#changed();
    });
  }

  attachment(url) {
    return control('attachment', { url });
  }

  clearToast() {
    this.#stopToast();
    this.toast = '';
    this.#changed();
  }

  #refuse(reason) {
    this.#stopToast();
    this.toast = reason;
    this.#stopToast = this.#session.clock.after(toastMs, () => this.clearToast());
    this.#changed();
  }

  /** Does what may be refused, and shows the refusal. */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      this.#refuse(error.message);
      return undefined;
    }
  }

  /** Shows what an interaction was answered with, unless somebody else has taken the page meanwhile. */
  #follow(outcome, userId) {
    if (outcome && this.#session.userId === userId) {
      if (outcome.modal) this.modal = { interactionId: outcome.interactionId, ...outcome.modal };
      if (newMessageTypes.includes(outcome.callbackType)) this.#answered();
    }
    this.#changed();
  }

  #say(channelId, content) {
    const { bot } = this.#session.world;
    const now = this.#session.clock.now();
    this.#session.feed.notify({
      id: snowflakeAt(now),
      channel_id: channelId,
      author: { id: bot.id, username: bot.username, bot: true },
      content,
      timestamp: writeTime(now),
      edited_timestamp: null,
      flags: ephemeral,
      ephemeralFor: this.#session.userId,
      embeds: [],
      components: [],
      attachments: [],
    });
  }
}
