import type { FieldConfigSource, Panel, Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { written } from './units.ts';

/** Grafana's names of colours, in its dark theme. */
const NAMED: Readonly<Record<string, string>> = {
  green: '#73BF69',
  orange: '#FF9830',
  red: '#F2495C',
};

/** How light the shades of one colour are, one after another. */
const SHADES = [1, 0.72, 1.3, 0.55, 1.5, 0.85];

/** A field's settings: what holds for all, and for this name. */
export class Look {
  readonly #config: FieldConfigSource;

  constructor(panel: Panel) {
    this.#config = panel.fieldConfig ?? { defaults: {}, overrides: [] };
  }

  get thresholds(): readonly Threshold[] {
    return this.#config.defaults.thresholds?.steps ?? [];
  }

  get custom(): Readonly<Record<string, unknown>> {
    return (this.#config.defaults.custom ?? {}) as Record<string, unknown>;
  }

  get min(): number | undefined {
    return this.#config.defaults.min;
  }

  get max(): number | undefined {
    return this.#config.defaults.max;
  }

  /** What stands where nothing came back. */
  get nothing(): string {
    return this.#config.defaults.noValue ?? 'No data';
  }

  write(value: number): string {
    return (
      this.mapped(value)?.text ??
      written(value, this.#config.defaults.unit ?? 'none', this.#config.defaults.decimals)
    );
  }

  /** Text and colour of a value that stands for a state. */
  mapped(value: number): { text: string; colour: string } | undefined {
    for (const mapping of this.#config.defaults.mappings ?? []) {
      if (mapping.type !== 'value') continue;
      const result = mapping.options[String(value)];
      if (result) return { text: result.text ?? '', colour: hex(result.color ?? '') };
    }
    return undefined;
  }

  /** Colour of a text in the column with this heading, when it has one. */
  textColour(heading: string, text: string): string | undefined {
    const column = this.#config.overrides.find(({ matcher }) => matcher.options === heading);
    const mappings = column?.properties.find(({ id }) => id === 'mappings')?.value as {
      options: Record<string, { color: string }>;
    }[];
    const colour = mappings?.[0]?.options[text]?.color;
    return colour === undefined ? undefined : hex(colour);
  }

  /** Of the last threshold that the value reaches. */
  thresholdColour(value: number): string {
    const reached = this.thresholds.filter((step) => step.value === null || value >= step.value);
    return hex(reached.at(-1)?.color ?? '');
  }

  /** A series' own colour, else a shade of the panel's. */
  seriesColour(name: string, index: number): string {
    for (const { matcher, properties } of this.#config.overrides) {
      const colour = properties.find(({ id }) => id === 'color');
      if (matcher.options === name && colour) return hex((colour.value as { fixedColor: string }).fixedColor);
    }
    return shade(hex(this.#config.defaults.color?.fixedColor ?? '#5794F2'), index);
  }
}

/** Text as HTML and SVG may hold it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** A colour as CSS takes it. */
export function hex(colour: string): string {
  return NAMED[colour] ?? colour;
}

function shade(colour: string, index: number): string {
  const factor = SHADES[index % SHADES.length] ?? 1;
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const lit = parts.map((part) => Math.min(255, Math.round(part * factor)));
  return `#${lit.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
