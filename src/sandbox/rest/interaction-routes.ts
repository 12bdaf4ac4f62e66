import type { Callbacks } from '../interactions/callbacks.ts';
import { callbackJson, type Interactions } from '../interactions/interactions.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { readMessageForm } from '../rules/message-form.ts';
import type { MessageJson } from '../world/message-json.ts';
import type { Messages } from '../world/messages.ts';
import { byToken, noContent, ok, param, type Answer, type Call, type Route } from './route.ts';

/** First responses to interactions, and what follows through the interaction's token. */
export function interactionRoutes(parts: {
  interactions: Interactions;
  callbacks: Callbacks;
  messages: Messages;
  json: MessageJson;
}): Route[] {
  const { interactions, callbacks, messages, json } = parts;
  const interactionOf = (call: Call) =>
    interactions.byToken(param(call, 'webhook_id'), param(call, 'webhook_token'));
  const target = (call: Call) =>
    callbacks.message(interactionOf(call), call.params['message_id'] ?? '@original');
  const get = (call: Call) => ok(json.full(target(call)));
  const patch = (call: Call) => {
    const message = target(call);
    return ok(json.full(messages.edit(message, readMessageForm(call.body, call.uploads, message.flags))));
  };
  const remove = (call: Call) => {
    messages.delete(target(call));
    return noContent;
  };
  const base = '/webhooks/{webhook_id}/{webhook_token}';
  return [
    byToken('POST /interactions/{interaction_id}/{interaction_token}/callback', (call) => {
      const [id, token] = [param(call, 'interaction_id'), param(call, 'interaction_token')];
      return callbackAnswer(callbacks.first(id, token, call.body, call.uploads), call, json);
    }),
    byToken(`POST ${base}`, (call) => {
      const interaction = interactionOf(call);
      return ok(json.full(callbacks.followUp(interaction, call.body, call.uploads)));
    }),
    byToken(`GET ${base}/messages/@original`, get),
    byToken(`PATCH ${base}/messages/@original`, patch),
    byToken(`DELETE ${base}/messages/@original`, remove),
    byToken(`GET ${base}/messages/{message_id}`, get),
    byToken(`PATCH ${base}/messages/{message_id}`, patch),
    byToken(`DELETE ${base}/messages/{message_id}`, remove),
  ];
}

function callbackAnswer(interaction: Interaction, call: Call, json: MessageJson): Answer {
  if (call.query['with_response'] !== 'true') return noContent;
  return ok(callbackJson(interaction, interaction.original && json.full(interaction.original)));
}
