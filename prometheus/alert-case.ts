/** One unit test of an alert: what Prometheus saw, and what fires then. */
export interface AlertCase {
  alert: string;
  /** What is tried, as a behaviour. */
  name: string;
  /** Values in promtool's notation, by the series; one each minute (SLOs: see there). */
  series: Readonly<Record<string, string>>;
  at: string;
  /** Nothing fires when absent. */
  fires?: readonly { labels: Readonly<Record<string, string>>; description: string }[];
}

/** A series of the bot's. @param labels such as `board="1"` */
export function bot(name: string, labels = '', instance = 'bot:8080'): string {
  return `${name}{job="livestock",instance="${instance}"${labels && `,${labels}`}}`;
}

/** The labels that every series of the bot has. */
export const BOT = { job: 'livestock', instance: 'bot:8080' } as const;
export const JOB = { job: 'livestock' } as const;
