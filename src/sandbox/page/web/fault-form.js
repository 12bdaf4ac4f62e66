import { html, LitElement, nothing } from 'lit';
import { gatewayEffects, isText, readFault, restEffects } from './faults.js';

const fieldNames = {
  status: 'Status',
  code: 'Discord’s code',
  message: 'Message',
  ms: 'Milliseconds',
  retryAfterMs: 'Retry after (ms)',
  scope: 'Scope',
  event: 'Only this event',
};
const scopes = ['user', 'global', 'shared'];
const routes = [
  '/channels/:id/messages',
  '/channels/:id/messages/:id',
  '/interactions/*',
  '/webhooks/*',
  '/users/@me/channels',
  '/gateway/bot',
];

/** Where a person describes a fault of their own. Fires `add` with it. */
export class FaultForm extends LitElement {
  static properties = { on: { state: true }, kind: { state: true } };

  constructor() {
    super();
    /** @type {'rest' | 'gateway'} */
    this.on = 'rest';
    this.kind = 'status';
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const effects = this.on === 'rest' ? restEffects : gatewayEffects;
    return html`<form class="fault-form" aria-label="Add a fault" @submit=${(event) => this.#submit(event)}>
      <label>
        <span>Where</span>
        <select name="on" @change=${(event) => this.#place(event.target.value)}>
          <option value="rest">REST</option>
          <option value="gateway">Gateway</option>
        </select>
      </label>
      ${this.on === 'rest' ? this.#target() : nothing}
      <label class="wide">
        <span>Effect</span>
        <select name="kind" .value=${this.kind} @change=${(event) => (this.kind = event.target.value)}>
          ${Object.entries(effects).map(([kind, { name }]) => html`<option value=${kind} .selected=${kind === this.kind}>${name}</option>`)}
        </select>
      </label>
      ${Object.entries(effects[this.kind].fields).map(([field, value]) => this.#field(field, value))}
      <label><span>Times (empty: always)</span><input name="count" type="number" min="1" /></label>
      <label><span>Chance in %</span><input name="probability" type="number" min="0" max="100" placeholder="100" /></label>
      <button type="submit" class="button primary">Add fault</button>
    </form>`;
  }

  #target() {
    return html`<label>
        <span>Method</span>
        <select name="method">
          <option value="">any</option>
          ${['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => html`<option>${method}</option>`)}
        </select>
      </label>
      <label class="wide">
        <span>Route (* at the end matches the rest)</span>
        <input name="route" list="known-routes" placeholder="any" autocomplete="off" spellcheck="false" />
        <datalist id="known-routes">${routes.map((route) => html`<option value=${route}></option>`)}</datalist>
      </label>`;
  }

  #field(field, value) {
    const name = `effect-${field}`;
    if (field === 'scope') {
      return html`<label><span>Scope</span><select name=${name}>${scopes.map((scope) => html`<option>${scope}</option>`)}</select></label>`;
    }
    return html`<label>
      <span>${fieldNames[field]}</span>
      <input name=${name} type=${isText(field) ? 'text' : 'number'} min="0" value=${value ?? ''} autocomplete="off" />
    </label>`;
  }

  #place(on) {
    this.on = on;
    this.kind = on === 'rest' ? 'status' : 'silence';
  }

  #submit(event) {
    event.preventDefault();
    this.dispatchEvent(
      new CustomEvent('add', { detail: readFault(Object.fromEntries(new FormData(event.target))) }),
    );
  }
}

customElements.define('fault-form', FaultForm);
