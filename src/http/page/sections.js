import { element, state, table } from './dom.js';
import {
  capWords,
  componentName,
  count,
  moment,
  points,
  problemWords,
  share,
  shortTime,
  spaced,
  span,
  tierWords,
} from './words.js';

const FIGURES = [
  ['button_creation_success_rate', 'Buttons built', share],
  ['update_success_rate', 'Board edits that succeed', share],
  ['average_response_time', 'Average response time', shortTime],
  ['error_count_last_hour', 'Errors in the last hour', count],
  ['retry_attempts_total', 'Retries since the start', count],
];
const TONE_OF_CHECK = { pass: 'good', warn: 'warn', fail: 'bad' };
const WORD_OF_CHECK = { pass: 'passed', warn: 'warning', fail: 'failed' };

/** The sentence on top of everything, with its tone: good, warn or bad. */
export function headline({ health, ready, boards, breakers }) {
  if (health) {
    const [tone, words] = tierWords(health.tier);
    const isBlocked = !health.canBuy && tone === 'good';
    if (isBlocked) return ['bad', `${words}, but buying is refused`];
    const isTroubled =
      boards.some(({ problem }) => problem) || breakers.some(({ state }) => state !== 'closed');
    if (tone === 'good' && isTroubled) return ['warn', `${words}, but not all is well`];
    return [tone, words];
  }
  if (ready.some(({ status }) => status === 'fail')) return ['bad', 'Not ready'];
  if (ready.some(({ status }) => status === 'warn')) return ['warn', 'Ready, with a warning'];
  return ['good', 'Ready'];
}

export function why({ health, nowMs }) {
  if (!health) return [];
  const reasons = [...losses(health), ...(health.canBuy ? [] : ['Nobody is charged: buying is refused'])];
  return [
    element(
      'p',
      { class: 'quiet' },
      `Tier “${spaced(health.tier)}” since ${moment(health.tierSinceMs, nowMs)}`,
    ),
    ...(reasons.length > 0
      ? [element('ul', { class: 'why' }, ...reasons.map((reason) => element('li', {}, reason)))]
      : []),
  ];
}

/** What takes the score down, the worst first. */
function losses({ parts, caps: limits, cappedPoints }) {
  const lost = parts.filter((part) => part.lost > 0).toSorted((a, b) => b.lost - a.lost);
  const limit = cappedPoints > 0 ? limits[0] : undefined;
  return [
    ...lost.map((part) => `${componentName(part.component)}: −${points(part.lost)}`),
    ...(limit ? [`${capWords(limit.name)}: −${points(cappedPoints)}`] : []),
  ];
}

export function figures({ figures: values }) {
  const cards = FIGURES.map(([name, title, words]) =>
    element(
      'div',
      { class: 'card' },
      element('dt', {}, title),
      values[name] === null
        ? element('dd', { class: 'none' }, 'no traffic')
        : element('dd', {}, words(values[name])),
      element('code', {}, name),
    ),
  );
  return [element('dl', { class: 'cards' }, ...cards)];
}

/** What failed and what may: of this process' life only, which the caption says. */
export function budgets({ budgets: all, startedAtMs, nowMs }) {
  const rows = all.map(({ title, target, events, failures, left }) => [
    `${share(target)}: ${title}`,
    { number: count(events) },
    { number: count(failures) },
    { number: left === null ? 'no traffic' : state(budgetTone(left), share(left)) },
  ]);
  const columns = ['Events', 'Failed', 'Budget left'].map((number) => ({ number }));
  return [
    table(
      { text: `Since this process started at ${moment(startedAtMs, nowMs)}; Prometheus knows the 30 days` },
      ['Promise', ...columns],
      rows,
    ),
  ];
}

function budgetTone(left) {
  if (left <= 0) return 'bad';
  return left < 0.25 ? 'warn' : 'good';
}

export function health({ health: now, nowMs }) {
  return [lostPoints(now), ...caps(now.caps), halves(now, nowMs)];
}

/** Every lost point has a line; the lines add up. */
function lostPoints({ score, parts, cappedPoints }) {
  const loss = (lost) => ({ number: lost > 0 ? element('span', { class: 'bad' }, `−${points(lost)}`) : '0' });
  const rows = parts.map(({ component, weight, value, lost }) => [
    componentName(component),
    gauge(value, `${componentName(component)}: ${share(value)}`),
    { number: points(weight) },
    loss(lost),
  ]);
  if (cappedPoints > 0) rows.push(['Caps, beyond that', '', '', loss(cappedPoints)]);
  return table(
    { text: `${points(score)} of 100 points: ${points(100 - score)} lost` },
    ['Part', 'Now', { number: 'Weight' }, { number: 'Lost' }],
    rows,
  );
}

function gauge(value, words) {
  return element('meter', { min: 0, max: 1, low: 0.5, high: 0.9, optimum: 1, value, 'aria-label': words });
}

function caps(all) {
  if (all.length === 0) return [];
  const lines = all.map(({ name, limit, board }) =>
    element(
      'li',
      { class: 'id' },
      `${capWords(name)}: at most ${points(limit)}${board ? `, for the board in ${board}` : ''}`,
    ),
  );
  return [element('ul', { class: 'why' }, ...lines)];
}

