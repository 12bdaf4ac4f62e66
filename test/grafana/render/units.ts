/** Writes a value as Grafana does in its unit. @throws RangeError for a unit that no dashboard has used before */
export function written(value: number, unit: string, decimals?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : '∞';
  const write = UNITS[unit];
  if (!write) throw new RangeError(`the renderer does not know Grafana's unit "${unit}": add it`);
  return write(value, decimals);
}

type Write = (value: number, decimals?: number) => string;

const UNITS: Readonly<Record<string, Write>> = {
  none: rounded,
  short: (value, decimals) => scaled(value, decimals, 1000, ['', ' K', ' Mil', ' Bil']),
  bytes: (value, decimals) => scaled(value, decimals, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']),
  percentunit: (value, decimals) => `${rounded(value * 100, decimals)}%`,
  s: seconds,
  ops: (value, decimals) => `${rounded(value, decimals)} ops/s`,
  reqps: (value, decimals) => `${rounded(value, decimals)} req/s`,
  dateTimeFromNow: (value) => `${seconds((Date.now() - value) / 1000, 0)} ago`,
};

function seconds(value: number, decimals?: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 0.001) return `${rounded(value * 1e6, decimals)} µs`;
  if (size < 1) return `${rounded(value * 1000, decimals)} ms`;
  if (size < 60) return `${rounded(value, decimals)} s`;
  if (size < 3600) return `${rounded(value / 60, decimals ?? 1)} min`;
  return size < 86_400 ? `${rounded(value / 3600, decimals ?? 1)} h` : `${rounded(value / 86_400, 1)} d`;
}

function scaled(value: number, decimals: number | undefined, base: number, names: readonly string[]): string {
  let rest = value;
  let index = 0;
  while (Math.abs(rest) >= base && index < names.length - 1) {
    rest /= base;
    index += 1;
  }
  return `${rounded(rest, decimals)}${names[index]}`;
}

/** Three figures that count, or as many decimals as asked for. */
function rounded(value: number, decimals?: number): string {
  if (decimals !== undefined) return value.toFixed(decimals);
  return String(Number(value.toPrecision(3)));
}
