import { FAILURE, informs, NEUTRAL, WARNING } from '../colours.ts';
import { firing } from '../promql.ts';
import { timeline } from './kinds.ts';
import { table } from './table.ts';

/** What asks something of people, the least first. The severity `none` is the Watchdog, which always fires. */
const SEVERITIES = [
  { text: 'info', colour: NEUTRAL },
  { text: 'ticket', colour: WARNING },
  { text: 'page', colour: FAILURE },
  { text: 'critical', colour: FAILURE },
];
const ANY = SEVERITIES.map(({ text }) => text).join('|');

export const firingAlerts = () =>
  table({
    title: 'Firing alerts',
    description:
      'What Prometheus says is wrong now, and since when. The runbook of each is prometheus/runbooks/<its name>.md, linked in the message that it sent.',
    unit: 'dateTimeFromNow',
    thresholds: informs(),
    queries: [
      {
        expr: `max by (alertname, severity) (${firing(ANY, 'ALERTS_FOR_STATE')} * 1000 and ignoring (alertstate) ${firing(ANY)})`,
        legend: '{{alertname}}',
        isInstant: true,
        isEmptyWhenHealthy: true,
      },
    ],
    nothing: 'Nothing fires',
    columns: { alertname: 'Alert', severity: 'Severity', Value: 'Since' },
    texts: { Severity: Object.fromEntries(SEVERITIES.map(({ text, colour }) => [text, colour])) },
  });

export const alertTimeline = () =>
  timeline(
    {
      title: 'Alerts over time',
      description:
        'Which alerts fired when, by what they ask: page and critical wake somebody, ticket can wait.',
      unit: 'none',
      thresholds: informs(),
      queries: [
        {
          expr: `max by (alertname) (${SEVERITIES.map(({ text }, rank) => `${rank} * ${firing(text)}`).join(' or ')})`,
          legend: '{{alertname}}',
          isEmptyWhenHealthy: true,
        },
      ],
      nothing: 'Nothing fired',
    },
    SEVERITIES,
  );
