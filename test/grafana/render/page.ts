import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { isHeading, panelsOf, targetsOf } from '../../support/dashboard-queries.ts';
import { escaped, Look } from './look.ts';
import { type Asking, type PanelData, panelData, rangeOf } from './prometheus-data.ts';
import { bars, gauge, stat, table } from './single-values.ts';
import { type Frame, type Mark, timeSeries } from './time-series.ts';
import { runs, timeline } from './timeline.ts';

const WIDTH = 1600;
/** Grafana's grid. */
const CELL = 38;
const GAP = 8;
const HEADER = 30;
const TOP = 44;

/** A dashboard as it would look, and what it was drawn from. */
export interface Drawn {
  html: string;
  width: number;
  height: number;
  /** Titles of the panels for which Prometheus had nothing. */
  empty: string[];
}

/** Draws a dashboard from what a Prometheus holds now. @throws Error for an expression that Prometheus refuses */
export async function drawn(dashboard: Dashboard, asking: Asking): Promise<Drawn> {
  const marks = await marksOf(dashboard, asking);
  const data = new Map(
    await Promise.all(
      panelsOf(dashboard).map(
        async (panel) => [panel.id, await panelData(targetsOf(panel), asking)] as const,
      ),
    ),
  );
  const boxes = (dashboard.panels ?? []).map((panel) =>
    isHeading(panel)
      ? headingBox(panel)
      : panelBox(panel, data.get(panel.id) as PanelData, { asking, marks }),
  );
  const bottom = Math.max(
    ...(dashboard.panels ?? []).map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)),
  );
  const height = bottom * CELL + TOP + GAP;
  const empty = panelsOf(dashboard).filter(({ id }) => data.get(id)?.series.length === 0);
  return {
    html: `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><h1>${escaped(dashboard.title ?? '')}</h1>${boxes.join('')}`,
    width: WIDTH,
    height,
    empty: empty.map(({ title }) => title ?? ''),
  };
}

async function marksOf(dashboard: Dashboard, asking: Asking): Promise<Mark[]> {
  const each = (dashboard.annotations.list ?? []).map(async ({ expr, iconColor, useValueForTime }) => {
    const series = await rangeOf(expr ?? '', asking);
    const moments = useValueForTime
      ? series.flatMap(({ points }) => [...new Set(points.map(([, value]) => value / 1000))])
      : series.flatMap((one) =>
          runs({ ...one, points: one.points.map(([at]) => [at, 1]) }, asking.stepSeconds).map(
            ({ from }) => from,
          ),
        );
    return moments.map((atSeconds) => ({ atSeconds, colour: iconColor }));
  });
  const { endSeconds, rangeSeconds } = asking;
  return (await Promise.all(each)).flat().filter(({ atSeconds }) => atSeconds >= endSeconds - rangeSeconds);
}

function panelBox(
  panel: Panel,
  data: PanelData,
  { asking, marks }: { asking: Asking; marks: Mark[] },
): string {
  const { left, top, width, height } = box(panel);
  const frame: Frame = {
    width: width - 16,
    height: height - HEADER - 8,
    startSeconds: asking.endSeconds - asking.rangeSeconds,
    endSeconds: asking.endSeconds,
    stepSeconds: asking.stepSeconds,
  };
  const body = inside(panel, data, { look: new Look(panel), frame, marks });
  return `<section style="left:${left}px;top:${top}px;width:${width}px;height:${height}px"><h2>${escaped(panel.title ?? '')}</h2>${body}</section>`;
}

function inside(panel: Panel, data: PanelData, drawing: { look: Look; frame: Frame; marks: Mark[] }): string {
  const { look, frame } = drawing;
  if (panel.type === 'stat') return stat(data, drawing);
  if (panel.type === 'gauge') return gauge(data, drawing);
  if (data.series.length === 0) return `<p style="height:${frame.height}px">${escaped(look.nothing)}</p>`;
  if (panel.type === 'bargauge') return bars(panel, data, drawing);
  if (panel.type === 'state-timeline') return timeline(data, drawing);
  if (panel.type === 'table') return table(panel, data, drawing);
  if (panel.type === 'timeseries') return timeSeries(data, drawing);
  throw new RangeError(`the renderer cannot draw a ${panel.type}: add it`);
}

function headingBox(panel: RowPanel): string {
  const { left, top } = box(panel);
  return `<h3 style="left:${left}px;top:${top}px">⌄ ${escaped(panel.title ?? '')}</h3>`;
}

function box({ gridPos = { x: 0, y: 0, w: 0, h: 0 } }: Panel | RowPanel) {
  const column = (WIDTH - GAP) / 24;
  return {
    left: gridPos.x * column + GAP,
    top: gridPos.y * CELL + TOP,
    width: gridPos.w * column - GAP,
    height: gridPos.h * CELL - GAP,
  };
}

const STYLE = `
body{margin:0;background:#111217;color:#ccccdc;font:13px "DejaVu Sans",sans-serif}
h1{margin:0;padding:12px 16px;font-size:16px;font-weight:500}
h2{margin:0;padding:0 0 6px;font-size:13px;font-weight:500;height:${HEADER - 14}px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
h3{position:absolute;margin:0;padding:6px;font-size:15px;font-weight:500}
section{position:absolute;box-sizing:border-box;padding:8px;background:#181b1f;border:1px solid #26282d;border-radius:2px;overflow:hidden}
svg{display:block}.label{fill:#9d9db0;font-size:11px}.state{fill:#fff;font-size:12px}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:12px;color:#9d9db0;overflow:hidden;height:18px}
.legend i{display:inline-block;width:12px;height:4px;border-radius:2px;margin:0 5px 3px 0}
.stat{display:flex;align-items:center;justify-content:center;font-weight:500}
p{margin:0;display:flex;align-items:center;justify-content:center;color:#9d9db0}
.bar{display:grid;grid-template-columns:1fr auto;column-gap:10px;align-items:center}
.bar.left{grid-template-columns:44% 1fr 62px}.bar.top{grid-template-rows:16px 1fr}.bar.top b{grid-column:1/3}
.bar b{font-weight:400;font-size:12px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar u{background:#26282d;height:75%}.bar i{display:block;height:100%}.bar em{font-style:normal;text-align:right;white-space:nowrap}
table{width:100%;border-collapse:collapse;font-size:12px}th{text-align:left;font-weight:500;color:#6e9fff}td,th{padding:4px 6px;border-bottom:1px solid #26282d}
`;
