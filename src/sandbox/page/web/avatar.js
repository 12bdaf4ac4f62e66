const colours = [
  '#5865f2',
  '#3ba55d',
  '#e67e22',
  '#ed4245',
  '#eb459e',
  '#1abc9c',
  '#9b59b6',
  '#3498db',
  '#f1c40f',
  '#747f8d',
];

/**
 * Draws somebody's picture: their first letter on a colour that is always theirs.
 * @param {string} id
 * @param {string} name
 * @returns {string} a `data:` address
 */
export function avatar(id, name) {
  const letter = [...name.replaceAll(/[^\p{L}\p{N}]/gu, '')][0]?.toUpperCase() ?? '?';
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour(id)}"/>` +
    `<text x="20" y="27" text-anchor="middle" font-family="Helvetica,Arial,sans-serif" font-size="19" ` +
    `font-weight="600" fill="#fff">${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function colour(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return colours[sum % colours.length];
}
