import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';
import { dashboardFiles } from '../../grafana/dashboard-files.ts';
import type { AlertRule } from '../../prometheus/rule.ts';
import { ruleGroups } from '../../prometheus/rule-files.ts';
import {
  dashboardQueries,
  exportedDashboards,
  panelsOf,
  substituted,
  targetsOf,
} from '../support/dashboard-queries.ts';
import { selectorsOf } from '../support/promql.ts';
import { countOf, hasExemplars, isOneInstance } from './catalogue.ts';

/** What a dashboard must keep to, so that somebody who is woken can trust what it shows. */
const exported = exportedDashboards();
const UIDS = ['overview', 'board', 'interactions', 'discord', 'runtime', 'slo'].map(
  (name) => `livestock-${name}`,
);
/** Grid rows that a browser of 1920 × 1080 shows at once below Grafana's head. */
const ONE_SCREEN = 22;
/** Series that are failures by their name. */
const FAILURES = new Set(['error', 'Severity', 'fatal', 'failures', '401', '403', '5xx']);
const SCREENED = { rangeSeconds: 3600, stepSeconds: 15, scrapeSeconds: 15 };

const queries = dashboardQueries().map((query) => ({
  ...query,
  where: `${query.dashboard}: ${query.title}`,
}));
const selectors = queries.flatMap(({ expr, where }) =>
  selectorsOf(substituted(expr, { ...SCREENED, job: '$job', instance: '$instance' })).map((selector) => ({
    ...selector,
    expr,
    where,
  })),
);

test('the committed dashboards are what the code makes: else run `npm run generate`', () => {
  const made = [...dashboardFiles().values()].map((text) => JSON.parse(text) as Dashboard);
  expect(exported.toSorted(byUid)).toEqual(made.toSorted(byUid));
});

test('they keep their uids, cannot be edited, lead to each other and mark what happened', () => {
  expect(exported.map(({ uid }) => uid).toSorted()).toEqual(UIDS.toSorted());
  for (const { uid, editable, links, annotations, tags } of exported) {
    expect([uid, editable, tags]).toEqual([uid, false, ['livestock']]);
    expect(links).toMatchObject([
      { type: 'dashboards', tags: ['livestock'], includeVars: true, keepTime: true },
    ]);
    expect(annotations.list?.map(({ name }) => name)).toEqual([
      'Starts',
      'Mode changes',
      'Breaker openings',
      'Alerts',
      'Tickets',
    ]);
  }
});

test('one chooses the data source, jobs and instances; all of them at first', () => {
  for (const { templating } of exported) {
    const [datasource, ...choices] = templating.list ?? [];
    expect(datasource).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(choices.map(({ name }) => name)).toEqual(['job', 'instance']);
    for (const choice of choices)
      expect(choice).toMatchObject({
        multi: true,
        includeAll: true,
        allValue: '.+',
        current: { value: ['$__all'] },
      });
  }
});

