import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from 'd3-scale';
import { line, stack } from 'd3-shape';
import { escaped, hex, type Look } from './look.ts';
import type { PanelData, Point, Series } from './prometheus-data.ts';

/** Inside of a panel, in pixels, and the time shown, in seconds since the Unix epoch. */
export interface Frame {
  width: number;
  height: number;
  startSeconds: number;
  endSeconds: number;
  stepSeconds: number;
}

/** Something that happened, as a line through every chart. */
export interface Mark {
  atSeconds: number;
  colour: string;
}

/** Colour of the dots that lead to a trace. */
export const EXEMPLAR = '#73BFB8';
export const LEFT = 62;
const RIGHT = 8;
const BOTTOM = 18;
const TOP = 6;
const LEGEND = 20;
const HALF_A_TIME = 18;

/** Lines or stacked bars, thresholds, exemplars, marks, axes and legend. */
export function timeSeries(data: PanelData, drawing: { look: Look; frame: Frame; marks: Mark[] }): string {
  const { look, frame, marks } = drawing;
  const isStacked = (look.custom['stacking'] as { mode?: string } | undefined)?.mode === 'normal';
  const shown = data.series.map((series, index) => ({
    ...series,
    colour: look.seriesColour(series.name, index),
  }));
  const height = frame.height - LEGEND;
  const x = scaleUtc()
    .domain([frame.startSeconds * 1000, frame.endSeconds * 1000])
    .range([LEFT, frame.width - RIGHT]);
  const y = scaleLinear()
    .domain([Math.min(0, look.min ?? 0, ...values(data.series)), top(data, look, isStacked)])
    .nice(4)
    .range([height - BOTTOM, TOP]);
  const at = ([seconds, value]: Point): [number, number] => [x(seconds * 1000), y(value)];
  const body = isStacked
    ? stackedBars(shown, { at, y, width: Math.max(1, (x(frame.stepSeconds * 1000) - x(0)) * 0.9) })
    : shown.map((series) => path(withGaps(series, frame.stepSeconds), at));
  const parts = [
    yAxis(y, look, frame.width),
    timeAxis(x, frame.width, height),
    marks.map((mark) => vertical(x(mark.atSeconds * 1000), height, mark.colour)),
    bounds(look, y, frame.width),
    body,
    data.exemplars.map((point) => diamond(at(point))),
  ];
  return `<svg width="${frame.width}" height="${height}">${parts.flat().join('')}</svg>${legend(shown)}`;
}

type Coloured = Series & { colour: string };
type At = (point: Point) => [number, number];

/** Grafana draws no line over a step without a sample. */
function withGaps(series: Coloured, stepSeconds: number): Coloured {
  const points = series.points.flatMap((point, index): Point[] => {
    const before = series.points[index - 1]?.[0] ?? point[0];
    return point[0] - before > stepSeconds ? [[before + stepSeconds, Number.NaN], point] : [point];
  });
  return { ...series, points };
}

function path(series: Coloured, at: At): string {
  const draw = line<Point>()
    .defined(([, value]) => Number.isFinite(value))
    .x((point) => at(point)[0])
    .y((point) => at(point)[1]);
  const alone = series.points.filter(
    ([, value], index) =>
      Number.isFinite(value) &&
      !Number.isFinite(series.points[index - 1]?.[1]) &&
      !Number.isFinite(series.points[index + 1]?.[1]),
  );
  const dots = alone.map(
    (point) => `<circle cx="${at(point)[0]}" cy="${at(point)[1]}" r="2" fill="${series.colour}"/>`,
  );
  return `<path d="${draw(series.points) ?? ''}" fill="none" stroke="${series.colour}" stroke-width="2"/>${dots.join('')}`;
}

function stackedBars(
  shown: readonly Coloured[],
  { at, y, width }: { at: At; y: ScaleLinear<number, number>; width: number },
): string[] {
  const moments = [...new Set(shown.flatMap(({ points }) => points.map(([seconds]) => seconds)))].toSorted(
    (a, b) => a - b,
  );
  const columns = shown.map(({ points }) => new Map(points));
  const layers = stack<number, number>()
    .keys(shown.keys())
    .value((seconds, key) => columns[key]?.get(seconds) || 0)(moments);
  return layers.flatMap((layer) =>
    layer.map(([low, high], index) => {
      const [left, upper] = at([moments[index] ?? 0, high]);
      const tall = y(low) - upper;
      if (!(tall > 0)) return '';
      return `<rect x="${left - width / 2}" y="${upper}" width="${width}" height="${tall}" fill="${shown[layer.key]?.colour}"/>`;
    }),
  );
}

function bounds(look: Look, y: ScaleLinear<number, number>, width: number): string[] {
  const style = (look.custom['thresholdsStyle'] as { mode?: string } | undefined)?.mode;
  if (style === undefined || style === 'off') return [];
  const [low = 0, high = 0] = y.domain();
  return look.thresholds
    .flatMap(({ value, color }) => (value === null || value < low || value > high ? [] : [{ value, color }]))
    .map(
      ({ value, color }) =>
        `<line x1="${LEFT}" x2="${width - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="${hex(color)}" stroke-dasharray="8 6"/>`,
    );
}

function yAxis(y: ScaleLinear<number, number>, look: Look, width: number): string[] {
  return y
    .ticks(4)
    .map(
      (tick) =>
        `<line x1="${LEFT}" x2="${width - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="#26282d"/>${label(LEFT - 6, y(tick) + 4, look.write(tick), 'end')}`,
    );
}

function top({ series, exemplars }: PanelData, look: Look, isStacked: boolean): number {
  if (look.max !== undefined) return look.max;
  const dots = exemplars.map(([, value]) => value);
  const reachesTo = Number(look.custom['axisSoftMax'] ?? 0);
  if (!isStacked) return Math.max(...values(series), ...dots, reachesTo) || 1;
  const sums = new Map<number, number>();
  for (const [seconds, value] of series.flatMap(({ points }) => points))
    if (value > 0) sums.set(seconds, (sums.get(seconds) ?? 0) + value);
  return Math.max(...sums.values(), 0) || 1;
}

function values(series: readonly Series[]): number[] {
  return series.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
}

/** A line through the chart where something happened. */
function vertical(x: number, height: number, colour: string): string {
  return `<line x1="${x}" x2="${x}" y1="${TOP}" y2="${height - BOTTOM}" stroke="${hex(colour)}" stroke-dasharray="3 3" opacity=".7"/>`;
}

export function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" class="label">${escaped(text)}</text>`;
}

/** Hours and minutes in UTC below a chart; none that the edge would cut. */
export function timeAxis(x: ScaleTime<number, number>, width: number, height: number): string[] {
  return x
    .ticks(Math.floor(width / 110))
    .filter((tick) => x(tick) < width - HALF_A_TIME)
    .map((tick) => label(x(tick), height - 4, tick.toISOString().slice(11, 16), 'middle'));
}

function diamond([x, y]: [number, number]): string {
  return `<path d="M${x} ${y - 4}l4 4-4 4-4-4z" fill="${EXEMPLAR}"/>`;
}

function legend(shown: readonly Coloured[]): string {
  const entries = shown.map(
    ({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`,
  );
  return `<div class="legend">${entries.join('')}</div>`;
}
