import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import '../fault-form.js';
import { parseTime } from '../clock.js';
import { describeExtent, describeFault, describeTarget, presets } from '../faults.js';
import { icons } from '../icons.js';
import { formatTime } from '../timestamps.js';

const twoHoursMs = 2 * 3_600_000;
const tooManyRequests = 429;

const gatewayActs = [
  { name: 'Drop', hint: 'Cut every connection', action: { do: 'drop' } },
  { name: 'Reconnect', hint: 'Op 7: ask the bot to reconnect', action: { do: 'reconnect' } },
  { name: 'Invalid session', hint: 'Op 9: the session is lost', action: { do: 'invalid_session' } },
  { name: 'Invalid, resumable', hint: 'Op 9 with d = true', action: { do: 'invalid_session_resumable' } },
];

/**
 * Beside Discord: ways to break it, and what the bot asks of it.
 * @param {{ session: import('../session.js').Session, acts: import('../acts.js').Acts, names: import('../markdown-view.js').Names }} shown
 */
export function toolsView({ session, acts, names }) {
  return html`<aside class="tools" aria-label="Faults and requests">
    <div class="faults">
      ${session.scenarios.length > 0 ? scenarios(session, acts) : nothing} ${faults(session, acts)} ${gateway(acts)} ${clock(acts, names)}
    </div>
    ${requests(session)}
  </aside>`;
}

function scenarios(session, acts) {
  return html`<section aria-label="Scenarios">
    <h2>Scenarios</h2>
    <ul class="scenarios">
      ${repeat(
        session.scenarios,
        ({ id }) => id,
        (scenario) => html`<li>
          <button
            type="button"
            role="switch"
            aria-checked=${String(scenario.running)}
            aria-label=${scenario.name}
            aria-describedby="scenario-${scenario.id}"
            @click=${() => acts.toggleScenario(scenario)}
          >
            <strong>${scenario.name}</strong>
            <span class="scenario-act">${scenario.running ? 'Stop' : 'Start'}</span>
            <small id="scenario-${scenario.id}">${scenario.description}</small>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

function faults(session, acts) {
  return html`<section aria-label="Faults">
    <h2>
      Break Discord
      ${session.faults.length > 0 ? html`<button type="button" class="tool" @click=${() => acts.clearFaults()}>Clear all</button>` : nothing}
    </h2>
    <ul class="active-faults" aria-label="Active faults">
      ${repeat(
        session.faults,
        ({ id }) => id,
        (fault) => faultView(fault, acts),
      )}
    </ul>
    <div class="presets" role="group" aria-label="Ready-made faults">
      ${presets.map(
        ({ name, hint, fault }) =>
          html`<button type="button" class="tool" title=${hint} @click=${() => acts.addFault({ ...fault, note: name })}>${name}</button>`,
      )}
    </div>
    <details>
      <summary>A fault of your own</summary>
      <fault-form @add=${({ detail }) => acts.addFault(detail)}></fault-form>
    </details>
  </section>`;
}

function faultView(fault, acts) {
  return html`<li data-fault-id=${fault.id}>
    <div>
      <strong>${fault.note ?? describeFault(fault)}</strong>
      <small>${describeTarget(fault)} · ${fault.note ? `${describeFault(fault)} · ` : ''}${describeExtent(fault)}</small>
    </div>
    <span class="hits" title="How often it struck">${fault.hits}×</span>
    <button type="button" class="tool" aria-label="Remove this fault" @click=${() => acts.removeFault(fault.id)}>${icons.cross}</button>
  </li>`;
}

function gateway(acts) {
  return html`<section aria-label="Gateway">
    <h3>Gateway</h3>
    <div class="row">
      ${gatewayActs.map(
        ({ name, hint, action }) =>
          html`<button type="button" class="tool" title=${hint} @click=${() => acts.gateway(action)}>${name}</button>`,
      )}
    </div>
  </section>`;
}

function clock(acts, { nowMs, locale }) {
  return html`<section aria-label="Clock">
    <h3>Discord’s clock</h3>
    <div class="row">
      <time>${formatTime(nowMs, { dateStyle: 'medium', timeStyle: 'medium' }, locale)}</time>
      <button type="button" class="tool" title="Messages grow old, tokens expire" @click=${() => acts.advanceClock(twoHoursMs)}>
        Advance 2 h
      </button>
    </div>
  </section>`;
}

function requests({ requests: list }) {
  return html`<section class="requests" aria-label="Last requests">
    <h2>Last requests of the bot</h2>
    <div class="request-table">
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>Request</th>
            <th>Status</th>
            <th>ms</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            list,
            (request) => request,
            (request) => guard([request], () => requestView(request)),
          )}
        </tbody>
      </table>
      ${list.length === 0 ? html`<p class="note">The bot has asked nothing yet.</p>` : nothing}
    </div>
  </section>`;
}

function requestView({ at, method, route, path, status, ms, code, fault }) {
  return html`<tr class=${statusKind(status)} title="${method} ${path}">
    <td>${formatTime(parseTime(at), { timeStyle: 'medium', hour12: false }, 'en-GB')}</td>
    <td>
      <b>${method}</b> <span class="route">${route}</span>
      ${fault ? html`<em class="fault-mark" title="A fault made this answer">${icons.bolt}${fault}</em>` : nothing}
    </td>
    <td>${status}${code ? html` <small title="Discord’s error code">${code}</small>` : nothing}</td>
    <td>${Math.round(ms)}</td>
  </tr>`;
}

function statusKind(status) {
  if (typeof status !== 'number' || status >= 500) return 'bad';
  if (status === tooManyRequests) return 'limited';
  return status >= 400 ? 'refused' : 'fine';
}
