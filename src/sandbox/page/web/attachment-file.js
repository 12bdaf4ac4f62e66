import { html, LitElement, nothing } from 'lit';
import { localAddress } from './address.js';
import { icons } from './icons.js';

const previewLines = 6;
const previewBytes = 100_000;
const textFile = /\.(txt|csv|json|log|md|ya?ml|xml|html?|js|ts|css)$/i;
const imageFile = /\.(png|jpe?g|gif|webp|bmp)$/i;

/** A message's file: a text with its first lines, a picture, or a name to download. */
export class AttachmentFile extends LitElement {
  static properties = {
    /** @type {{ id: string, filename: string, size: number, url: string }} */
    file: { attribute: false },
    /** @type {(url: string) => Promise<{ content: string }>} */
    read: { attribute: false },
    text: { state: true },
    whole: { state: true },
  };

  constructor() {
    super();
    /** @type {string | undefined} */
    this.text = undefined;
    this.whole = false;
  }

  createRenderRoot() {
    return this;
  }

  async firstUpdated() {
    if (!textFile.test(this.file.filename) || this.file.size > previewBytes) return;
    // Without a preview the file can still be downloaded.
    this.text = await this.read(this.file.url).then(
      ({ content }) => content,
      () => undefined,
    );
  }

  render() {
    const source = localAddress(this.file.url);
    if (source && imageFile.test(this.file.filename)) {
      return html`<img class="attached-image" src=${source} alt=${this.file.filename} />`;
    }
    return html`<div class="file">
      ${this.text === undefined ? nothing : this.#preview()}
      <div class="file-bar">
        ${icons.file}
        <span class="file-name">${this.file.filename}</span>
        <small>${formatBytes(this.file.size)}</small>
        <span class="spring"></span>
        <a href=${source ?? nothing} download=${this.file.filename} aria-label="Download ${this.file.filename}">${icons.download}</a>
      </div>
    </div>`;
  }

  #preview() {
    const lines = this.text.split('\n');
    const hidden = this.whole ? 0 : lines.length - previewLines;
    const shown = hidden > 0 ? lines.slice(0, previewLines) : lines;
    return html`<pre data-testid="file-text">${shown.join('\n')}</pre>
      ${hidden > 0 ? html`<button type="button" class="more" @click=${() => (this.whole = true)}>${hidden} more lines</button>` : nothing}`;
  }
}

/** @param {number} bytes */
function formatBytes(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

customElements.define('attachment-file', AttachmentFile);
