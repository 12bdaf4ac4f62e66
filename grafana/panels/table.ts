import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Colours } from '../colours.ts';
import { targets } from '../query.ts';
import { type About, described } from './kinds.ts';

interface Table extends About {
  /** A field of the rows as Prometheus gives them (a label, or `Value`) to the heading that people read; in order. */
  columns: Readonly<Record<string, string>>;
  /** Colours of texts, by the heading of their column. */
  texts?: Readonly<Record<string, Colours>>;
}

/** Rows of one instant query; only the columns that are named. */
export function table({ columns, texts = {}, ...about }: Table): TableBuilder {
  const names = Object.keys(columns);
  const panel = described(new TableBuilder(), about)
    .targets(targets(about.queries, PromQueryFormat.Table))
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names } } })
    .withTransformation({
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: columns,
      },
    });
  for (const [heading, colours] of Object.entries(texts))
    panel.overrideByName(heading, [
      { id: 'mappings', value: [{ type: MappingType.ValueToText, options: coloured(colours) }] },
      { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorText } },
    ]);
  return panel;
}

function coloured(colours: Colours): Record<string, { text: string; color: string; index: number }> {
  return Object.fromEntries(
    Object.entries(colours).map(([text, color], index) => [text, { text, color, index }]),
  );
}
