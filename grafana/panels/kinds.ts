import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AxisPlacement,
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type Panel,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { type Colours, NEUTRAL } from '../colours.ts';
import { DATA_SOURCE, type Query, targets } from '../query.ts';

/** What every panel must say of itself. */
export interface About {
  title: string;
  /** What it shows, and what to think of it. */
  description: string;
  /** One of Grafana's units. */
  unit: string;
  thresholds: Builder<ThresholdsConfig>;
  queries: readonly Query[];
  /** Shown where nothing comes back: what that means. */
  nothing?: string;
  /** Of series that are known by name. */
  colours?: Colours;
  /** Of the series that `colours` does not name; shades of it when there are several. */
  colour?: string;
  decimals?: number;
  min?: number;
  max?: number;
}

/** The part that all the SDK's panel builders have in common. */
interface PanelBuilder extends Builder<Panel> {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: typeof DATA_SOURCE): this;
  unit(unit: string): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  targets(targets: DataqueryBuilder[]): this;
  noValue(noValue: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  overrideByName(name: string, properties: DynamicConfigValue[]): this;
}

/**
 * Lines over time. Bounds are drawn as dashed lines.
 * @param about `reachesTo`: the axis goes at least that far, so that what is far below its bound looks so
 */
export function timeSeries(about: About & { reachesTo?: number }): TimeSeriesBuilder {
  const { steps } = about.thresholds.build();
  const boundsStyle = steps.length > 1 ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off;
  const panel = described(new TimeSeriesBuilder(), about)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Shades).fixedColor(about.colour ?? NEUTRAL))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(boundsStyle))
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Auto)
    .axisPlacement(AxisPlacement.Left)
    .axisSoftMin(0)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  return about.reachesTo === undefined ? panel : panel.axisSoftMax(about.reachesTo);
}

/** Amounts over time, stacked, of series that together are a whole. */
export function stacked(about: About): TimeSeriesBuilder {
  return timeSeries(about)
    .drawStyle(GraphDrawStyle.Bars)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .lineWidth(0)
    .fillOpacity(80);
}

/** The last value, large, in its threshold's colour. */
export function stat(about: About): StatBuilder {
  return described(new StatBuilder(), about)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .reduceOptions(lastValue())
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None);
}

/** A value between two ends. */
export function gauge(about: About & { min: number; max: number }): GaugeBuilder {
  return described(new GaugeBuilder(), about)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .reduceOptions(lastValue())
    .showThresholdMarkers(true);
}

/** A bar a series, for the values of now; its name above it, or at the left where all are short. */
export function bars(about: About & { isNameLeft?: true }): BarGaugeBuilder {
  return described(new BarGaugeBuilder(), about)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .reduceOptions(lastValue())
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .namePlacement(about.isNameLeft ? BarGaugeNamePlacement.Left : BarGaugeNamePlacement.Top)
    .showUnfilled(true);
}

/** What a number means in a timeline, from 0 on. */
export type States = readonly { text: string; colour: string }[];

/** In which state something was, over time. */
export function timeline(about: About, states: States): TimelineBuilder {
  const options = Object.fromEntries(
    states.map(({ text, colour }, index) => [String(index), { text, color: colour, index }]),
  );
  return described(new TimelineBuilder(), about)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .mappings([{ type: MappingType.ValueToText, options }])
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .rowHeight(0.85)
    .fillOpacity(75)
    .legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.List));
}

/** Title, meaning, unit, bounds and queries, in the same way for every kind. */
export function described<P extends PanelBuilder>(panel: P, about: About): P {
  panel
    .title(about.title)
    .description(about.description)
    .datasource(DATA_SOURCE)
    .unit(about.unit)
    .thresholds(about.thresholds)
    .noValue(about.nothing ?? 'No data: is the bot running and scraped?')
    .targets(targets(about.queries));
  if (about.decimals !== undefined) panel.decimals(about.decimals);
  if (about.min !== undefined) panel.min(about.min);
  if (about.max !== undefined) panel.max(about.max);
  for (const [name, fixedColor] of Object.entries(about.colours ?? {}))
    panel.overrideByName(name, [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } }]);
  return panel;
}

function lastValue(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}
