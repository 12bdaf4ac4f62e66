import { html, LitElement, nothing } from 'lit';
import { icons } from './icons.js';
import { markdown } from './markdown-view.js';

const type = { row: 1, textInput: 4, text: 10, label: 18 };
const paragraph = 2;

/**
 * An app's form over the page. Fires `submit-fields` with the texts by custom id, and `leave`. It stays open until its
 * owner takes it away, so that a submission that failed can be tried again.
 */
export class ModalDialog extends LitElement {
  static properties = {
    /** @type {{ interactionId: string, customId: string, title: string, components: object[] }} */
    modal: { attribute: false },
    appName: {},
    names: { attribute: false },
    busy: { type: Boolean },
    failed: { type: Boolean },
    errors: { state: true },
  };

  constructor() {
    super();
    /** @type {Record<string, string>} by custom id */
    this.errors = {};
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.querySelector('dialog').showModal();
    this.querySelector('input, textarea')?.focus();
  }

  render() {
    return html`<dialog aria-labelledby="modal-title" @cancel=${(event) => this.#cancel(event)}>
      <form novalidate @submit=${(event) => this.#submit(event)}>
        <header>
          <h2 id="modal-title">${this.modal.title}</h2>
          <button type="button" class="close" aria-label="Close" @click=${(event) => this.#cancel(event)}>${icons.cross}</button>
        </header>
        <p class="modal-warning">This form is submitted to ${this.appName}.</p>
        ${this.modal.components.map((component) => this.#component(component))}
        ${this.failed ? html`<p class="modal-failed" role="alert">Something went wrong. Try again.</p>` : nothing}
        <footer>
          <button type="button" class="button secondary" @click=${(event) => this.#cancel(event)}>Cancel</button>
          <button type="submit" class="button primary ${this.busy ? 'busy' : ''}" ?disabled=${this.busy}>Submit</button>
        </footer>
      </form>
    </dialog>`;
  }

  #component(component) {
    switch (component.type) {
      case type.row:
        return component.components.map((inner) => this.#component(inner));
      case type.label:
        return this.#component({
          ...component.component,
          label: component.label,
          description: component.description,
        });
      case type.textInput:
        return this.#input(component);
      case type.text:
        return html`<div class="modal-text">${markdown(component.content, this.names)}</div>`;
      default:
        return html`<p class="note">A component of type ${component.type}, which this page can't show in a form.</p>`;
    }
  }

  #input(input) {
    const error = this.errors[input.custom_id];
    const required = input.required !== false;
    const id = `modal-${input.custom_id}`;
    return html`<div class="modal-field ${error ? 'wrong' : ''}">
      <label for=${id}>${input.label}${required ? html`<span class="asterisk" aria-hidden="true">*</span>` : nothing}</label>
      ${input.description ? html`<small>${input.description}</small>` : nothing} ${this.#control(input, id, required)}
      ${error ? html`<p role="alert" id="${id}-error">${error}</p>` : nothing}
    </div>`;
  }

  #control(input, id, required) {
    const invalid = input.custom_id in this.errors;
    const { custom_id: name, max_length: max = 4000, placeholder = '', value = '' } = input;
    if (input.style === paragraph) {
      return html`<textarea id=${id} name=${name} rows="4" maxlength=${max} placeholder=${placeholder} ?required=${required} aria-invalid=${invalid} aria-describedby="${id}-error" .value=${value}></textarea>`;
    }
    return html`<input id=${id} name=${name} type="text" autocomplete="off" maxlength=${max} placeholder=${placeholder} value=${value} ?required=${required} aria-invalid=${invalid} aria-describedby="${id}-error" />`;
  }

  #submit(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target));
    this.errors = Object.fromEntries(
      textInputs(this.modal.components).flatMap((input) => {
        const error = inputError(input, fields[input.custom_id]);
        return error ? [[input.custom_id, error]] : [];
      }),
    );
    if (Object.keys(this.errors).length === 0)
      this.dispatchEvent(new CustomEvent('submit-fields', { detail: fields }));
  }

  #cancel(event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('leave'));
  }
}

function textInputs(components) {
  return components.flatMap((component) => {
    if (component.type === type.textInput) return [component];
    return textInputs(component.components ?? (component.component ? [component.component] : []));
  });
}

function inputError({ required = true, min_length: min = 0, max_length: max = 4000 }, text) {
  if (text === '') return required ? 'This field is required.' : undefined;
  return text.length < min || text.length > max ? `Must be between ${min} and ${max} in length.` : undefined;
}

customElements.define('modal-dialog', ModalDialog);
