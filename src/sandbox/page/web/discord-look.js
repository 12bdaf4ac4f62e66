import { css } from 'lit';
import '@skyra/discord-components-core/discord-code.js';
import '@skyra/discord-components-core/discord-embed.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-footer.js';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-pre.js';
import '@skyra/discord-components-core/discord-quote.js';
import '@skyra/discord-components-core/discord-spoiler.js';
import '@skyra/discord-components-core/discord-time.js';

/** The components wear Discord's colours of some years ago; these are today's. */
const looks = {
  'discord-message': css`
    :host { padding: 2px 48px 2px 16px; color: #dbdee1; font-size: 1rem; }
    :host([ephemeral]) { padding-right: 48px; }
    .discord-message-content { min-width: 0; padding-top: 0; line-height: 1.375rem; }
    .discord-message-timestamp { color: #949ba4; margin-left: 4px; }
    .discord-message-inner-center { align-items: flex-start; }
    .discord-message-body-only-indent { flex: 0 0 56px; text-align: center; font-size: 11px; margin: 0; }
    .discord-message-edited { color: #949ba4; margin-left: 4px; }
    .discord-author-avatar { margin-top: 2px; align-items: flex-start; }
    .discord-message-markup { overflow-wrap: anywhere; }
    .discord-message-body { min-width: 0; }
  `,
  'discord-verified-author-tag': css`
    :host { text-transform: none; font-size: 0.6875em; font-weight: 600; border-radius: 4px; }
  `,
  'discord-embed': css`
    :host { color: #dbdee1; margin: 4px 0; }
    :host .discord-embed-root { min-width: 0; flex: 0 1 auto; }
    :host .discord-embed-wrapper { background-color: #2b2d31; border: 0; max-width: 516px; min-width: 0; }
    :host .discord-embed-wrapper .discord-embed-grid { padding: 4px 16px 14px 12px; min-width: 0; display: grid; }
  `,
  'discord-embed-description': css`
    :host { overflow-wrap: anywhere; line-height: 1.25rem; }
  `,
  'discord-code': css`
    :host { background-color: #1e1f22; }
    code { margin: 0; background-color: #1e1f22; }
    :host([multiline]) { display: block; max-width: 520px; margin: 4px 0; }
    :host([multiline]) code, :host([embed][multiline]) code { width: 100%; box-sizing: border-box; background: #1e1f22; border: 0; }
  `,
  'discord-pre': css`
    :host pre, :host([embed]) pre { width: 100%; margin: 0; }
  `,
  'discord-mention': css`
    :host { color: #c9cdfb; cursor: default; }
  `,
};

for (const [name, look] of Object.entries(looks)) customElements.get(name).elementStyles.push(look);
