/** What the command line asks for. */
export interface Settings {
  /** Alternated rounds (ours, reference, ours, reference, …). */
  rounds: number;
  /** Length of one measured stretch of load; absent: each row's own. */
  seconds: number | undefined;
}

/** One line of the table. */
export interface Line {
  what: string;
  ours: string;
  reference?: string;
  /** The median of the rounds' ratios with the least and the most. */
  ratio?: string;
  target?: string;
  verdict?: 'ok' | 'over';
}

/** A benchmark: a name to select it by, and what measures it. */
export interface Row {
  name: string;
  about: string;
  measure(settings: Settings): Promise<Line[]>;
}
