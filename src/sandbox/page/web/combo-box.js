import { html, LitElement, nothing } from 'lit';

/**
 * A text field with a list of suggestions.
 *
 * Closed → open when it is focused or typed into, with what `load` finds for the text; open → closed by a pick, Escape
 * or leaving. Picking fires `pick` with `{ value, label }`; typing fires `type` with the text.
 *
 * @typedef {{ label: string, value: unknown, detail?: string }} Suggestion
 */
export class ComboBox extends LitElement {
  static properties = {
    label: {},
    placeholder: {},
    invalid: { type: Boolean },
    /** @type {(text: string) => Suggestion[] | Promise<Suggestion[]>} */
    load: { attribute: false },
    text: { state: true },
    open: { state: true },
    suggestions: { state: true },
    active: { state: true },
    note: { state: true },
  };

  #loads = 0;

  constructor() {
    super();
    this.label = '';
    this.placeholder = '';
    this.text = '';
    this.open = false;
    /** @type {Suggestion[]} */
    this.suggestions = [];
    this.active = 0;
    this.note = '';
    this.load = () => [];
  }

  /** The page's style sheets apply: there is no shadow root. */
  createRenderRoot() {
    return this;
  }

  async focus() {
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  render() {
    return html`<input
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label}
        aria-expanded=${this.open}
        aria-autocomplete="list"
        aria-invalid=${this.invalid ? 'true' : 'false'}
        placeholder=${this.placeholder}
        .value=${this.text}
        @focus=${() => this.#suggest()}
        @input=${(event) => this.#type(event.target.value)}
        @keydown=${(event) => this.#key(event)}
        @blur=${() => (this.open = false)}
      />${this.open ? this.#list() : nothing}`;
  }

  #list() {
    // mousedown, not click: the field would lose the focus first, and with it the list.
    return html`<div class="suggestions" role="listbox" aria-label=${this.label}>
      ${this.note ? html`<p class="note">${this.note}</p>` : nothing}
      ${this.suggestions.map(
        (suggestion, index) =>
          html`<div
            role="option"
            aria-selected=${index === this.active}
            @mousedown=${(event) => {
              event.preventDefault();
              this.#pick(suggestion);
            }}
          >
            <span>${suggestion.label}</span>${suggestion.detail ? html`<small>${suggestion.detail}</small>` : nothing}
          </div>`,
      )}
    </div>`;
  }

  updated() {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #type(text) {
    this.text = text;
    this.dispatchEvent(new CustomEvent('type', { detail: text }));
    this.#suggest();
  }

  async #suggest() {
    this.open = true;
    this.note = this.suggestions.length === 0 ? 'Loading options…' : '';
    const load = ++this.#loads;
    const result = await Promise.resolve(this.load(this.text)).then(
      (suggestions) => ({
        suggestions,
        note: suggestions.length === 0 ? 'No options match your search.' : '',
      }),
      () => ({ suggestions: [], note: 'Loading options failed.' }),
    );
    // An answer to what was typed before must not replace a newer one.
    if (load !== this.#loads) return;
    Object.assign(this, result, { active: 0 });
  }

  #key(event) {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#move(event.key === 'ArrowDown' ? 1 : -1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && this.open && this.suggestions[this.active]) {
      if (event.key === 'Enter') event.preventDefault();
      this.#pick(this.suggestions[this.active]);
    }
  }

  #move(by) {
    if (!this.open) return void this.#suggest();
    const count = this.suggestions.length;
    if (count > 0) this.active = (this.active + by + count) % count;
  }

  #pick(suggestion) {
    this.#loads += 1;
    this.text = suggestion.label;
    this.open = false;
    this.dispatchEvent(new CustomEvent('pick', { detail: suggestion }));
  }
}

customElements.define('combo-box', ComboBox);
