import { fileURLToPath } from 'node:url';

const WIDTH = 900;
const HEIGHT = 360;
const PLOT = { left: 90, top: 30, right: 880, bottom: 310 };
/** Labels on the time axis, at most. */
const LABELS = 12;
const COLOURS = { back: '#2b2d31', grid: '#43464d', text: '#dbdee1', bar: '#5865f2', loss: '#da373c' };

export interface Bar {
  label: string;
  value: number;
}

/**
 * A bar chart as a PNG picture of 900 × 360 pixels, drawn on a thread of its own.
 * @param unit stands at the axis
 */
export async function barChart(bars: readonly Bar[], unit: string): Promise<Buffer> {
  // Loaded at the first chart: its memory is not needed by a bot that draws none.
  const { renderAsync } = await import('@resvg/resvg-js');
  const font = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const picture = await renderAsync(barChartSvg(bars, unit), {
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return picture.asPng();
}

/** The drawing itself: bars up from 0 for what was earned, down for more given back than sold. */
function barChartSvg(bars: readonly Bar[], unit: string): string {
  const top = niceMax(Math.max(0, ...bars.map(({ value }) => value)));
  const bottom = -niceMax(Math.max(0, ...bars.map(({ value }) => -value)));
  const span = top - bottom || 1;
  const y = (value: number) => PLOT.bottom - ((value - bottom) / span) * (PLOT.bottom - PLOT.top);
  const step = (PLOT.right - PLOT.left) / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / LABELS);
  const drawn = bars.map(({ value }, index) => {
    const [from, to] = [y(Math.max(0, value)), y(Math.min(0, value))];
    const colour = value < 0 ? COLOURS.loss : COLOURS.bar;
    const box = `x="${round(PLOT.left + index * step + step * 0.15)}" width="${round(step * 0.7)}"`;
    return `<rect ${box} y="${round(from)}" height="${round(to - from)}" rx="3" fill="${colour}"/>`;
  });
  const labels = bars.map(({ label }, index) =>
    index % every === 0 ? text(PLOT.left + (index + 0.5) * step, PLOT.bottom + 26, label, 'middle') : '',
  );
  const marks = new Set(bottom < 0 ? [bottom, 0, top] : [0, top / 2, top]);
  const lines = Array.from(
    marks,
    (value) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="${COLOURS.grid}"/>` +
      text(PLOT.left - 10, y(value) + 5, value.toLocaleString('en'), 'end'),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans" font-size="15">`,
    `<rect width="100%" height="100%" fill="${COLOURS.back}"/>`,
    ...lines,
    ...drawn,
    ...labels,
    text(PLOT.left, 20, unit, 'start'),
    '</svg>',
  ].join('');
}

/** The next of 1, 2, 5 × 10ⁿ that holds the value; 0 stays 0. */
function niceMax(value: number): number {
  if (value === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  const safe = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${round(x)}" y="${round(y)}" fill="${COLOURS.text}" text-anchor="${anchor}">${safe}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
