import { html, LitElement, nothing } from 'lit';
import { emojiOf, withEmoji } from './emoji.js';

/**
 * A message's select menu. One choice is taken when it is picked, several when the list closes, as in Discord. Fires
 * `choose` with the values.
 */
export class SelectMenu extends LitElement {
  static properties = {
    placeholder: {},
    /** @type {{ label: string, value: string, description?: string, emoji?: object, default?: boolean }[]} */
    choices: { attribute: false },
    min: { type: Number },
    max: { type: Number },
    disabled: { type: Boolean },
    busy: { type: Boolean },
    open: { state: true },
    picked: { state: true },
  };

  #offered = '';

  constructor() {
    super();
    this.choices = [];
    this.min = 1;
    this.max = 1;
    this.open = false;
    /** @type {string[]} */
    this.picked = [];
  }

  createRenderRoot() {
    return this;
  }

  /** The page draws often and makes the list anew each time: only other choices begin anew. */
  willUpdate() {
    const offered = JSON.stringify(this.choices);
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.picked = this.choices.filter((choice) => choice.default).map(({ value }) => value);
  }

  render() {
    const shown = this.choices.filter(({ value }) => this.picked.includes(value));
    return html`<div class="select ${this.open ? 'open' : ''}" @focusout=${(event) => this.#left(event)} @keydown=${(event) => this.#key(event)}>
      <button
        type="button"
        class="select-button ${this.busy ? 'busy' : ''}"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-label=${this.placeholder}
        ?disabled=${this.disabled || this.busy}
        @click=${() => (this.open ? this.#close() : this.#show())}
      >
        ${shown.length > 0 ? shown.map((choice) => html`<span>${emojiOf(choice.emoji)} ${withEmoji(choice.label)}</span>`) : html`<span class="empty">${withEmoji(this.placeholder)}</span>`}
      </button>
      ${this.open ? this.#list() : nothing}
    </div>`;
  }

  #list() {
    const several = this.max > 1;
    return html`<div class="select-list" role="listbox" aria-label=${this.placeholder} aria-multiselectable=${several}>
      ${this.choices.map((choice) => {
        const picked = this.picked.includes(choice.value);
        return html`<button type="button" role="option" aria-selected=${picked} @click=${() => this.#pick(choice.value)}>
          <span class="select-emoji">${emojiOf(choice.emoji)}</span>
          <span class="select-label">${withEmoji(choice.label)}${choice.description ? html`<small>${withEmoji(choice.description)}</small>` : nothing}</span>
          ${several ? html`<span class="tick" aria-hidden="true">${picked ? '☑' : '☐'}</span>` : nothing}
        </button>`;
      })}
    </div>`;
  }

  async #show() {
    this.open = true;
    await this.updateComplete;
    this.querySelector('.select-list').scrollIntoView({ block: 'nearest' });
    this.querySelector('[role="option"]')?.focus({ preventScroll: true });
  }

  #pick(value) {
    if (this.max === 1) {
      this.picked = [value];
      return this.#close();
    }
    const without = this.picked.filter((other) => other !== value);
    if (without.length < this.picked.length) this.picked = without;
    else if (this.picked.length < this.max) this.picked = [...this.picked, value];
    return undefined;
  }

  #close() {
    this.open = false;
    const before = this.choices.filter((choice) => choice.default).map(({ value }) => value);
    const same = before.length === this.picked.length && before.every((value) => this.picked.includes(value));
    if (same || this.picked.length < this.min) return;
    this.dispatchEvent(new CustomEvent('choose', { detail: this.picked }));
  }

  #left({ currentTarget, relatedTarget }) {
    if (this.open && !currentTarget.contains(relatedTarget)) this.#close();
  }

  #key(event) {
    if (!this.open) return;
    if (event.key === 'Escape') {
      this.open = false;
      this.querySelector('.select-button').focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const options = [...this.querySelectorAll('[role="option"]')];
      const at = options.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      options[(at + options.length) % options.length]?.focus();
    }
  }
}

customElements.define('select-menu', SelectMenu);
