import type { Control, Outcome } from '../control-api.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Interactions } from '../interactions/interactions.ts';
import { asObjects } from '../json.ts';
import { Callback, InteractionType, MessageFlag, Permission } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import { readMessageForm } from '../rules/message-form.ts';
import type { MessageJson } from '../world/message-json.ts';
import type { Messages } from '../world/messages.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { commandData, findCommand } from './command-input.ts';
import { clickData, modalData, selectData } from './component-input.ts';
import { ControlError, notFound } from './control-error.ts';
import { channelFor, channelOf, componentOf, messageFor, userOf } from './look-up.ts';
import { Resolved } from './resolved.ts';

type Acting = Pick<
  Control,
  | 'click'
  | 'select'
  | 'submitModal'
  | 'command'
  | 'autocomplete'
  | 'sendMessage'
  | 'postWebhook'
  | 'deleteMessage'
>;

interface Parts {
  world: World;
  messages: Messages;
  json: MessageJson;
  interactions: Interactions;
}

/** What a person does in Discord's client, with the client's own checks. */
export function actingControl(parts: Parts): Acting {
  const { world, interactions, json } = parts;
  const target = (use: { userId: string; channelId: string; messageId: string; customId: string }) => {
    const user = userOf(world, use.userId);
    const channel = channelFor(world, user, use.channelId);
    const source = messageFor(channel, user, use.messageId);
    if ((source.flags & MessageFlag.LOADING) !== 0)
      throw new ControlError('not_possible', 'The message is still loading');
    return { user, channel, source, component: componentOf(source, use.customId) };
  };
  return {
    async click(use) {
      const { component, ...rest } = target(use);
      const data = clickData(component);
      return outcome(await interactions.start({ ...rest, type: InteractionType.COMPONENT, data }), json);
    },
    async select(use) {
      const { component, ...rest } = target(use);
      const resolved = new Resolved({ world, json, channel: rest.channel });
      const data = selectData(component, use.values, { resolved, userId: use.userId });
      return outcome(await interactions.start({ ...rest, type: InteractionType.COMPONENT, data }), json);
    },
    async submitModal(use) {
      const opener = interactions.get(use.interactionId);
      if (!opener?.modal || opener.user.id !== use.userId)
        throw notFound('modal of the interaction', use.interactionId);
      const data = modalData(opener.modal, use.fields);
      const { user, channel, source } = opener;
      const spec = {
        user,
        channel,
        opener,
        type: InteractionType.MODAL,
        data,
        ...(source ? { source } : {}),
      };
      return outcome(await interactions.start(spec), json);
    },
    async command(use) {
      const user = userOf(world, use.userId);
      const channel = channelFor(world, user, use.channelId);
      const found = findCommand(world, user, channel, use.name);
      const resolved = new Resolved({ world, json, channel });
      const data = commandData(found, use.options ?? {}, { resolved, userId: user.id });
      return outcome(await interactions.start({ user, channel, type: InteractionType.COMMAND, data }), json);
    },
    async autocomplete(use) {
      const user = userOf(world, use.userId);
      const channel = channelFor(world, user, use.channelId);
      const found = findCommand(world, user, channel, use.name);
      const option = found.options.find((candidate) => candidate['name'] === use.focused);
      if (option?.['autocomplete'] !== true)
        throw new ControlError('not_possible', `${use.focused} has no autocomplete`);
      const resolved = new Resolved({ world, json, channel });
      const data = commandData(found, use.options, { resolved, userId: user.id, focused: use.focused });
      const done = await interactions.start({ user, channel, type: InteractionType.AUTOCOMPLETE, data });
      if (done.state === 'failed') throw new ControlError('not_possible', 'Loading options failed');
      return asObjects(done.choices).map((choice) => localized(choice, user.locale));
    },
    async sendMessage(use) {
      return { id: write(parts, use).id };
    },
    async postWebhook(use) {
      const channel = channelOf(world, use.channelId);
      const form = asClient(() => readMessageForm({ content: use.content, embeds: use.embeds }, []));
      const webhook = { id: use.webhookId, name: use.name ?? 'Webhook' };
      return {
        id: asClient(() => parts.messages.send({ channel, authorId: use.webhookId, webhook }, form)).id,
      };
    },
    async deleteMessage(use) {
      const message = channelOf(world, use.channelId).messages.get(use.messageId);
      if (!message) throw notFound('message', use.messageId);
      parts.messages.delete(message);
    },
  };
}

function write({ world, messages }: Parts, use: Parameters<Control['sendMessage']>[0]): Message {
  const user = userOf(world, use.userId);
  const channel = channelFor(world, user, use.channelId);
  if ((channelPermissions(world, channel, user.id) & Permission.SEND_MESSAGES) === 0n) {
    throw new ControlError('not_possible', `${user.username} may not write in this channel`);
  }
  return asClient(() =>
    messages.send({ channel, authorId: user.id }, readMessageForm({ content: use.content }, [])),
  );
}

/** A refusal by the API reaches a person as a refusal of the client. */
function asClient<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ApiError) throw new ControlError('invalid', error.message);
    throw error;
  }
}

function outcome(interaction: Interaction, json: MessageJson): Outcome {
  const { id, callbackType, original, modal, ackMs } = interaction;
  if (interaction.state === 'failed') return { interactionId: id, state: 'failed' };
  const deferred = callbackType === Callback.DEFERRED_MESSAGE || callbackType === Callback.DEFERRED_UPDATE;
  return {
    interactionId: id,
    state: deferred ? 'deferred' : 'answered',
    ...(callbackType === undefined ? {} : { callbackType }),
    ...(ackMs === undefined ? {} : { ackMs }),
    ...(original ? { message: json.viewed(original) } : {}),
    ...(modal ? { modal } : {}),
  };
}

function localized(
  choice: Record<string, unknown>,
  locale: string,
): { name: string; value: string | number } {
  const names = (choice['name_localizations'] ?? {}) as Record<string, string>;
  return { name: names[locale] ?? String(choice['name']), value: choice['value'] as string | number };
}
