/**
 * The faults a person can order, in words.
 *
 * @typedef {import('../../control-api.ts').Fault} Fault
 */

const message = '/channels/:id/messages/:id';

/** @type {{ name: string, hint: string, fault: Fault }[]} */
export const presets = [
  {
    name: 'Edits fail with 500',
    hint: 'Every message edit is refused; the board can’t change.',
    fault: { on: 'rest', method: 'PATCH', route: message, effect: { kind: 'status', status: 500 } },
  },
  {
    name: 'Slow answers 2 s',
    hint: 'Every REST answer comes two seconds late.',
    fault: { on: 'rest', effect: { kind: 'delay', ms: 2000 } },
  },
  {
    name: 'Clicks get no answer',
    hint: 'The bot’s replies to interactions are refused with 500.',
    fault: { on: 'rest', method: 'POST', route: '/interactions/*', effect: { kind: 'status', status: 500 } },
  },
  {
    name: 'DMs rejected',
    hint: 'Opening a conversation is refused with 50007.',
    fault: {
      on: 'rest',
      method: 'POST',
      route: '/users/@me/channels',
      effect: { kind: 'status', status: 403, code: 50007, message: 'Cannot send messages to this user' },
    },
  },
  {
    name: 'Answer lost',
    hint: 'The next message is posted, but the bot never hears of it.',
    fault: {
      on: 'rest',
      method: 'POST',
      route: '/channels/:id/messages',
      count: 1,
      effect: { kind: 'answer_lost' },
    },
  },
  {
    name: 'Edits rate limited 5 s',
    hint: 'Five edits are answered with 429 and Retry-After.',
    fault: {
      on: 'rest',
      method: 'PATCH',
      route: message,
      count: 5,
      effect: { kind: 'rate_limit', retryAfterMs: 5000, scope: 'user' },
    },
  },
  {
    name: 'Discord is down (HTML 502)',
    hint: 'Every REST request is answered with a proxy’s page.',
    fault: { on: 'rest', effect: { kind: 'html', status: 502 } },
  },
  {
    name: 'Gateway silent',
    hint: 'Nothing comes over the gateway any more, heartbeats included.',
    fault: { on: 'gateway', effect: { kind: 'silence' } },
  },
];

/** What each kind of effect is and which numbers it takes. */
export const restEffects = {
  status: { name: 'Answer with a status', fields: { status: 500, code: undefined, message: '' } },
  delay: { name: 'Delay', fields: { ms: 2000 } },
  rate_limit: { name: 'Rate limit (429)', fields: { retryAfterMs: 1000, scope: 'user', code: undefined } },
  html: { name: 'HTML instead of JSON', fields: { status: 502 } },
  reset: { name: 'Cut the connection before', fields: {} },
  answer_lost: { name: 'Take effect, lose the answer', fields: {} },
  blackhole: { name: 'Never answer', fields: {} },
};

export const gatewayEffects = {
  silence: { name: 'Send nothing', fields: {} },
  no_heartbeat_ack: { name: 'Leave heartbeats unacknowledged', fields: {} },
  ignore_resume: { name: 'Leave RESUME unanswered', fields: {} },
  ignore_identify: { name: 'Leave IDENTIFY unanswered', fields: {} },
  late_dispatch: { name: 'Send events late', fields: { ms: 2000, event: '' } },
};

const texts = new Set(['message', 'scope', 'event']);

/** @param {string} field of an effect */
export function isText(field) {
  return texts.has(field);
}

/**
 * Reads the fault form.
 * @param {Record<string, string>} form
 * @returns {Fault}
 */
export function readFault({ on, method, route, kind, count, probability, ...fields }) {
  const { fields: known } = (on === 'gateway' ? gatewayEffects : restEffects)[kind];
  const effect = Object.fromEntries(
    Object.keys(known).flatMap((field) => {
      const value = fields[`effect-${field}`];
      return value ? [[field, isText(field) ? value : Number(value)]] : [];
    }),
  );
  return {
    ...(count && { count: Number(count) }),
    ...(probability && { probability: Number(probability) / 100 }),
    on,
    ...(on === 'rest' && method && { method }),
    ...(on === 'rest' && route && { route }),
    effect: { kind, ...effect },
  };
}

/** @param {Fault} fault */
export function describeFault(fault) {
  const { kind, ...fields } = fault.effect;
  const { name } = (fault.on === 'gateway' ? gatewayEffects : restEffects)[kind];
  const values = Object.entries(fields).map(([field, value]) =>
    field === 'message' ? `“${value}”` : `${field} ${value}`,
  );
  return [name, ...values].join(', ');
}

/** @param {Fault} fault */
export function describeTarget(fault) {
  if (fault.on === 'gateway') return 'gateway';
  const target = `${fault.method ?? 'any method'} ${fault.route ?? 'any route'}`;
  return fault.components ? `${target} with buttons or menus` : target;
}

/** @param {Fault} fault */
export function describeExtent({ count, probability }) {
  const parts = [];
  if (probability !== undefined) parts.push(`${Math.round(probability * 100)} % of requests`);
  if (count !== undefined) parts.push(`${count} in all`);
  return parts.length === 0 ? 'until removed' : parts.join(', ');
}
