import { html, nothing, render } from 'lit';
import { Acts } from './acts.js';
import { PageClock } from './clock.js';
import './discord-look.js';
import './modal-dialog.js';
import { icons } from './icons.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { Session } from './session.js';
import { channelView } from './views/channel.js';
import { sidebarView } from './views/sidebar.js';
import { toolsView } from './views/tools.js';

const panes = [
  ['places', 'Channels'],
  ['channel', 'Chat'],
  ['tools', 'Tools'],
];

/** The page: one session, drawn whole after every change and every second, for the times it shows. */
class App {
  #root;
  #clock = new PageClock();
  #scroll = new ScrollKeeper();
  #isDrawing = false;
  /** Which part a narrow window shows. */
  #pane = 'channel';
  #session = new Session(this.#clock, () => this.#draw());
  #acts = new Acts(this.#session, {
    changed: () => this.#draw(),
    answered: () => this.#scroll.showNewest(),
  });

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    root.replaceChildren();
  }

  /** Begins as the user and in the channel that the address names after its #. */
  async start() {
    const [userId, channelId] = location.hash.slice(1).split('/');
    await this.#session.start({ userId, channelId });
    this.#clock.every(1000, () => this.#draw());
  }

  /** Draws once a frame, however much changes in it. */
  #draw() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      this.#drawNow();
    });
  }

  #drawNow() {
    const shown = {
      session: this.#session,
      acts: this.#acts,
      names: this.#names(),
      entities: this.#entities(),
      showChannel: () => this.#show('channel'),
    };
    render(
      html`<div class="app" data-pane=${this.#pane}>
        ${this.#tabs()} ${sidebarView(shown)} ${channelView(shown)} ${toolsView(shown)}
        ${this.#acts.modal ? this.#modal(shown) : nothing} ${this.#acts.toast ? this.#toast() : nothing}
      </div>`,
      this.#root,
    );
    this.#scroll.follow(this.#root.querySelector('.scroller'), this.#session.place);
    // A reload, or the address in another window, begins where this page is.
    history.replaceState(null, '', `#${this.#session.userId}/${this.#session.channelId}`);
  }

  #tabs() {
    return html`<div class="pane-tabs" role="group" aria-label="Show">
      ${panes.map(([pane, name]) => html`<button type="button" aria-pressed=${pane === this.#pane} @click=${() => this.#show(pane)}>${name}</button>`)}
    </div>`;
  }

  #show(pane) {
    this.#pane = pane;
    this.#draw();
  }

  #modal({ session, acts, names }) {
    const { modal } = acts;
    return html`<modal-dialog
      .modal=${modal}
      .appName=${session.world.bot.username}
      .names=${names}
      ?busy=${modal.busy}
      ?failed=${modal.failed}
      @submit-fields=${({ detail }) => acts.submitModal(detail)}
      @leave=${() => acts.closeModal()}
    ></modal-dialog>`;
  }

  #toast() {
    return html`<div class="toast" role="alert">
      <span>${this.#acts.toast}</span>
      <button type="button" aria-label="Close the notice" @click=${() => this.#acts.clearToast()}>${icons.cross}</button>
    </div>`;
  }

  /** @returns {import('./markdown-view.js').Names} */
  #names() {
    const { world, user } = this.#session;
    const users = [...world.users, world.bot];
    return {
      nowMs: this.#clock.now(),
      locale: user?.locale ?? 'en-US',
      user: (id) => withId(users, id)?.username,
      role: (id) =>
        withId(
          world.guilds.flatMap(({ roles }) => roles),
          id,
        )?.name,
      channel: (id) =>
        withId(
          world.guilds.flatMap(({ channels }) => channels),
          id,
        )?.name,
    };
  }

  /** What user, role and channel options and selects offer. */
  #entities() {
    const { guild, people, world } = this.#session;
    return {
      users: [...people, world.bot].map(({ id, username }) => ({ value: id, label: username })),
      roles: (guild?.roles ?? []).map(({ id, name }) => ({ value: id, label: name })),
      channels: (guild?.channels ?? []).map(({ id, name }) => ({ value: id, label: `#${name}` })),
    };
  }
}

function withId(list, wanted) {
  return list.find(({ id }) => id === wanted);
}

await new App(document.querySelector('#app')).start();
