/**
 * An element; strings among its children are text and never markup.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for the parts of a drawing. */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** A table whose last columns may be numbers: a cell is a text, an element, or `{ number: text }`. */
export function table(caption, columns, rows) {
  const heads = columns.map((column) => element('th', { scope: 'col', ...numeric(column) }, content(column)));
  const lines = rows.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, index) =>
        index === 0
          ? element('th', { scope: 'row' }, content(cell))
          : element('td', numeric(cell), content(cell)),
      ),
    ),
  );
  return element(
    'table',
    {},
    element('caption', { class: caption.isHidden ? 'visually-hidden' : '' }, caption.text),
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...lines),
  );
}

/** A state in words; colour and sign only stress it. */
export function state(tone, text) {
  return element('span', { class: `state ${tone}` }, text);
}

function content(cell) {
  return cell?.number ?? cell;
}

function numeric(cell) {
  return cell?.number === undefined ? {} : { class: 'number' };
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}
