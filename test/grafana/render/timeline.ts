import { scaleUtc } from 'd3-scale';
import { escaped, type Look } from './look.ts';
import type { PanelData, Series } from './prometheus-data.ts';
import { type Frame, label, LEFT, timeAxis } from './time-series.ts';

const BOTTOM = 18;
const NAMES = 70;
const CHARACTER = 7;

/** A row a series, one bar for as long as its state stays. */
export function timeline(data: PanelData, { look, frame }: { look: Look; frame: Frame }): string {
  const longest = Math.max(...data.series.map(({ name }) => name.length));
  const left = Math.min(frame.width / 3, Math.max(LEFT, NAMES, longest * CHARACTER + 12));
  const x = scaleUtc()
    .domain([frame.startSeconds * 1000, frame.endSeconds * 1000])
    .range([left, frame.width - 8])
    .clamp(true);
  const rowHeight = (frame.height - BOTTOM) / data.series.length;
  const rows = data.series.map((series, index) => {
    const y = index * rowHeight;
    const bars = runs(series, frame.stepSeconds).map(({ from, to, value }) => {
      const { text, colour } = look.mapped(value) ?? {
        text: look.write(value),
        colour: look.thresholdColour(value),
      };
      const [begin, end] = [x(from * 1000), x(to * 1000)];
      const isRoom = end - begin > text.length * CHARACTER + 8;
      const inside = isRoom
        ? `<text x="${(begin + end) / 2}" y="${y + rowHeight / 2 + 4}" text-anchor="middle" class="state">${escaped(text)}</text>`
        : '';
      return `<rect x="${begin}" y="${y + rowHeight * 0.075}" width="${Math.max(1, end - begin)}" height="${rowHeight * 0.85}" fill="${colour}" fill-opacity=".75"/>${inside}`;
    });
    return label(left - 8, y + rowHeight / 2 + 4, series.name, 'end') + bars.join('');
  });
  return `<svg width="${frame.width}" height="${frame.height}">${[...rows, ...timeAxis(x, frame.width, frame.height)].join('')}</svg>`;
}

/** The stretches of equal values; a missing sample ends one. */
export function runs({ points }: Series, stepSeconds: number): { from: number; to: number; value: number }[] {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [at, value] of points) {
    const last = found.at(-1);
    if (last && last.value === value && at - last.to <= stepSeconds) last.to = at + stepSeconds;
    else found.push({ from: at, to: at + stepSeconds, value });
  }
  return found;
}
