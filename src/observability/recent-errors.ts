import type { ErrorKind } from './error-kind.ts';
import type { Component } from './labels.ts';

const KEPT = 20;

/** Where to look for a fault: its log line and its trace have this id. Never its text, which may hold anything. */
export interface RecentError {
  /** Milliseconds since the Unix epoch. */
  atMs: number;
  component: Component;
  kind: ErrorKind;
  traceId: string;
}

/** The last 20 faults. */
export class RecentErrors {
  #errors: readonly RecentError[] = [];

  add(error: RecentError): void {
    this.#errors = [error, ...this.#errors].slice(0, KEPT);
  }

  /** Newest first. */
  list(): readonly RecentError[] {
    return this.#errors;
  }
}
