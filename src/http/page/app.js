import { charts } from './charts.js';
import { element } from './dom.js';
import * as sections from './sections.js';
import { moment, points, span } from './words.js';

/** Charted points of an hour, and a few to spare. */
const MAX_POINTS = 400;

const byId = (id) => document.getElementById(id);
const shown = new Map();

/** What this page knows, and what it hears from. */
const page = { history: [], report: undefined, source: undefined, isFresh: false };

start();

function start() {
  // The server set a cookie instead, so that the token stays in no address.
  if (location.search) history.replaceState(undefined, '', location.pathname);
  byId('link').addEventListener('animationiteration', watch);
  listen();
}

function listen() {
  page.source?.close();
  page.source = new EventSource('status/events');
  page.source.addEventListener('history', ({ data }) => {
    page.history = JSON.parse(data);
    drawCharts();
  });
  page.source.addEventListener('point', ({ data }) => {
    page.history = [...page.history, JSON.parse(data)].slice(-MAX_POINTS);
    drawCharts();
  });
  page.source.addEventListener('report', ({ data }) => show(JSON.parse(data)));
  page.source.addEventListener('error', () => link('lost', 'Connection lost, trying again'));
}

/** Comes every few seconds: a bot that hangs keeps its connection and says nothing. */
function watch() {
  if (!page.isFresh) link('lost', lostWords());
  page.isFresh = false;
  if (page.source.readyState === EventSource.CLOSED) void comeBack();
}

function lostWords() {
  return page.report ? `Nothing new since ${moment(page.report.nowMs, page.report.nowMs)}` : 'No answer yet';
}

/** A browser gives up on an answer that is not a stream: a proxy's while the bot starts, or one that asks for the token. */
async function comeBack() {
  const answer = await fetch('status?format=json').catch(() => undefined);
  if (answer?.status === 401 || answer?.status === 403) location.reload();
  else if (answer?.ok) listen();
}

function show(report) {
  const before = page.report;
  if (before && (before.version !== report.version || before.revision !== report.revision)) location.reload();
  page.report = report;
  page.isFresh = true;
  link('live', 'Live');
  showTop(report);
  put('figures', [report.figures], () => sections.figures(report));
  put('budgets-body', [report.budgets], () => sections.budgets(report));
  put('health-body', [report.health], () => sections.health(report), report.health !== undefined);
  put('ready-body', [report.ready], () => sections.ready(report));
  put('boards-body', [report.boards, report.deliveries], () => sections.boards(report));
  put('gateway-body', [report.gateway], () => sections.gateway(report));
  const hasFlow = report.queue !== undefined || report.breakers.length > 0;
  put('flow-body', [report.breakers, report.queue], () => sections.flow(report), hasFlow);
  put('cache-body', [report.cache], () => sections.cache(report), report.cache.length > 0);
  put('errors-body', [report.errors], () => sections.errors(report));
}

function showTop(report) {
  const [tone, words] = sections.headline(report);
  const { health, version, revision, startedAtMs, nowMs } = report;
  byId('overall').dataset.tone = tone;
  text('headline', words);
  const build = revision === 'unknown' ? version : `${version} (${revision})`;
  text('version', `${build}, up ${span(nowMs - startedAtMs)}`);
  put('score', [health?.score], () =>
    health ? [points(health.score), element('small', {}, ' of 100')] : [],
  );
  put('why', [health?.why, health?.tier, health?.tierSinceMs, health?.canBuy], () => sections.why(report));
  document.title = `${health ? `${points(health.score)} ` : ''}${words} – LiveStock`;
}

/** Draws a part anew only when what it shows has changed: a selection in it stays, and nothing is read out twice. */
function put(id, facts, draw, isThere = true) {
  const key = JSON.stringify(facts);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  const section = byId(id).closest('section');
  if (section.id === id.replace('-body', '')) section.hidden = !isThere;
  if (isThere) byId(id).replaceChildren(...draw());
}

function text(id, words) {
  if (byId(id).textContent !== words) byId(id).textContent = words;
}

function link(state, words) {
  byId('link').dataset.state = state;
  text('link', words);
}

function drawCharts() {
  const nowMs = page.history.at(-1)?.atMs ?? 0;
  byId('chart-grid').replaceChildren(...charts(page.history, nowMs));
}
