import { html } from 'lit';
import { withEmoji } from './emoji.js';
import { parseInline, parseMarkdown } from './markdown.js';
import { formatTime, formatTimestamp } from './timestamps.js';

/**
 * What a piece of text needs to know of the world around it.
 * @typedef {object} Names
 * @property {number} nowMs Discord's clock
 * @property {string} locale the reader's
 * @property {(id: string) => string | undefined} user
 * @property {(id: string) => string | undefined} role
 * @property {(id: string) => string | undefined} channel
 */

/**
 * Shows a message's content or an embed's description.
 * @param {string} source
 * @param {Names} names
 * @param {{ inEmbed?: boolean }} [where]
 */
export function markdown(source, names, { inEmbed = false } = {}) {
  return blocks(parseMarkdown(source), { ...names, inEmbed });
}

/**
 * Shows a line such as an embed's title.
 * @param {string} source
 * @param {Names} names
 */
export function inlineMarkdown(source, names) {
  return inline(parseInline(source), { ...names, inEmbed: true });
}

function blocks(nodes, context) {
  return nodes.map((node) => block(node, context));
}

function block(node, context) {
  const children = () => inline(node.children, context);
  switch (node.type) {
    case 'codeblock':
      return html`<discord-code multiline ?embed=${context.inEmbed}>${node.text}</discord-code>`;
    case 'quote':
      return html`<discord-quote>${blocks(node.children, context)}</discord-quote>`;
    case 'heading1':
      return html`<h1 class="md-heading">${children()}</h1>`;
    case 'heading2':
      return html`<h2 class="md-heading">${children()}</h2>`;
    case 'heading3':
      return html`<h3 class="md-heading">${children()}</h3>`;
    case 'subtext':
      return html`<small class="md-subtext">${children()}</small>`;
    case 'bullet':
      return html`<div class="md-item" data-depth=${node.depth}>${children()}</div>`;
    case 'numbered':
      return html`<div class="md-item" data-number="${node.number}.">${children()}</div>`;
    default:
      return html`<span class="md-text">${children()}</span>`;
  }
}

function inline(nodes, context) {
  return nodes.map((node) => piece(node, context));
}

function piece(node, context) {
  const children = () => inline(node.children, context);
  switch (node.type) {
    case 'bold':
      return html`<strong>${children()}</strong>`;
    case 'italic':
      return html`<em>${children()}</em>`;
    case 'underline':
      return html`<u>${children()}</u>`;
    case 'strike':
      return html`<s>${children()}</s>`;
    case 'spoiler':
      return html`<discord-spoiler role="button" tabindex="0" aria-label="Spoiler">${children()}</discord-spoiler>`;
    case 'code':
      return html`<discord-code ?embed=${context.inEmbed}>${node.text}</discord-code>`;
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer">${children()}</a>`;
    case 'time':
      return time(node, context);
    case 'mention':
      return mention(node, context);
    default:
      return withEmoji(node.text);
  }
}

function time({ seconds, style }, { nowMs, locale }) {
  const whole = formatTime(seconds * 1000, { dateStyle: 'full', timeStyle: 'short' }, locale);
  const text = formatTimestamp({ seconds, style, nowMs, locale });
  return html`<discord-time title=${whole}>${text}</discord-time>`;
}

function mention({ kind, id, name }, names) {
  switch (kind) {
    case 'user':
      return html`<discord-mention type="user">${names.user(id) ?? 'unknown-user'}</discord-mention>`;
    case 'role':
      return html`<discord-mention type="role">${names.role(id) ?? 'unknown-role'}</discord-mention>`;
    case 'channel':
      return html`<discord-mention type="channel">${names.channel(id) ?? 'unknown'}</discord-mention>`;
    case 'slash':
      return html`<discord-mention type="slash">${name}</discord-mention>`;
    default:
      return html`<discord-mention type="user">${name}</discord-mention>`;
  }
}
