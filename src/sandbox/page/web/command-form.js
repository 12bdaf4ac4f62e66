import { html, LitElement, nothing } from 'lit';
import './combo-box.js';
import { localDescription, localName, optionType, readOption, unpicked } from './commands.js';
import { icons } from './icons.js';

/**
 * A chosen slash command with its options. Fires `run` with `{ name, options }` when everything asked for is there, and
 * `leave` when the person gives it up.
 */
export class CommandForm extends LitElement {
  static properties = {
    /** @type {import('./commands.js').Command} */
    command: { attribute: false },
    locale: {},
    /** @type {Record<'users' | 'roles' | 'channels', import('./combo-box.js').Suggestion[]>} */
    entities: { attribute: false },
    /** @type {(name: string, options: object, focused: string) => Promise<{ name: string, value: unknown }[]>} */
    autocomplete: { attribute: false },
    raw: { state: true },
    shown: { state: true },
    errors: { state: true },
  };

  constructor() {
    super();
    /** @type {Record<string, unknown>} what was picked or typed, by option name */
    this.raw = {};
    /** @type {string[]} optional ones that were asked for */
    this.shown = [];
    /** @type {Record<string, string>} */
    this.errors = {};
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    (this.querySelector('.option combo-box, .option input') ?? this.querySelector('button.run')).focus();
  }

  render() {
    const isShown = ({ name, required }) => required || this.shown.includes(name);
    const hidden = this.command.options.filter((option) => !isShown(option));
    return html`<form
      class="command-form"
      aria-label="/${this.command.label}"
      novalidate
      @submit=${(event) => this.#submit(event)}
      @keydown=${(event) => event.key === 'Escape' && this.#leave()}
    >
      <span class="command-name" title=${this.command.description}>/${this.command.label}</span>
      ${this.command.options.filter(isShown).map((option) => this.#option(option))}
      ${hidden.map((option) => this.#adder(option))}
      <span class="spring"></span>
      <button type="submit" class="tool run">Run</button>
      <button type="button" class="tool" aria-label="Leave the command" @click=${() => this.#leave()}>${icons.cross}</button>
    </form>`;
  }

  #option(option) {
    const error = this.errors[option.name];
    return html`<label class="option ${error ? 'wrong' : ''}" title=${localDescription(option, this.locale)}>
      <span class="option-name">${localName(option, this.locale)}</span>${this.#field(option)}
      ${error ? html`<span class="option-error" role="alert">${error}</span>` : nothing}
    </label>`;
  }

  #adder(option) {
    const show = async () => {
      this.shown = [...this.shown, option.name];
      await this.updateComplete;
      this.querySelector(`[data-option="${option.name}"]`)?.focus();
    };
    return html`<button type="button" class="adder" title=${localDescription(option, this.locale)} @click=${show}>
      + ${localName(option, this.locale)}
    </button>`;
  }

  #field(option) {
    const set = (value) => this.#set(option.name, value);
    if (option.type === optionType.attachment) {
      return html`<input
        type="file"
        data-option=${option.name}
        aria-label=${localName(option, this.locale)}
        @change=${(event) => this.#attach(option.name, event.target.files[0])}
      />`;
    }
    const load = this.#suggestions(option);
    if (!load) {
      return html`<input
        type="text"
        autocomplete="off"
        data-option=${option.name}
        aria-label=${localName(option, this.locale)}
        inputmode=${option.type === optionType.string ? 'text' : 'decimal'}
        @input=${(event) => set(event.target.value)}
      />`;
    }
    return html`<combo-box
      data-option=${option.name}
      .label=${localName(option, this.locale)}
      .load=${load}
      ?invalid=${option.name in this.errors}
      @pick=${({ detail }) => set(detail.value)}
      @type=${({ detail }) => set(option.autocomplete ? detail : this.#named(option, detail))}
    ></combo-box>`;
  }

  /** @returns {((text: string) => import('./combo-box.js').Suggestion[] | Promise<object[]>) | undefined} */
  #suggestions(option) {
    if (option.autocomplete) {
      return async (text) => {
        const options = { ...this.#values().options, [option.name]: text };
        const choices = await this.autocomplete(this.command.path, options, option.name);
        return choices.map((choice) => ({ label: localName(choice, this.locale), value: choice.value }));
      };
    }
    const all = this.#fixedSuggestions(option);
    return (
      all && ((text) => all.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase())))
    );
  }

  #fixedSuggestions(option) {
    const { users, roles, channels } = this.entities;
    if (option.choices)
      return option.choices.map((choice) => ({ label: localName(choice, this.locale), value: choice.value }));
    switch (option.type) {
      case optionType.boolean:
        return [
          { label: 'True', value: true },
          { label: 'False', value: false },
        ];
      case optionType.user:
        return users;
      case optionType.channel:
        return channels;
      case optionType.role:
        return roles;
      case optionType.mentionable:
        return [...users, ...roles];
      default:
        return undefined;
    }
  }

  /** Where the app suggests, what is typed counts as it is; in a fixed list it must name one of the list. */
  #named(option, text) {
    if (text === '') return undefined;
    const found = this.#fixedSuggestions(option).find(
      ({ label }) => label.toLowerCase() === text.trim().toLowerCase(),
    );
    return found ? found.value : unpicked;
  }

  #set(name, value) {
    this.raw = { ...this.raw, [name]: value };
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([wrong]) => wrong !== name));
  }

  async #attach(name, file) {
    this.#set(name, file && { filename: file.name, content: await file.text() });
  }

  #values() {
    const read = this.command.options.map((option) => [
      option.name,
      readOption(option, this.raw[option.name]),
    ]);
    const picked = (part) =>
      read.flatMap(([name, result]) => (result[part] === undefined ? [] : [[name, result[part]]]));
    return { options: Object.fromEntries(picked('value')), errors: Object.fromEntries(picked('error')) };
  }

  #submit(event) {
    event.preventDefault();
    const { options, errors } = this.#values();
    this.errors = errors;
    if (Object.keys(errors).length > 0) return;
    this.dispatchEvent(new CustomEvent('run', { detail: { name: this.command.path, options } }));
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('leave'));
  }
}

customElements.define('command-form', CommandForm);
