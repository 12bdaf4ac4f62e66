import { drawn, element } from './dom.js';
import { count, points, shortTime } from './words.js';

const HOUR_MS = 3_600_000;
/** Longer than between two points: the bot was not there, and no line says otherwise. */
const GAP_MS = 25_000;
const WIDTH = 360;
const HEIGHT = 72;

const CHARTS = [
  { key: 'score', name: 'Score', words: points, top: 100, summary: 'lowest', of: Math.min },
  {
    key: 'responseSeconds',
    name: 'Response time',
    words: shortTime,
    top: 0.1,
    summary: 'longest',
    of: Math.max,
  },
  { key: 'errors', name: 'Errors in 10 s', words: count, top: 5, summary: 'most', of: Math.max, tone: 'bad' },
  { key: 'queueDepth', name: 'Queue', words: count, top: 5, summary: 'longest', of: Math.max },
];

/** The charts of the last hour that there is anything to draw for. */
export function charts(history, nowMs) {
  const recent = history.filter(({ atMs }) => atMs > nowMs - HOUR_MS && atMs <= nowMs);
  const always = ['responseSeconds', 'errors'];
  return CHARTS.filter(({ key }) => always.includes(key) || recent.some((point) => point[key] !== null)).map(
    (chart) => drawChart(chart, recent, nowMs),
  );
}

function drawChart({ key, name, words, top, summary, of, tone = '' }, history, nowMs) {
  const values = history.map((point) => point[key]).filter((value) => value !== null);
  const highest = Math.max(top, ...values);
  const last = values.length > 0 ? words(values.at(-1)) : 'nothing yet';
  const extreme = values.length > 0 ? `${summary} ${words(of(...values))}` : '';
  const runs = unbroken(history, key).map((run) =>
    run.map(({ atMs, [key]: value }) => [
      WIDTH - ((nowMs - atMs) / HOUR_MS) * WIDTH,
      HEIGHT - (value / highest) * (HEIGHT - 2),
    ]),
  );
  return element(
    'figure',
    { class: 'chart', 'data-tone': tone },
    element('h3', {}, name, element('b', {}, last)),
    element(
      'div',
      { class: 'plot' },
      drawn(
        'svg',
        {
          viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': `${name}, last hour: now ${last}${extreme && `, ${extreme}`}`,
        },
        drawn('line', { class: 'grid', x1: 0, x2: WIDTH, y1: 2, y2: 2 }),
        drawn('line', { class: 'grid', x1: 0, x2: WIDTH, y1: HEIGHT / 2, y2: HEIGHT / 2 }),
        ...runs.flatMap(drawRun),
      ),
      element('span', { class: 'top', 'aria-hidden': 'true' }, words(highest)),
    ),
    element('p', { class: 'ends' }, element('span', {}, '1 h ago'), extreme, element('span', {}, 'now')),
  );
}

/** Runs of points without a gap in time or value. */
function unbroken(history, key) {
  const runs = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const point of history) {
    if (point[key] === null) continue;
    if (point.atMs - lastMs > GAP_MS) runs.push([]);
    runs.at(-1).push(point);
    lastMs = point.atMs;
  }
  return runs;
}

function drawRun(run) {
  const line = run.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [firstX, lastX] = [run[0][0], run.at(-1)[0]].map((x) => x.toFixed(1));
  return [
    drawn('polygon', { class: 'area', points: `${firstX},${HEIGHT} ${line} ${lastX},${HEIGHT}` }),
    // A single point is a line of no length, which its round ends make a dot.
    drawn('polyline', { class: 'line', points: run.length > 1 ? line : `${line} ${line}` }),
  ];
}
