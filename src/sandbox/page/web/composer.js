import { html, LitElement, nothing } from 'lit';
import './command-form.js';
import { matchCommands } from './commands.js';

/**
 * Where a person writes. It is in one of three states: writing a message; choosing a command, while the text begins
 * with a slash; filling a command in. Fires `send` with the text and `run` with `{ name, options }`.
 */
export class ChatComposer extends LitElement {
  static properties = {
    placeholder: {},
    locale: {},
    /** @type {import('./commands.js').Command[]} */
    commands: { attribute: false },
    entities: { attribute: false },
    autocomplete: { attribute: false },
    text: { state: true },
    active: { state: true },
    command: { state: true },
  };

  constructor() {
    super();
    this.commands = [];
    this.text = '';
    this.active = 0;
    /** @type {import('./commands.js').Command | undefined} */
    this.command = undefined;
  }

  createRenderRoot() {
    return this;
  }

  get #matches() {
    return this.text.startsWith('/') && !this.command ? matchCommands(this.commands, this.text.slice(1)) : [];
  }

  render() {
    return this.command ? this.#form() : html`${this.#list()}${this.#box()}`;
  }

  #form() {
    return html`<command-form
      .command=${this.command}
      .locale=${this.locale}
      .entities=${this.entities}
      .autocomplete=${this.autocomplete}
      @leave=${() => this.#reset()}
      @run=${({ detail }) => {
        this.#reset();
        this.dispatchEvent(new CustomEvent('run', { detail }));
      }}
    ></command-form>`;
  }

  #list() {
    if (!this.text.startsWith('/')) return nothing;
    const matches = this.#matches;
    return html`<div class="command-list" role="listbox" aria-label="Commands">
      <h2>Commands</h2>
      ${matches.map((command, index) => this.#item(command, index))}
      ${matches.length === 0 ? html`<p class="note">No command begins with this.</p>` : nothing}
    </div>`;
  }

  #item(command, index) {
    return html`<div
      role="option"
      aria-selected=${index === this.active}
      data-command=${command.path}
      @mousedown=${(event) => {
        event.preventDefault();
        this.#choose(command);
      }}
    >
      <span class="command-path">/${command.label}</span>
      ${command.options.map(({ name, required }) => html`<code class=${required ? 'required' : ''}>${name}</code>`)}
      <small>${command.description}</small>
    </div>`;
  }

  #box() {
    return html`<textarea
      rows="1"
      aria-label="Message"
      placeholder=${this.placeholder}
      maxlength="2000"
      .value=${this.text}
      @input=${(event) => {
        this.text = event.target.value;
        this.active = 0;
      }}
      @keydown=${(event) => this.#key(event)}
    ></textarea>`;
  }

  updated() {
    this.querySelector('.command-list [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #key(event) {
    const matches = this.#matches;
    if (matches.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + matches.length) % matches.length;
    } else if (event.key === 'Tab' && matches.length > 0) {
      event.preventDefault();
      this.#choose(matches[this.active]);
    } else if (event.key === 'Escape') {
      this.text = '';
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#enter(matches);
    }
  }

  #enter(matches) {
    if (matches.length > 0) return this.#choose(matches[this.active]);
    if (this.text.startsWith('/') || this.text.trim() === '') return undefined;
    this.dispatchEvent(new CustomEvent('send', { detail: this.text }));
    this.text = '';
    return undefined;
  }

  #choose(command) {
    this.text = '';
    this.active = 0;
    this.command = command;
  }

  async #reset() {
    this.command = undefined;
    await this.updateComplete;
    this.querySelector('textarea')?.focus();
  }
}

customElements.define('chat-composer', ChatComposer);
