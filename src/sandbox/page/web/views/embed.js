import { html, nothing } from 'lit';
import { parseTime } from '../clock.js';
import { inlineMarkdown, markdown } from '../markdown-view.js';
import { formatMessageTime } from '../timestamps.js';
import { httpAddress, localAddress } from '../address.js';

/**
 * Shows an embed. Titles and names are written into the component's slots: its own properties would look for custom
 * emoji on Discord's servers.
 * @param {Record<string, any>} embed
 * @param {import('../markdown-view.js').Names} names
 */
export function embedView(embed, names) {
  const colour =
    typeof embed.color === 'number' ? `#${embed.color.toString(16).padStart(6, '0')}` : '#1e1f22';
  return html`<discord-embed slot="embeds" data-testid="embed" .color=${colour}>
    ${embed.author ? html`<div slot="description" class="embed-author">${embed.author.name}</div>` : nothing}
    ${embed.title ? html`<div slot="description" class="embed-title">${title(embed, names)}</div>` : nothing}
    ${
      embed.description
        ? html`<discord-embed-description slot="description">${markdown(embed.description, names, { inEmbed: true })}</discord-embed-description>`
        : nothing
    }
    ${embed.fields?.length > 0 ? html`<discord-embed-fields slot="fields">${fields(embed.fields, names)}</discord-embed-fields>` : nothing}
    ${image(embed.thumbnail)} ${image(embed.image)} ${footer(embed, names)}
  </discord-embed>`;
}

function title(embed, names) {
  const text = inlineMarkdown(embed.title, names);
  const href = httpAddress(embed.url);
  return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>` : text;
}

function fields(list, names) {
  const columns = inlineColumns(list);
  return list.map(
    (field, index) =>
      html`<discord-embed-field ?inline=${field.inline} inline-index=${columns[index] ?? nothing}>
        <div class="embed-field-name">${inlineMarkdown(field.name, names)}</div>
        <div class="embed-field-value">${markdown(field.value, names, { inEmbed: true })}</div>
      </discord-embed-field>`,
  );
}

/** Inline fields stand three in a row; one that isn't begins a new row. */
function inlineColumns(list) {
  let column = 0;
  return list.map(({ inline }) => {
    column = inline ? (column % 3) + 1 : 0;
    return inline ? column : undefined;
  });
}

function image(media) {
  if (!media?.url) return nothing;
  const source = localAddress(media.url);
  if (source) return html`<img slot="description" class="embed-image" src=${source} alt="" />`;
  return html`<small slot="description" class="embed-image-note">${media.url} (this page loads nothing from the net)</small>`;
}

function footer(embed, names) {
  if (!embed.footer && !embed.timestamp) return nothing;
  const time = embed.timestamp && formatMessageTime(parseTime(embed.timestamp), names.nowMs, names.locale);
  const parts = [embed.footer?.text, time].filter(Boolean);
  return html`<discord-embed-footer slot="footer">${parts.join(' • ')}</discord-embed-footer>`;
}
