/**
 * Discord's markdown as a tree. Nothing here makes HTML: the view builds nodes from the tree, so that a message can
 * never smuggle markup in.
 *
 * @typedef {{ type: string, text?: string, children?: Node[], [field: string]: unknown }} Node
 */

/** The first rule that matches at the reader's place wins; the order follows Discord's client. */
const inlineRules = [
  rule(/\\([^\p{L}\p{N}\s])/uy, ([, text]) => ({ type: 'text', text })),
  rule(/(`+)([^]*?[^`])\1(?!`)/y, ([, , text]) => ({ type: 'code', text: text.trim() })),
  rule(/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, ([, seconds, style = 'f']) => ({
    type: 'time',
    seconds: Number(seconds),
    style,
  })),
  rule(/<@!?(\d{17,20})>/y, ([, id]) => ({ type: 'mention', kind: 'user', id })),
  rule(/<@&(\d{17,20})>/y, ([, id]) => ({ type: 'mention', kind: 'role', id })),
  rule(/<#(\d{17,20})>/y, ([, id]) => ({ type: 'mention', kind: 'channel', id })),
  rule(/<\/([^:>]{1,100}):\d{17,20}>/y, ([, name]) => ({ type: 'mention', kind: 'slash', name })),
  rule(/<a?:(\w{2,32}):\d{17,20}>/y, ([, name]) => ({ type: 'text', text: `:${name}:` })),
  rule(/@(everyone|here)/y, ([, name]) => ({ type: 'mention', kind: 'all', name })),
  rule(/\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, ([, label, href]) => ({
    type: 'link',
    href,
    children: parseInline(label),
  })),
  rule(/<(https?:\/\/[^\s>]+)>/y, ([, href]) => link(href)),
  rule(/https?:\/\/[^\s<]+[^\s<.,:;"')\]!?*_~]/y, ([href]) => link(href)),
  rule(/\*\*\*(?=\S)([^]+?)\*\*\*/y, ([, text]) => ({
    type: 'bold',
    children: [{ type: 'italic', children: parseInline(text) }],
  })),
  rule(/\*\*(?=\S)([^]+?)\*\*(?!\*)/y, nested('bold')),
  rule(/__(?=\S)([^]+?)__(?!_)/y, nested('underline')),
  rule(/~~(?=\S)([^]+?)~~/y, nested('strike')),
  rule(/\|\|([^]+?)\|\|/y, nested('spoiler')),
  rule(/\*(?=[^\s*])((?:\*\*[^*]+\*\*|[^*])+)\*(?!\*)/y, nested('italic')),
  rule(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]+)_(?![\p{L}\p{N}_])/uy, nested('italic')),
];

function rule(pattern, build) {
  return { pattern, build };
}

function nested(type) {
  return ([, text]) => ({ type, children: parseInline(text) });
}

function link(href) {
  return { type: 'link', href, children: [{ type: 'text', text: href }] };
}

/**
 * @param {string} source one line or several, with no block elements
 * @returns {Node[]}
 */
export function parseInline(source) {
  /** @type {Node[]} */
  const nodes = [];
  let text = '';
  for (let at = 0; at < source.length; ) {
    const found = firstMatch(source, at);
    if (found) {
      if (text !== '') nodes.push({ type: 'text', text });
      text = '';
      nodes.push(found.node);
      at += found.length;
    } else {
      text += source[at];
      at += 1;
    }
  }
  if (text !== '') nodes.push({ type: 'text', text });
  return nodes;
}

function firstMatch(source, at) {
  if (!/[\\`<@[h*_~|]/.test(source[at])) return undefined;
  for (const { pattern, build } of inlineRules) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return { node: build(match), length: match[0].length };
  }
  return undefined;
}

const fence = /^```(?:[\w+-]*\n)?([^]*?)\n?```\n?/;

/** What starts a line and makes it a block. */
const lineBlocks = [
  [/^(#{1,3}) +(.+)/, ([, marks, text]) => ({ type: `heading${marks.length}`, children: parseInline(text) })],
  [/^-# +(.+)/, ([, text]) => ({ type: 'subtext', children: parseInline(text) })],
  [
    /^( *)[-*] +(.+)/,
    ([, indent, text]) => ({ type: 'bullet', depth: indent.length > 1 ? 2 : 1, children: parseInline(text) }),
  ],
  [
    /^( *)(\d{1,9})\. +(.+)/,
    ([, , number, text]) => ({ type: 'numbered', number: Number(number), children: parseInline(text) }),
  ],
];

/**
 * @param {string} source a message's content or an embed's description
 * @returns {Node[]}
 */
export function parseMarkdown(source) {
  /** @type {Node[]} */
  const blocks = [];
  let lines = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push({ type: 'paragraph', children: parseInline(lines.join('\n')) });
    lines = [];
  };
  for (let rest = source; rest !== ''; ) {
    const { block, length } = readBlock(rest);
    if (block) {
      endParagraph();
      blocks.push(block);
    } else {
      // A code fence may open in the middle of a line: the words before it are a paragraph of their own.
      const end = rest.slice(0, length);
      lines.push(end.endsWith('\n') ? end.slice(0, -1) : end);
    }
    rest = rest.slice(length);
  }
  endParagraph();
  return blocks;
}

function readBlock(rest) {
  const code = fence.exec(rest);
  if (code) return { block: { type: 'codeblock', text: code[1] }, length: code[0].length };
  const wholeQuote = /^>>> ([^]*)/.exec(rest);
  if (wholeQuote)
    return { block: { type: 'quote', children: parseMarkdown(wholeQuote[1]) }, length: rest.length };
  const quote = /^(?:> .*(?:\n|$))+/.exec(rest);
  if (quote) {
    const inner = quote[0].replaceAll(/^> /gm, '').replace(/\n$/, '');
    return { block: { type: 'quote', children: parseMarkdown(inner) }, length: quote[0].length };
  }
  return readLine(rest);
}

function readLine(rest) {
  const line = /^[^\n]*\n?/.exec(rest)[0];
  const opening = line.indexOf('```');
  if (opening > 0 && fence.test(rest.slice(opening))) return { length: opening };
  for (const [pattern, build] of lineBlocks) {
    const match = pattern.exec(line.trimEnd());
    if (match) return { block: build(match), length: line.length };
  }
  return { length: line.length };
}
