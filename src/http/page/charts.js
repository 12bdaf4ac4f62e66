import { drawn, element } from './dom.js';
import { count, points, shortTime } from './words.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Longer than between two points: the bot was not there, and no line says otherwise. */
const GAP_MS = 25_000;
const WIDTH = 360;
const HEIGHT = 72;

/** `top`: the least that the scale reaches to. */
const CHARTS = [
  { key: 'score', name: 'Score', words: points, top: 100, isAlways: false, extreme: ['lowest', Math.min] },
  {
    key: 'responseSeconds',
    name: 'Response time',
    words: shortTime,
    top: 0.1,
    isAlways: true,
    extreme: ['longest', Math.max],
  },
  { key: 'queueDepth', name: 'Queue', words: count, top: 5, isAlways: false, extreme: ['longest', Math.max] },
];

/** The charts of the last hour that there is anything to draw for. */
export function charts(history, nowMs) {
  const recent = history.filter(({ atMs }) => atMs > nowMs - HOUR_MS && atMs <= nowMs);
  const lines = CHARTS.filter(({ key, isAlways }) => isAlways || recent.some((point) => point[key] !== null));
  return [...lines.map((chart) => lineChart(chart, recent, nowMs)), errorChart(recent, nowMs)];
}

function lineChart({ key, name, words, top, extreme: [word, of] }, history, nowMs) {
  const values = history.map((point) => point[key]).filter((value) => value !== null);
  const highest = Math.max(top, ...values);
  const runs = unbroken(history, key).map((run) =>
    run.map((point) => [xOf(point.atMs, nowMs), yOf(point[key], highest)]),
  );
  return figure({
    name,
    top: words(highest),
    last: values.length > 0 ? words(values.at(-1)) : 'nothing yet',
    extreme: values.length > 0 ? `${word} ${words(of(...values))}` : '',
    marks: runs.flatMap(drawRun),
  });
}

function errorChart(history, nowMs) {
  const minutes = Array.from({ length: HOUR_MS / MINUTE_MS }, () => 0);
  for (const { atMs, errors } of history) minutes[Math.floor((nowMs - atMs) / MINUTE_MS)] += errors;
  const highest = Math.max(5, ...minutes);
  const bars = minutes.flatMap((errors, ago) => {
    if (errors === 0) return [];
    const y = yOf(errors, highest);
    const x = xOf(nowMs - (ago + 1) * MINUTE_MS, nowMs);
    return [
      drawn('rect', {
        class: 'bar',
        x: x + 0.75,
        y,
        width: WIDTH / minutes.length - 1.5,
        height: HEIGHT - y,
      }),
    ];
  });
  return figure({
    name: 'Errors a minute',
    top: count(highest),
    last: count(minutes[0]),
    extreme: `most ${count(Math.max(...minutes))}`,
    marks: bars,
  });
}

function figure({ name, top, last, extreme, marks }) {
  const words = `${name}, last hour: now ${last}${extreme && `, ${extreme}`}`;
  const grid = [HEIGHT / 2, 1].map((y) => drawn('line', { class: 'grid', x1: 0, x2: WIDTH, y1: y, y2: y }));
  return element(
    'figure',
    { class: 'chart' },
    element('h3', {}, name, element('b', {}, last)),
    element(
      'div',
      { class: 'plot' },
      drawn(
        'svg',
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
        ...grid,
        ...marks,
      ),
      element('span', { class: 'top', 'aria-hidden': 'true' }, top),
    ),
    element('p', { class: 'ends' }, element('span', {}, '1 h ago'), extreme, element('span', {}, 'now')),
  );
}

function xOf(atMs, nowMs) {
  return WIDTH - ((nowMs - atMs) / HOUR_MS) * WIDTH;
}

function yOf(value, highest) {
  return HEIGHT - (value / highest) * (HEIGHT - 1);
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
