import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { arc } from 'd3-shape';
import { escaped, type Look } from './look.ts';
import type { PanelData, Series } from './prometheus-data.ts';
import type { Frame } from './time-series.ts';

const HALF_TURN = Math.PI / 2 + 0.5;

/** The last value of a series that is a number; NaN when there is none. */
function last({ points }: Series): number {
  return points.findLast(([, value]) => Number.isFinite(value))?.[1] ?? Number.NaN;
}

/** One large value, or what its absence means. */
export function stat(data: PanelData, { look, frame }: { look: Look; frame: Frame }): string {
  const value = data.series[0] ? last(data.series[0]) : Number.NaN;
  const isThere = Number.isFinite(value);
  const text = isThere ? look.write(value) : look.nothing;
  const size = Math.min(frame.height * 0.55, (frame.width / text.length) * 1.5, 56);
  const colour = isThere ? look.thresholdColour(value) : '#8e8ea0';
  return `<div class="stat" style="height:${frame.height}px;font-size:${size}px;color:${colour}">${escaped(text)}</div>`;
}

/** An arc from the least to the most, with the thresholds outside. */
export function gauge(data: PanelData, { look, frame }: { look: Look; frame: Frame }): string {
  const value = data.series[0] ? last(data.series[0]) : Number.NaN;
  const { min = 0, max = 100 } = look;
  const radius = Math.min(frame.width / 2, frame.height * 0.62) - 4;
  const angle = (at: number) =>
    -HALF_TURN + ((Math.min(max, Math.max(min, at)) - min) / (max - min)) * 2 * HALF_TURN;
  const band = (from: number, to: number, width: [number, number], colour: string) =>
    `<path d="${arc()({ innerRadius: radius * width[0], outerRadius: radius * width[1], startAngle: angle(from), endAngle: angle(to) })}" fill="${colour}"/>`;
  const steps = look.thresholds.map((step, index) => {
    const from = step.value ?? min;
    return band(from, look.thresholds[index + 1]?.value ?? max, [0.93, 1], look.thresholdColour(from));
  });
  const isThere = Number.isFinite(value);
  const text = isThere ? look.write(value) : look.nothing;
  const size = isThere ? radius * 0.5 : 13;
  const colour = isThere ? look.thresholdColour(value) : '#8e8ea0';
  return `<svg width="${frame.width}" height="${frame.height}"><g transform="translate(${frame.width / 2},${radius + 6})">${band(min, max, [0.68, 0.9], '#26282d')}${isThere ? band(min, value, [0.68, 0.9], colour) : ''}${steps.join('')}<text text-anchor="middle" y="${size / 3}" fill="${colour}" font-size="${size}" font-weight="500">${escaped(text)}</text></g></svg>`;
}

/** A bar a series: its name above or at the left, the value at the right. */
export function bars(panel: Panel, data: PanelData, { look, frame }: { look: Look; frame: Frame }): string {
  const all = data.series.map((series) => ({ name: series.name, value: last(series) }));
  const max = look.max ?? (Math.max(...all.map(({ value }) => value || 0)) || 1);
  const isNameLeft = (panel.options as { namePlacement?: string }).namePlacement === 'left';
  const height = Math.min(56, frame.height / all.length);
  const rows = all.map(({ name, value }) => {
    const width = Math.max(0, Math.min(1, (value || 0) / max)) * 100;
    const colour = Number.isFinite(value) ? look.thresholdColour(value) : '#8e8ea0';
    const text = Number.isFinite(value) ? look.write(value) : look.nothing;
    return `<div class="bar ${isNameLeft ? 'left' : 'top'}" style="height:${height}px"><b>${escaped(name)}</b><u><i style="width:${width}%;background:${colour}"></i></u><em style="color:${colour}">${escaped(text)}</em></div>`;
  });
  return `<div class="bars" style="height:${frame.height}px">${rows.join('')}</div>`;
}

/** Rows with the columns that the panel's transformations name. */
export function table(panel: Panel, data: PanelData, { look }: { look: Look }): string {
  const organise = panel.transformations?.find(({ id }) => id === 'organize');
  const columns = Object.entries(
    (organise?.options as { renameByName?: Record<string, string> })?.renameByName ?? {},
  );
  const head = columns.map(([, heading]) => `<th>${escaped(heading)}</th>`);
  const rows = data.series.map((series) => {
    const cells = columns.map(([field, heading]) => {
      const text = field === 'Value' ? look.write(last(series)) : (series.labels[field] ?? '');
      return `<td style="color:${look.textColour(heading, text) ?? 'inherit'}">${escaped(text)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table><tr>${head.join('')}</tr>${rows.join('')}</table>`;
}
