// Zero-width, bidirectional-override and control characters: they hide or reorder what people read.
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const MARKDOWN = /[\\`*_~|<>[\]()#@:-]/g;

/**
 * A text that somebody typed, safe inside a message: no markdown, mention, link or timestamp in it takes effect, nothing
 * invisible is left, and it stays on one line.
 */
export function harmless(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(INVISIBLE, '').replaceAll(MARKDOWN, '\\$&');
}

/** The same for places where Discord renders no markdown (labels, options, titles): only the invisible goes. */
export function plain(text: string, maxLength: number): string {
  const clean = text.replaceAll(/\s+/gu, ' ').replaceAll(INVISIBLE, '').trim();
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`;
}
