import type { Control } from '../control-api.ts';

/** JSON schemas of the control API's arguments: they guard the HTTP routes, and `GET /control` gives them as its manual. */

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const optionValue = {
  anyOf: [
    text,
    { type: 'number' },
    flag,
    { type: 'object', required: ['filename', 'content'], properties: { filename: text, content: text } },
  ],
};
const optionValues = { type: 'object', additionalProperties: optionValue };
const embeds = { type: 'array', items: { type: 'object' } };
const texts = { type: 'array', items: text };

function object(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

const use = { userId: text, channelId: text };
const component = { ...use, messageId: text, customId: text };

const restEffect = object(
  { kind: { enum: ['delay', 'status', 'rate_limit', 'html', 'reset', 'answer_lost', 'blackhole'] } },
  {
    ms: { type: 'number', minimum: 0 },
    status: { type: 'integer', minimum: 200, maximum: 599 },
    code: { type: 'integer' },
    message: text,
    retryAfterMs: { type: 'number', minimum: 0 },
    scope: { enum: ['user', 'global', 'shared'] },
  },
);
const gatewayEffect = object(
  { kind: { enum: ['silence', 'no_heartbeat_ack', 'ignore_resume', 'ignore_identify', 'late_dispatch'] } },
  { ms: { type: 'number', minimum: 0 }, event: text },
);
const faultBase = {
  count: { type: 'integer', minimum: 1 },
  probability: { type: 'number', minimum: 0, maximum: 1 },
  note: text,
};
const fault = {
  anyOf: [
    object(
      { on: { const: 'rest' }, effect: restEffect },
      { ...faultBase, method: text, route: text, components: { const: true } },
    ),
    object({ on: { const: 'gateway' }, effect: gatewayEffect }, faultBase),
  ],
};

export const controlSchemas: Record<keyof Control, object> = {
  world: object({}),
  createGuild: object({ name: text }, { id: text, ownerId: text }),
  createChannel: object({ guildId: text, name: text }, { id: text }),
  deleteChannel: object({ channelId: text }),
  createRole: object(
    { guildId: text, name: text },
    { permissions: text, position: { enum: ['top', 'bottom'] } },
  ),
  createUser: object({ username: text }, { id: text, locale: text, dmsOpen: flag, bot: flag }),
  changeUser: object({ userId: text }, { locale: text, dmsOpen: flag }),
  setMember: object({ guildId: text, userId: text }, { roleIds: texts }),
  setPermissions: object({
    channelId: text,
    targetId: text,
    kind: { enum: ['role', 'member'] },
    allow: text,
    deny: text,
  }),
  click: object(component),
  select: object({ ...component, values: texts }),
  submitModal: object({
    userId: text,
    interactionId: text,
    fields: { type: 'object', additionalProperties: text },
  }),
  command: object({ ...use, name: text }, { options: optionValues }),
  autocomplete: object({ ...use, name: text, options: optionValues, focused: text }),
  sendMessage: object({ ...use, content: text }),
  postWebhook: object({ channelId: text, webhookId: text }, { name: text, content: text, embeds }),
  deleteMessage: object({ channelId: text, messageId: text }),
  view: object(use),
  attachment: object({ url: text }),
  requests: object({}, { limit: { type: 'integer', minimum: 1 }, method: text, route: text }),
  addFault: fault,
  faults: object({}),
  removeFault: object({ id: text }),
  clearFaults: object({}),
  scenarios: object({}),
  startScenario: object({ id: text }),
  stopScenario: object({ id: text }),
  gateway: object(
    { do: { enum: ['drop', 'reconnect', 'invalid_session', 'invalid_session_resumable'] } },
    { shard: { type: 'integer', minimum: 0 }, code: { type: 'integer', minimum: 1000, maximum: 4999 } },
  ),
  advanceClock: object({ ms: { type: 'number', minimum: 0 } }),
};
