/** One thing that was looked at; the text is for operators and holds no secrets and no shop data. */
export interface Check {
  name: string;
  status: 'pass' | 'warn' | 'fail';
  output?: string;
}

/** A health answer as in draft-inadarei-api-health-check: checks by name, each a list. */
export interface HealthBody {
  status: Check['status'];
  checks: Record<string, { status: Check['status']; output?: string }[]>;
}

const RANK = { pass: 0, warn: 1, fail: 2 } as const satisfies Record<Check['status'], number>;

/** The worst of the checks is the status of the whole; no checks pass. */
export function healthBody(checks: readonly Check[]): HealthBody {
  const body: HealthBody = { status: 'pass', checks: {} };
  for (const { name, ...result } of checks) {
    (body.checks[name] ??= []).push(result);
    if (RANK[result.status] > RANK[body.status]) body.status = result.status;
  }
  return body;
}

/** Only a failure takes the process out of service; a warning stays 200 and says so. */
export function healthCode(body: HealthBody): 200 | 503 {
  return body.status === 'fail' ? 503 : 200;
}