describe.each(exported.map((dashboard) => [dashboard.uid, dashboard] as const))('%s', (_uid, dashboard) => {
  const panels = panelsOf(dashboard);

  test('every panel says what it shows, in which unit and what is too much', () => {
    for (const panel of panels) {
      const { unit, thresholds, noValue } = panel.fieldConfig?.defaults ?? {};
      const said = [panel.title, panel.description, unit, noValue, thresholds?.steps.length];
      expect([panel.title, said.every(Boolean)]).toEqual([panel.title, true]);
      expect(panel.description).toMatch(/\.$/);
    }
    const titles = panels.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(10);
  });

  test('every panel asks the chosen data source, each query under a name of its own', () => {
    for (const panel of panels) {
      const targets = targetsOf(panel);
      expect(targets.length).toBeGreaterThan(0);
      for (const asked of [panel, ...targets])
        expect(asked.datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
  });

  test('panels have ids of their own, fill the width and do not overlap', () => {
    const all = dashboard.panels ?? [];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const cells = all.flatMap(({ gridPos = { x: 0, y: 0, w: 0, h: 0 } }) =>
      Array.from({ length: gridPos.w * gridPos.h }, (_, index) => {
        const [x, y] = [gridPos.x + (index % gridPos.w), gridPos.y + Math.floor(index / gridPos.w)];
        return y * 24 + x;
      }),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.length).toBe(24 * heightOf(dashboard));
  });

  test('red is for failures only', () => {
    for (const panel of panels) expect([panel.title, redSeries(panel)]).toEqual([panel.title, []]);
    expect(JSON.stringify(panels)).not.toContain('palette-classic');
  });

  test('a single value is that of now: the last one of a bot that is gone would look well', () => {
    for (const panel of panels.filter(({ type }) => ['stat', 'gauge', 'bargauge', 'table'].includes(type)))
      expect([panel.title, targetsOf(panel).every(({ instant }) => instant)]).toEqual([panel.title, true]);
  });

  test('what has exemplars shows them', () => {
    for (const panel of panels.filter(({ type }) => type === 'timeseries')) {
      const targets = targetsOf(panel);
      const histograms = targets.flatMap(({ expr }) => expr.match(/livestock_\w+_seconds(?=_bucket)/g) ?? []);
      const isAny = histograms.some(hasExemplars);
      expect([panel.title, targets.some(({ exemplar }) => exemplar)]).toEqual([panel.title, isAny]);
    }
  });
});

test('the overview is one screen', () => {
  const overview = exported.find(({ uid }) => uid === 'livestock-overview');
  expect(heightOf(overview!)).toBeLessThanOrEqual(ONE_SCREEN);
});

test('every panel of the overview leads to a dashboard that says more', () => {
  const overview = exported.find(({ uid }) => uid === 'livestock-overview');
  for (const { title, links } of panelsOf(overview!)) {
    const uid = /^\/d\/([\w-]+)\?\$\{__url_time_range\}&\$\{__all_variables\}$/.exec(
      links?.[0]?.url ?? '',
    )?.[1];
    expect([title, UIDS.includes(uid ?? '')]).toEqual([title, true]);
  }
});

test('every alert leads to a dashboard that is there', () => {
  const links = alertRules().map(({ alert, annotations }) => [alert, annotations['dashboard_url']] as const);
  expect(links.length).toBeGreaterThan(20);
  for (const [alert, url] of links)
    expect([alert, UIDS.find((uid) => url?.endsWith(`/d/${uid}`))]).toEqual([alert, expect.any(String)]);
});

test('an alert that a panel names is there', () => {
  const named = exported.flatMap((dashboard) =>
    panelsOf(dashboard).flatMap(({ description = '' }) => description.match(/(?<=alert )[A-Z]\w+/g) ?? []),
  );
  const known = alertRules().map(({ alert }) => alert);
  expect(named).toContain('BoardStale');
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('every selector keeps to the chosen jobs and instances', () => {
  for (const { metric, matchers, where } of selectors) {
    // An alert may be of no instance, and of no job when that is gone; a recorded series is of no instance.
    const orNone = metric.startsWith('ALERTS') ? '|' : '';
    const instance = isOneInstance(metric) || orNone ? `=~"$instance${orNone}"` : undefined;
    expect([where, metric, matchers['job'], matchers['instance']]).toEqual([
      where,
      metric,
      `=~"$job${orNone}"`,
      instance,
    ]);
  }
});

test("what other programs have as well is asked of the bot's processes only", () => {
  for (const { metric, expr, where } of selectors.filter((one) =>
    /^(up$|scrape_|process_|nodejs_)/.test(one.metric),
  ))
    expect([where, metric, expr]).toEqual([where, metric, expect.stringContaining('livestock_build_info{')]);
});

test('every metric, label and value exists', () => {
  for (const { metric, matchers, where } of selectors)
    expect([where, metric, matchers, countOf(metric, matchers) > 0]).toEqual([where, metric, matchers, true]);
});

test('counters are only looked at through rate and increase, over a window that Grafana chooses', () => {
  const isCounter = (metric: string) =>
    /_(total|bucket|count|sum)$/.test(metric) && !metric.startsWith('livestock_restart_seconds');
  for (const { metric, inside, range, expr, where } of selectors) {
    if (isOneInstance(metric) && isCounter(metric))
      expect([where, inside[0]]).toEqual([where, expect.stringMatching(/^(rate|increase)$/)]);
    if (inside[0] === 'rate')
      expect([where, expr]).toEqual([where, expect.stringContaining('[$__rate_interval]')]);
    // A heartbeat comes every 41 s: less than 5 min would hold few. A bot that is down was one within a day.
    if (range !== undefined)
      expect([where, range]).toEqual([where, expect.stringMatching(/^(60s|3600s|5m|1d)$/)]);
  }
});

function alertRules(): AlertRule[] {
  const rules = Object.values(ruleGroups()).flatMap((groups) => groups.flatMap((group) => group.rules));
  return rules.filter((rule) => 'alert' in rule);
}

function heightOf({ panels = [] }: Dashboard): number {
  return Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
}

/** Series drawn in red that are no failure. */
function redSeries({ fieldConfig }: Panel): string[] {
  return (fieldConfig?.overrides ?? [])
    .filter(({ properties }) => JSON.stringify(properties).includes('"red"'))
    .map(({ matcher }) => String(matcher.options))
    .filter((name) => !FAILURES.has(name));
}

function byUid(one: Dashboard, other: Dashboard): number {
  return (one.uid ?? '').localeCompare(other.uid ?? '');
}
