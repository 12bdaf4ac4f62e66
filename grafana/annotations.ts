import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { FAILURE, NEUTRAL, WARNING } from './colours.ts';
import { chosen, firing } from './promql.ts';
import { DATA_SOURCE } from './query.ts';

interface Mark {
  name: string;
  expr: string;
  colour: string;
  title: string;
  /** Labels shown as tags. */
  tags?: string;
  text?: string;
  /** The value, in milliseconds, is when it happened; else it is where the value is not 0. */
  isValueTheTime?: boolean;
}

const MARKS: readonly Mark[] = [
  {
    name: 'Starts',
    expr: `${chosen('livestock_build_info')} * on (job, instance) group_left () (${chosen('process_start_time_seconds')} * 1000)`,
    colour: NEUTRAL,
    title: 'Started {{version}}',
    text: '{{instance}} {{revision}}',
    isValueTheTime: true,
  },
  {
    name: 'Mode changes',
    expr: `sum by (from, to) (increase(${chosen('livestock_degradation_transitions_total')}[$__rate_interval])) > 0`,
    colour: WARNING,
    title: '{{from}} → {{to}}',
    text: 'What the boards offer has changed',
  },
  {
    name: 'Breaker openings',
    expr: `sum by (breaker) (increase(${chosen('livestock_breaker_transitions_total', 'state="open"')}[$__rate_interval])) > 0`,
    colour: FAILURE,
    title: 'Breaker {{breaker}} opened',
    text: 'Its calls to Discord fail and are not made for a minute',
  },
  {
    name: 'Alerts',
    expr: `max by (alertname, severity) (${firing('page|critical')})`,
    colour: FAILURE,
    title: '{{alertname}}',
    tags: 'severity',
  },
  {
    name: 'Tickets',
    expr: `max by (alertname) (${firing('ticket')})`,
    colour: WARNING,
    title: '{{alertname}}',
  },
];

/** What every chart marks: starts with their version, mode changes, breaker openings, alerts that wake somebody and those that don't. */
export function annotations(): AnnotationQueryBuilder[] {
  return MARKS.map((mark) => {
    const { name, expr, colour, title, text = '', tags = '', isValueTheTime = false } = mark;
    return new AnnotationQueryBuilder()
      .name(name)
      .datasource(DATA_SOURCE)
      .enable(true)
      .iconColor(colour)
      .expr(expr)
      .titleFormat(title)
      .textFormat(text)
      .tagKeys(tags)
      .step('')
      .useValueForTime(isValueTheTime);
  });
}
