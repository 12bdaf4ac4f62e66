/** The code of the error when nobody answers. */
export const unreachable = 'unreachable';

/** A refusal of the control API: what was asked can't be done, and why. */
export class ControlError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
  }
}

/**
 * Calls one method of the control API.
 * @param {string} method a method of `Control` in control-api.ts
 * @param {object} [argument] its argument
 * @returns {Promise<unknown>} its result; undefined for a method that has none
 * @throws {ControlError} when the local Discord refuses or doesn't answer
 */
export async function control(method, argument = {}) {
  const answer = await fetch(`/control/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(argument),
  }).catch(() => {
    throw new ControlError(unreachable, 'The local Discord does not answer. Is it still running?');
  });
  const text = await answer.text();
  const body = text === '' ? undefined : JSON.parse(text);
  if (!answer.ok) throw new ControlError(body?.error ?? String(answer.status), body?.message ?? text);
  return body;
}

/**
 * Hears of everything that happens and that one user may see.
 * @param {string} userId
 * @param {{ event: (event: import('../../control-api.ts').ControlEvent) => void, open: () => void, lost: () => void }} on
 * @returns {() => void} stops it
 */
export function listen(userId, on) {
  const source = new EventSource(`/control/events?userId=${encodeURIComponent(userId)}`);
  source.addEventListener('open', () => on.open());
  source.addEventListener('error', () => on.lost());
  source.addEventListener('message', (message) => on.event(JSON.parse(message.data)));
  return () => source.close();
}
