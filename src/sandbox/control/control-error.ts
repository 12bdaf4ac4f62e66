/** Something that a user of Discord cannot do, or a thing that isn't there. Answered as 4xx over HTTP. */
export class ControlError extends Error {
  /** A closed set: `not_found`, `not_visible`, `not_possible`, `invalid`. */
  readonly code: 'not_found' | 'not_visible' | 'not_possible' | 'invalid';

  constructor(code: ControlError['code'], message: string) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
  }
}

export function notFound(what: string, id: string): ControlError {
  return new ControlError('not_found', `There is no ${what} ${id}`);
}
