import { html, nothing } from 'lit';
import '../attachment-file.js';
import { avatar } from '../avatar.js';
import { parseTime } from '../clock.js';
import { markdown } from '../markdown-view.js';
import { icons } from '../icons.js';
import { formatMessageTime } from '../timestamps.js';
import { componentView } from './components.js';
import { embedView } from './embed.js';

const flag = { suppressEmbeds: 4, ephemeral: 64, loading: 128 };

/**
 * @param {import('../../../control-api.ts').ViewedMessage} message
 * @param {object} shown
 * @param {import('../session.js').Session} shown.session
 * @param {import('../acts.js').Acts} shown.acts
 * @param {import('../markdown-view.js').Names} shown.names
 * @param {object} shown.entities
 * @param {boolean} shown.follows whether the same author wrote just before
 */
export function messageView(message, { session, acts, names, entities, follows }) {
  const { feed } = session;
  const isEphemeral = Boolean(message.ephemeralFor) || (message.flags & flag.ephemeral) !== 0;
  const isLoading = message.loading || (message.flags & flag.loading) !== 0;
  const edits = feed.edits.get(message.id) ?? 0;
  const time = formatMessageTime(parseTime(message.timestamp), names.nowMs, names.locale);
  return html`<discord-message
    role="article"
    aria-label="${message.author.username}, ${time}"
    data-message-id=${message.id}
    class="${isEphemeral ? 'ephemeral' : ''} ${edits === 0 ? '' : `edited-${edits % 2}`}"
    .author=${message.author.username}
    .avatar=${avatar(message.author.id, message.author.username)}
    .bot=${message.author.bot === true}
    .timestamp=${time}
    .edited=${Boolean(message.edited_timestamp) && !isLoading}
    .highlight=${message.content.includes(`<@${session.userId}>`)}
    .messageBodyOnly=${follows}
    ?message-body-only=${follows}
  >
    ${usedCommand(message)} ${isEphemeral ? nothing : hoverMenu(message, acts)}
    ${isLoading ? html`<span class="thinking" role="status">${message.author.username} is thinking<span class="dots"></span></span>` : markdown(message.content, names)}
    ${ownAttachments(message).map(
      (file) =>
        html`<attachment-file slot="attachments" .file=${file} .read=${(url) => acts.attachment(url)}></attachment-file>`,
    )}
    ${(message.flags & flag.suppressEmbeds) === 0 ? message.embeds.map((embed) => embedView(embed, names)) : nothing}
    <div slot="components" class="components">
      ${message.components.map((component) =>
        componentView(component, { message, pending: feed.pending.get(message.id), acts, names, entities }),
      )}
      ${feed.failed.has(message.id) ? html`<p class="failed" role="alert">This interaction failed</p>` : nothing}
    </div>
    ${isEphemeral ? onlyYou(message, feed) : nothing}
  </discord-message>`;
}

/** A file that an embed shows as its picture is not shown twice. */
function ownAttachments({ attachments, embeds }) {
  const pictures = new Set(embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
  return attachments.filter(({ url }) => !pictures.has(url));
}

/** "somebody used /command", above what the app answered. */
function usedCommand(message) {
  const { name, user } = message.interaction_metadata ?? {};
  if (!name || !user) return nothing;
  return html`<div slot="reply" class="used">
    <img src=${avatar(user.id, user.username)} alt="" /> <strong>${user.username}</strong> used <span class="command-path">/${name}</span>
  </div>`;
}

function hoverMenu(message, acts) {
  return html`<div slot="reply" class="hover-menu">
    <button type="button" aria-label="Delete message" title="Delete message" @click=${() => acts.deleteMessage(message)}>${icons.trash}</button>
  </div>`;
}

function onlyYou(message, feed) {
  return html`<div slot="thread" class="only-you">
    ${icons.eye} Only you can see this •
    <button type="button" class="dismiss" @click=${() => feed.dismiss(message.id)}>Dismiss message</button>
  </div>`;
}
