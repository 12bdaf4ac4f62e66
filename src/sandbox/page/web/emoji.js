import { html } from 'lit';

/** Every emoji, also one written without its variation selector; signs that are text in Discord are left out. */
const emojiPattern = /(\p{RGI_Emoji}|(?![©®™])\p{Extended_Pictographic}\uFE0F?)/v;

/**
 * @param {string} text
 * @returns the text with Discord's own pictures (Twemoji) for its emoji, whatever fonts the machine has
 */
export function withEmoji(text) {
  if (!emojiPattern.test(text)) return text;
  return text.split(emojiPattern).map((part, index) => {
    if (index % 2 === 0) return part;
    return html`<img class="emoji" src="/vendor/emoji/${fileOf(part)}" alt=${part} draggable="false" />`;
  });
}

/**
 * @param {{ id?: string | null, name?: string | null } | undefined} emoji as components and choices hold it
 * @returns what to show for it; a custom one lives on Discord's servers, so its name stands for it
 */
export function emojiOf(emoji) {
  if (!emoji?.name) return '';
  return emoji.id ? `:${emoji.name}:` : withEmoji(emoji.name);
}

/** Twemoji names a file by its code points; the variation selector counts in joined emoji only. */
function fileOf(emoji) {
  const points = Array.from(emoji, (sign) => sign.codePointAt(0)?.toString(16) ?? '');
  const named = points.includes('200d') ? points : points.filter((point) => point !== 'fe0f');
  return `${named.join('-')}.svg`;
}