function halves({ livestock, buttons }, nowMs) {
  const rows = [
    ['Livestock', livestock],
    ['Buttons', buttons],
  ].map(([name, { state: now, errorCount, lastError, lastUpdateMs }]) => [
    name,
    state(now === 'well' ? 'good' : 'bad', spaced(now)),
    { number: count(errorCount) },
    element('span', { class: 'id' }, lastError ?? '–'),
    lastUpdateMs ? moment(lastUpdateMs, nowMs) : '–',
  ]);
  return table(
    { text: 'The two halves of a board' },
    ['Half', 'State', { number: 'Errors' }, 'Last error', 'Heard'],
    rows,
  );
}

export function ready({ ready: checks }) {
  return [
    table(
      { text: 'May this process get work?' },
      ['Check', 'State'],
      checks.map(({ name, status, output }) => [
        name,
        state(
          TONE_OF_CHECK[status] ?? 'warn',
          `${WORD_OF_CHECK[status] ?? status}${output ? `: ${output}` : ''}`,
        ),
      ]),
    ),
  ];
}

export function boards({ boards: all, deliveries, nowMs }) {
  const rows = all.map(({ channelId, dirtySinceMs, problem }) => {
    const tone = problem ? 'bad' : dirtySinceMs ? 'warn' : 'good';
    const behind = dirtySinceMs ? `behind since ${moment(dirtySinceMs, nowMs)}` : 'up to date';
    return [
      element('span', { class: 'id channel' }, channelId),
      state(tone, problem ? `${behind}: ${problemWords(problem)}` : behind),
    ];
  });
  return [
    rows.length > 0
      ? table({ text: 'Boards', isHidden: true }, ['Channel', 'Board'], rows)
      : element(
          'p',
          { class: 'quiet' },
          'There is no board. An owner gives a channel one with /board create.',
        ),
    element('p', {}, ...deliveryWords(deliveries, nowMs)),
  ];
}

function deliveryWords(deliveries, nowMs) {
  if (!deliveries) return [state('bad', 'Deliveries cannot be read')];
  if (deliveries.count === 0) return [state('good', 'Every order is delivered')];
  const { count: waiting, oldestCreatedAtMs } = deliveries;
  const since = oldestCreatedAtMs ? `, the oldest since ${moment(oldestCreatedAtMs, nowMs)}` : '';
  return [state('warn', `Orders to deliver: ${count(waiting)}${since}`)];
}

export function gateway({ gateway: now, nowMs }) {
  const tone = now.state === 'ready' ? 'good' : now.state === 'rejected' ? 'bad' : 'warn';
  const rows = now.shards.map(({ id, connected, heartbeatMs }) => [
    String(id),
    connected ? state('good', 'connected') : state('warn', 'not connected'),
    { number: heartbeatMs === undefined ? '–' : `${count(heartbeatMs)} ms` },
  ]);
  return [
    element(
      'p',
      {},
      state(tone, `${spaced(now.state)} since ${moment(now.sinceMs, nowMs)}, servers: ${count(now.guilds)}`),
    ),
    ...(rows.length > 0
      ? [table({ text: 'Shards', isHidden: true }, ['Shard', 'State', { number: 'Heartbeat' }], rows)]
      : []),
  ];
}

export function flow({ breakers, queue, nowMs }) {
  const rows = breakers.map(({ name, state: now, sinceMs, failuresInRow }) => [
    spaced(name),
    state(now === 'closed' ? 'good' : now === 'open' ? 'bad' : 'warn', spaced(now)),
    moment(sinceMs, nowMs),
    { number: count(failuresInRow) },
  ]);
  const waiting = queue && [
    `Queue: ${count(queue.depth)} for ${count(queue.workers)} workers`,
    queue.oldestAgeMs ? `, the oldest for ${span(queue.oldestAgeMs)}` : '',
    `; ${count(queue.coalesced)} coalesced since the start`,
  ];
  return [
    ...(rows.length > 0
      ? [
          table(
            { text: 'Breakers', isHidden: true },
            ['Breaker', 'State', 'Since', { number: 'Failures in a row' }],
            rows,
          ),
        ]
      : []),
    ...(waiting ? [element('p', {}, waiting.join(''))] : []),
  ];
}

export function cache({ cache: namespaces }) {
  const rows = namespaces.map(({ namespace, entries, hits, misses, evictions, oldestAgeMs }) => [
    spaced(namespace),
    { number: count(entries) },
    { number: `${count(hits)} / ${count(misses)}` },
    { number: count(evictions) },
    { number: oldestAgeMs === undefined ? '–' : span(oldestAgeMs) },
  ]);
  const columns = ['Entries', 'Hits / misses', 'Evicted', 'Oldest'].map((number) => ({ number }));
  return [table({ text: 'Namespaces', isHidden: true }, ['Namespace', ...columns], rows)];
}

export function errors({ errors: last, nowMs }) {
  if (last.length === 0) return [element('p', { class: 'quiet' }, 'None since the start.')];
  const rows = last.map(({ atMs, component, kind, traceId }) => [
    moment(atMs, nowMs),
    spaced(component),
    spaced(kind),
    element('code', { class: 'trace' }, traceId),
  ]);
  return [
    table(
      { text: 'Newest first; the log line of each has its trace id' },
      ['Time', 'Where', 'What', 'Trace'],
      rows,
    ),
  ];
}
