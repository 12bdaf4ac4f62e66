import { html, nothing } from 'lit';
import '../select-menu.js';
import { httpAddress } from '../address.js';
import { emojiOf, withEmoji } from '../emoji.js';
import { markdown } from '../markdown-view.js';

/** Discord's component types. */
const type = {
  row: 1,
  button: 2,
  stringSelect: 3,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  separator: 14,
  container: 17,
};
const buttonStyles = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };
const linkStyle = 5;

/**
 * What a message's components need to work.
 * @typedef {object} Use
 * @property {import('../../../control-api.ts').ViewedMessage} message
 * @property {string | undefined} pending custom id of the component that waits for its answer
 * @property {import('../acts.js').Acts} acts
 * @property {import('../markdown-view.js').Names} names
 * @property {Record<'users' | 'roles' | 'channels', import('../combo-box.js').Suggestion[]>} entities
 */

/**
 * @param {Record<string, any>} component
 * @param {Use} use
 */
export function componentView(component, use) {
  switch (component.type) {
    case type.row:
      return html`<div class="action-row">${all(component.components, use)}</div>`;
    case type.button:
      return button(component, use);
    case type.stringSelect:
    case type.userSelect:
    case type.roleSelect:
    case type.mentionableSelect:
    case type.channelSelect:
      return select(component, use);
    case type.section:
      return html`<div class="section"><div>${all(component.components, use)}</div>${componentView(component.accessory, use)}</div>`;
    case type.text:
      return html`<div class="text-display">${markdown(component.content, use.names)}</div>`;
    case type.separator:
      return component.divider === false ? html`<div class="gap"></div>` : html`<hr />`;
    case type.container:
      return html`<div class="container">${all(component.components, use)}</div>`;
    default:
      return html`<p class="note">A component of type ${component.type}, which this page can't show.</p>`;
  }
}

function all(components, use) {
  return components.map((component) => componentView(component, use));
}

function button(component, { message, pending, acts }) {
  const content = html`${component.emoji ? html`<span>${emojiOf(component.emoji)}</span>` : nothing}
    <span>${withEmoji(component.label ?? '')}</span>`;
  if (component.style === linkStyle) {
    const href = httpAddress(component.url);
    return html`<a class="button secondary" href=${href ?? nothing} target="_blank" rel="noopener noreferrer">${content} ↗</a>`;
  }
  const isBusy = pending === component.custom_id;
  return html`<button
    type="button"
    class="button ${buttonStyles[component.style] ?? 'secondary'} ${isBusy ? 'busy' : ''}"
    aria-busy=${isBusy}
    data-custom-id=${component.custom_id}
    ?disabled=${component.disabled === true || pending !== undefined}
    @click=${() => acts.click(message, component.custom_id)}
  >
    ${content}
  </button>`;
}

function select(component, { message, pending, acts, entities }) {
  return html`<select-menu
    data-custom-id=${component.custom_id}
    .placeholder=${component.placeholder ?? 'Make a selection'}
    .choices=${choices(component, entities)}
    .min=${component.min_values ?? 1}
    .max=${component.max_values ?? 1}
    ?disabled=${component.disabled === true || (pending !== undefined && pending !== component.custom_id)}
    ?busy=${pending === component.custom_id}
    @choose=${({ detail }) => acts.select(message, component.custom_id, detail)}
  ></select-menu>`;
}

function choices(component, { users, roles, channels }) {
  switch (component.type) {
    case type.userSelect:
      return users;
    case type.roleSelect:
      return roles;
    case type.mentionableSelect:
      return [...users, ...roles];
    case type.channelSelect:
      return channels;
    default:
      return component.options;
  }
}
