import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../composer.js';
import { parseTime } from '../clock.js';
import { usableCommands } from '../commands.js';
import { formatTime, isSameDay } from '../timestamps.js';
import { messageView } from './message.js';

const sameBreathMs = 7 * 60_000;

/**
 * The open channel: its head, its messages and where to write.
 * @param {{ session: import('../session.js').Session, acts: import('../acts.js').Acts, names: import('../markdown-view.js').Names, entities: object }} shown
 */
export function channelView({ session, acts, names, entities }) {
  const { bot } = session.world;
  const isDm = session.channelId === 'dm';
  const name = isDm ? bot.username : (session.channel?.name ?? 'unknown');
  return html`<main class="channel" aria-label=${isDm ? `Direct messages with ${name}` : `#${name}`}>
    <header class="channel-head">
      <span class="hash" aria-hidden="true">${isDm ? '@' : '#'}</span>
      <h1>${name}</h1>
      ${session.channel?.topic ? html`<p class="topic">${session.channel.topic}</p>` : nothing}
      ${session.connected ? nothing : html`<p class="offline" role="status">Connection lost, trying again…</p>`}
    </header>
    <div class="scroller">
      <discord-messages no-background role="log" aria-label="Messages">
        ${beginning(session, name, isDm)} ${messages({ session, acts, names, entities })}
      </discord-messages>
    </div>
    <footer class="composer">
      ${acts.sending ? html`<p class="sending" role="status">${bot.username} is working on /${acts.sending}<span class="dots"></span></p>` : nothing}
      <chat-composer
        .placeholder=${isDm ? `Message @${name}` : `Message #${name}`}
        .locale=${names.locale}
        .commands=${usableCommands(session)}
        .entities=${entities}
        .autocomplete=${(...query) => acts.autocomplete(...query)}
        @send=${({ detail }) => acts.send(detail)}
        @run=${({ detail }) => acts.command(detail.name, detail.options)}
      ></chat-composer>
    </footer>
  </main>`;
}

function beginning({ feed }, name, isDm) {
  if (feed.refusal)
    return html`<p class="beginning" role="alert">You can't read this channel: ${feed.refusal}</p>`;
  if (feed.loading) return nothing;
  return html`<p class="beginning">${isDm ? `This is the beginning of your conversation with ${name}.` : `This is the beginning of #${name}.`}</p>`;
}

function messages({ session, acts, names, entities }) {
  const list = session.feed.messages;
  return repeat(
    list,
    ({ id }) => id,
    (message, index) => {
      const before = list[index - 1];
      const at = parseTime(message.timestamp);
      const isNewDay = !before || !isSameDay(parseTime(before.timestamp), at);
      const follows = !isNewDay && isSameBreath(before, message);
      return html`${isNewDay ? dayDivider(at, names) : nothing}${messageView(message, { session, acts, names, entities, follows })}`;
    },
  );
}

function isSameBreath(before, message) {
  if (before.author.id !== message.author.id || message.interaction_metadata) return false;
  if (before.ephemeralFor !== message.ephemeralFor) return false;
  return parseTime(message.timestamp) - parseTime(before.timestamp) < sameBreathMs;
}

function dayDivider(at, { locale }) {
  return html`<div class="day" role="separator"><span>${formatTime(at, { dateStyle: 'long' }, locale)}</span></div>`;
}
