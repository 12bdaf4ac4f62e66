import { svg, html } from 'lit';

/** Drawn here, so that the page looks the same where no emoji font is installed. */
function icon(drawing) {
  return html`<svg class="icon" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`;
}

export const icons = {
  eye: icon(svg`<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z" /><circle cx="12" cy="12" r="3" />`),
  trash: icon(svg`<path d="M3 6h18M8 6V4h8v2M6 6l1 15h10l1-15M10 11v6M14 11v6" />`),
  file: icon(
    svg`<path d="M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8zM14 2v6h6M8 13h8M8 17h5" />`,
  ),
  download: icon(svg`<path d="M12 3v12m0 0-5-5m5 5 5-5M4 21h16" />`),
  bolt: icon(svg`<path d="M13 2 4 14h7l-1 8 9-12h-7z" />`),
  noMail: icon(svg`<path d="M3 6h18v13H3zM3 7l9 6 9-6M2 2l20 20" />`),
  cross: icon(svg`<path d="M5 5l14 14M19 5 5 19" />`),
};
