import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  type RowPanel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { annotations } from './annotations.ts';
import { DATA_SOURCE } from './query.ts';

/** The schema of Grafana 10.0; newer ones bring it up to theirs when they load it. */
const SCHEMA_VERSION = 38;
const TAG = 'livestock';
const GRID_WIDTH = 24;

/** Panels side by side, each with its width of 24. */
export type Side = readonly [width: number, panel: Builder<Panel>];
/** A heading over the rows that follow, or a row. Heights are in Grafana's grid: 38 pixels each. */
export type Row = { heading: string } | { height: number; panels: readonly Side[] };

/** A row of panels that share a height and fill the width. */
export function row(height: number, ...panels: Side[]): Row {
  return { height, panels };
}

/** @param rows from top to bottom @throws RangeError when a row's widths do not add up to 24 */
export function dashboard(about: {
  uid: string;
  title: string;
  description: string;
  /** How far back it looks at first. */
  from: string;
  rows: readonly Row[];
}): Dashboard {
  const built = new DashboardBuilder(about.title)
    .uid(about.uid)
    .description(about.description)
    .tags([TAG])
    .readonly()
    .timezone('browser')
    .refresh('30s')
    .time({ from: about.from, to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables())
    .annotations(annotations())
    .link(otherDashboards())
    .build();
  return { ...built, schemaVersion: SCHEMA_VERSION, links: shown(built.links), panels: laidOut(about.rows) };
}

/** The SDK puts every link into a menu, where nobody looks; without a placement it is shown. */
function shown(links: readonly DashboardLink[] = []): DashboardLink[] {
  return links.map(({ placement: _menu, ...link }) => link);
}

/** Which Prometheus, and of what it scraped, which jobs and instances. */
function variables() {
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    choice('job', 'Job', 'label_values(livestock_build_info, job)'),
    choice('instance', 'Instance', 'label_values(livestock_build_info{job=~"$job"}, instance)'),
  ];
}

function choice(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query({ query, refId: 'StandardVariableQuery' })
    .definition(query)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
}

function otherDashboards(): DashboardLinkBuilder {
  return new DashboardLinkBuilder('LiveStock')
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(false)
    .includeVars(true)
    .keepTime(true);
}

/** The link of a panel to the dashboard that shows more, at the same time and for the same instances. */
export function leadsTo(uid: string, title: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .url(`/d/${uid}?\${__url_time_range}&\${__all_variables}`);
}

function laidOut(rows: readonly Row[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let y = 0;
  for (const each of rows) {
    if ('heading' in each) {
      const gridPos = { x: 0, y, w: GRID_WIDTH, h: 1 };
      placed.push({
        type: 'row',
        id: placed.length + 1,
        title: each.heading,
        collapsed: false,
        gridPos,
        panels: [],
      });
      y += 1;
      continue;
    }
    let x = 0;
    for (const [w, panel] of each.panels) {
      const gridPos = { x, y, w, h: each.height };
      const built = panel.build();
      placed.push({ ...built, links: shown(built.links), id: placed.length + 1, gridPos });
      x += w;
    }
    if (x !== GRID_WIDTH) throw new RangeError(`a row is ${x} wide and not ${GRID_WIDTH}`);
    y += each.height;
  }
  return placed;
}
