const circle = (colour) => `<circle cx="18" cy="18" r="16" fill="${colour}"/>`;
const tile = (colour, mark) => `<rect x="1" y="1" width="34" height="34" rx="6" fill="${colour}"/>${mark}`;
const line = (path, colour, width = 4) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const page = (marks) =>
  `<path d="M6 2h24v32H6z" fill="#e1e8ed"/>${line('M11 10h14M11 16h14M11 22h14M11 28h8', '#99aab5', 2)}${marks}`;
const coins = `<ellipse cx="18" cy="20" rx="15" ry="14" fill="#fdd888"/>${line('M12 3l12 0-3 5h-6z', '#bf6952', 3)}`;

/** Plain drawings of the emoji that shops write most, 36 by 36, without the picture around them. */
export const emojiDrawings = {
  '✅': tile('#77b255', line('M8 19l7 7L28 10', '#fff')),
  '❌': line('M6 6l24 24M30 6L6 30', '#dd2e44', 6),
  '🟢': circle('#78b159'),
  '🟡': circle('#fdcb58'),
  '🔴': circle('#dd2e44'),
  '🟠': circle('#f4900c'),
  '⛔': `${circle('#dd2e44')}<rect x="7" y="15" width="22" height="6" rx="2" fill="#fff"/>`,
  '⚠': `<path d="M18 2l17 31H1z" fill="#ffcc4d"/>${line('M18 13v9M18 27.5v.1', '#231f20')}`,
  ℹ: tile('#3b88c3', `${line('M18 16v12M18 9v.1', '#fff')}`),
  '🛒': `${line('M2 6h5l4 18h17l4-13H9', '#99aab5', 3.5)}<circle cx="14" cy="31" r="3" fill="#99aab5"/><circle cx="26" cy="31" r="3" fill="#99aab5"/>`,
  '📝': page(line('M31 13L19 27l-2 4 4-2 12-14z', '#f4900c', 3)),
  '📋': `<rect x="4" y="4" width="28" height="31" rx="3" fill="#c1694f"/><path d="M8 9h20v23H8z" fill="#fff"/><rect x="12" y="1" width="12" height="8" rx="2" fill="#99aab5"/>${line('M12 15h12M12 20h12M12 25h7', '#99aab5', 2)}`,
  '🧾': page(line('M6 34l4-3 4 3 4-3 4 3 4-3 4 3', '#99aab5', 2)),
  '📦': `<path d="M2 11l16-8 16 8v15l-16 8-16-8z" fill="#c1694f"/><path d="M2 11l16 8 16-8-16-8z" fill="#d99e82"/>${line('M18 19v14', '#9a4f38', 2)}`,
  '💰': `${coins}${line('M22 15c-5-4-9 2-4 4.5 5 2.5 1 8-5 4.5M18 12v17', '#bf6952', 2.5)}`,
  '💸': `<rect x="2" y="12" width="28" height="17" rx="2" fill="#77b255"/><circle cx="16" cy="20.5" r="5" fill="#3e721d"/>${line('M24 8c4-4 8-3 10 0M26 4c3-2 6-2 8-1', '#ccd6dd', 2.5)}`,
  '🌍': `${circle('#3b88c3')}<path d="M10 5c6-1 9 2 7 5s-6 1-6 5 5 3 5 7-3 8-6 6S3 18 4 13s3-7 6-8zM24 12c4-1 9 1 8 6s-4 9-6 8 0-5-2-7-4-6 0-7z" fill="#5c913b"/>`,
  '🔄': tile(
    '#3b88c3',
    line('M9 16a9 9 0 0 1 16-4l3 3m0-7v7h-7M27 20a9 9 0 0 1-16 4l-3-3m0 7v-7h7', '#fff', 3),
  ),
  '🔒': `<rect x="5" y="15" width="26" height="19" rx="4" fill="#ffac33"/>${line('M11 15v-5a7 7 0 0 1 14 0v5', '#aab8c2', 4)}`,
  '📬': `<path d="M4 14a8 8 0 0 1 8-7h14a8 8 0 0 1 8 8v12H4z" fill="#99aab5"/><path d="M4 27V14a7 7 0 0 1 14 0v13z" fill="#ccd6dd"/>${line('M26 15V3h6', '#dd2e44', 3)}${line('M19 28v6', '#8b5e3c', 4)}`,
  '🏷': `<path d="M3 4h14l17 16-13 14L3 18z" fill="#ffd983"/><circle cx="10" cy="11" r="3" fill="#c1694f"/>`,
  '🏪': `<path d="M3 14h30v20H3z" fill="#ccd6dd"/><path d="M3 4h30l2 10H1z" fill="#dd2e44"/><path d="M10 4h5v10H9zM21 4h5l1 10h-6z" fill="#fff"/><path d="M7 19h9v15H7z" fill="#3b88c3"/><path d="M20 19h10v8H20z" fill="#88c9f9"/>`,
  '⌛': `<path d="M8 3h20v3c0 7-7 9-7 12s7 5 7 12v3H8v-3c0-7 7-9 7-12S8 13 8 6z" fill="#ffe8b6"/>${line('M6 3h24M6 33h24', '#3b88c3')}<path d="M12 30c0-4 6-5 6-9 0 4 6 5 6 9z" fill="#ffac33"/>`,
  '🔎': `<circle cx="21" cy="15" r="10" fill="#bbddf5" stroke="#66757f" stroke-width="4"/>${line('M13 23L4 32', '#8b5e3c', 5)}`,
  '✏': line('M29 6L10 25l-3 5 5-3L31 8z', '#ffac33', 4),
};
