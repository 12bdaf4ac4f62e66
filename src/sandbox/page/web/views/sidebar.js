import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../avatar.js';
import { icons } from '../icons.js';

/** The languages Discord's client has. */
const locales =
  'id en-US en-GB bg cs da de el es-419 es-ES fi fr hi hr hu it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW'.split(
    ' ',
  );

/**
 * Where to go and who to be.
 * @param {object} shown
 * @param {import('../session.js').Session} shown.session
 * @param {import('../acts.js').Acts} shown.acts
 * @param {() => void} shown.showChannel turns a narrow window to the open channel
 */
export function sidebarView({ session, acts, showChannel }) {
  return html`<nav class="sidebar" aria-label="Channels and users">
    <div class="places">${session.guilds.map((guild) => guildView(guild, { session, showChannel }))} ${directMessages({ session, showChannel })}</div>
    ${people(session)} ${session.user ? settings(session, acts) : nothing}
  </nav>`;
}

function guildView(guild, go) {
  return html`<section aria-label=${guild.name}>
    <h2 class="guild-name">${guild.name}</h2>
    <ul>
      ${guild.channels.map(({ id, name }) => place({ ...go, id, icon: html`<span class="hash">#</span>`, name }))}
    </ul>
  </section>`;
}

function directMessages(go) {
  const { bot } = go.session.world;
  const icon = html`<span class="avatar-box ${bot.online ? 'online' : ''}"><img src=${avatar(bot.id, bot.username)} alt="" /></span>`;
  return html`<section aria-label="Direct messages">
    <h3>Direct messages</h3>
    <ul>
      ${place({ ...go, id: 'dm', icon, name: bot.username })}
    </ul>
    <p class="bot-state">${bot.online ? 'The bot is online' : 'The bot is offline'}</p>
  </section>`;
}

function place({ session, showChannel, id, icon, name }) {
  const unread = session.unread.get(id) ?? 0;
  return html`<li>
    <button
      type="button"
      class="place ${unread > 0 ? 'unread' : ''}"
      aria-current=${session.channelId === id ? 'page' : 'false'}
      data-channel-id=${id}
      @click=${() => {
        showChannel();
        return session.open(id);
      }}
    >
      ${icon}<span class="place-name">${name}</span>
      ${unread > 0 ? html`<span class="badge" aria-label="${unread} unread">${unread}</span>` : nothing}
    </button>
  </li>`;
}

function people(session) {
  return html`<section class="people" role="group" aria-label="Act as">
    <h3>Act as</h3>
    <ul>
      ${repeat(
        session.people,
        ({ id }) => id,
        (user) =>
          html`<li>
            <button
              type="button"
              class="person"
              aria-label=${user.username}
              aria-pressed=${user.id === session.userId}
              data-user-id=${user.id}
              @click=${() => session.actAs(user.id)}
            >
              <img src=${avatar(user.id, user.username)} alt="" />
              <span class="person-name">
                ${user.username}<small>${[...roleNames(user, session.world), user.locale].join(' · ')}</small>
              </span>
              ${user.dmsOpen ? nothing : html`<span class="dms-closed" title="Direct messages closed">${icons.noMail}</span>`}
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** @everyone has the guild's own id and says nothing about somebody. */
function roleNames(user, world) {
  return world.guilds.flatMap(({ id, roles }) =>
    roles.filter((role) => role.id !== id && user.memberships[id]?.includes(role.id)).map(({ name }) => name),
  );
}

function settings({ user }, acts) {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const choices = locales.includes(user.locale) ? locales : [user.locale, ...locales];
  return html`<section class="me" aria-label="Settings of ${user.username}">
    <img src=${avatar(user.id, user.username)} alt="" />
    <div class="me-settings">
      <strong>${user.username}</strong>
      <label>
        <span class="visually-hidden">Language</span>
        <select aria-label="Language" @change=${(event) => acts.changeUser({ locale: event.target.value })}>
          ${choices.map((code) => html`<option value=${code} .selected=${code === user.locale}>${names.of(code)}</option>`)}
        </select>
      </label>
      <label class="check">
        <input type="checkbox" .checked=${user.dmsOpen} @change=${(event) => acts.changeUser({ dmsOpen: event.target.checked })} />
        Direct messages open
      </label>
    </div>
  </section>`;
}
