import { html } from 'lit';
import { emojiDrawings } from './emoji-drawings.js';

const emojiPattern = /(\p{Extended_Pictographic}\uFE0F?)/u;

/** Where no colour emoji font is installed, as on many a server, the browser shows empty boxes. */
const fontHasEmoji = drawsInColour('🟢');

function drawsInColour(emoji) {
  const context = new OffscreenCanvas(20, 20).getContext('2d');
  context.font = '16px sans-serif';
  context.fillText(emoji, 0, 16);
  const { data } = context.getImageData(0, 0, 20, 20);
  return data.some((_, at) => at % 4 === 0 && data[at] !== data[at + 1]);
}

/**
 * @param {string} text
 * @returns the text, with drawings for the emoji that the browser has none for
 */
export function withEmoji(text) {
  if (fontHasEmoji || !emojiPattern.test(text)) return text;
  return text.split(emojiPattern).map((part) => {
    const drawing = emojiDrawings[part.replace('\uFE0F', '')];
    if (!drawing) return part;
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">${drawing}</svg>`;
    return html`<img class="emoji" src="data:image/svg+xml,${encodeURIComponent(picture)}" alt=${part} draggable="false" />`;
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
