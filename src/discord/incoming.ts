import {
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmission,
  type APIModalSubmitInteraction,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  InteractionType,
  PermissionFlagsBits,
  SnowflakeUtil,
} from 'discord.js';
import type { ChosenPerson, ComponentInput } from './handler.ts';
import type { Token } from './responder.ts';

/** A click, a choice or a submitted form as the gateway sends it. */
export type ComponentPayload = APIMessageComponentInteraction | APIModalSubmitInteraction;

/** What every interaction says of itself and of who made it, at the time of this very call. */
export interface Incoming extends Token {
  /** Empty outside of a guild. */
  shopId: string;
  channelId: string;
  userId: string;
  /** As Discord shows this person. */
  name: string;
  locale: string;
  /** When it was made, by its id. */
  createdTimestamp: number;
  isAdministrator: () => boolean;
  roleIds: () => readonly string[];
}

/** The payload for {@link fromPayload}, when this event of the gateway's is one. */
export function componentIn(event: GatewayDispatchPayload): ComponentPayload | undefined {
  if (event.t !== GatewayDispatchEvents.InteractionCreate) return undefined;
  const interaction: APIInteraction = event.d;
  const isComponent =
    interaction.type === InteractionType.MessageComponent || interaction.type === InteractionType.ModalSubmit;
  return isComponent ? interaction : undefined;
}

/**
 * discord.js looks the value of every option up among the resolved people, roles and channels, texts as well: `constructor`
 * finds what every object inherits, and lands in its caches as a role. Without a prototype there is nothing to find.
 */
export function disinherit(event: GatewayDispatchPayload): void {
  if (event.t !== GatewayDispatchEvents.InteractionCreate) return;
  const interaction: APIInteraction = event.d;
  if (!interaction.data || !('resolved' in interaction.data)) return;
  for (const group of Object.values(interaction.data.resolved ?? {})) Object.setPrototypeOf(group, null);
}

/** Reads a payload without what discord.js builds of it: the message with all its parts, for every click. */
export function fromPayload(payload: ComponentPayload): Incoming {
  const { member } = payload;
  const user = member?.user ?? payload.user;
  return {
    id: payload.id,
    applicationId: payload.application_id,
    token: payload.token,
    shopId: payload.guild_id ?? '',
    channelId: payload.channel?.id ?? '',
    userId: user?.id ?? '',
    name: user?.global_name ?? user?.username ?? '',
    locale: payload.locale,
    createdTimestamp: SnowflakeUtil.timestampFrom(payload.id),
    isAdministrator: () => (BigInt(member?.permissions ?? 0) & PermissionFlagsBits.Administrator) !== 0n,
    roleIds: () => member?.roles ?? [],
  };
}

/** A command is left to discord.js, which knows how to read its options. */
export function fromCommand(command: ChatInputCommandInteraction | AutocompleteInteraction): Incoming {
  const { id, applicationId, token, member, createdTimestamp } = command;
  return {
    id,
    applicationId,
    token,
    shopId: command.guildId ?? '',
    channelId: command.channelId ?? '',
    userId: command.user.id,
    name: command.user.displayName,
    locale: command.locale,
    createdTimestamp,
    isAdministrator: () => command.memberPermissions?.has(PermissionFlagsBits.Administrator) ?? false,
    roleIds: () => {
      if (!member) return [];
      return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
    },
  };
}

export function kindOf(payload: ComponentPayload): 'button' | 'select' | 'modal' {
  if (payload.type === InteractionType.ModalSubmit) return 'modal';
  return payload.data.component_type === ComponentType.Button ? 'button' : 'select';
}

/** What was chosen or filled in. @param args of its custom_id */
export function inputOf({ data, message }: ComponentPayload, args: string[]): ComponentInput {
  return {
    args,
    messageId: message?.id,
    values: 'component_type' in data && data.component_type === ComponentType.StringSelect ? data.values : [],
    people: peopleIn(data),
    field: (id) => ('components' in data ? textIn(data, id) : ''),
  };
}

/** Discord sends as members only those that are members here. */
function peopleIn(data: ComponentPayload['data']): ChosenPerson[] {
  if (!('component_type' in data) || data.component_type !== ComponentType.UserSelect) return [];
  const { users, members = {} } = data.resolved;
  return Object.values(users).map(({ id, bot = false }) => ({ id, isBot: bot, isMember: id in members }));
}

function textIn({ components }: APIModalSubmission, id: string): string {
  for (const part of components) {
    const inputs = 'components' in part ? part.components : 'component' in part ? [part.component] : [];
    for (const input of inputs) {
      if (input.type === ComponentType.TextInput && input.custom_id === id) return input.value;
    }
  }
  return '';
}
