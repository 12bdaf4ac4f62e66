import type { JsonObject } from '../json.ts';
import { InteractionType, Option } from '../protocol.ts';
import { channelJson, memberJson, userJson } from '../world/json-forms.ts';
import type { MessageJson } from '../world/message-json.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';

const GUILD_INSTALL = '0';
const CONTEXT = { GUILD: 0, BOT_DM: 1 } as const;

/** The payload of INTERACTION_CREATE. */
export function interactionJson(world: World, messages: MessageJson, interaction: Interaction): JsonObject {
  const { channel, user, source } = interaction;
  const json: JsonObject = {
    version: 1,
    type: interaction.type,
    id: interaction.id,
    token: interaction.token,
    application_id: world.botId,
    data: interaction.data,
    channel_id: channel.id,
    channel: channelJson(world, channel),
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    app_permissions: String(channelPermissions(world, channel, world.botId)),
    authorizing_integration_owners: owners(interaction),
    attachment_size_limit: 10 * 1024 * 1024,
    context: channel.guildId === undefined ? CONTEXT.BOT_DM : CONTEXT.GUILD,
  };
  if (source && interaction.type !== InteractionType.COMMAND) json['message'] = messages.full(source);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(user.id);
  if (!guild || !member) return { ...json, user: userJson(user) };
  const permissions = String(channelPermissions(world, channel, user.id));
  return {
    ...json,
    guild_id: guild.id,
    guild_locale: 'en-US',
    guild: { id: guild.id, locale: 'en-US', features: [] },
    member: { ...memberJson(member), user: userJson(user), permissions },
  };
}

/** A command's name with its group and subcommand, as Discord shows what somebody used. */
function commandPath({ name, options }: JsonObject): string {
  const [first] = (Array.isArray(options) ? options : []) as JsonObject[];
  const isInner = first?.['type'] === Option.SUBCOMMAND || first?.['type'] === Option.GROUP;
  return isInner ? `${String(name)} ${commandPath(first)}` : String(name);
}

/** `interaction_metadata` of the answers to an interaction. */
export function metadataOf(interaction: Omit<Interaction, 'metadata'>): JsonObject {
  const json: JsonObject = {
    id: interaction.id,
    type: interaction.type,
    user: userJson(interaction.user),
    authorizing_integration_owners: owners(interaction),
  };
  if (interaction.type === InteractionType.COMMAND) json['name'] = commandPath(interaction.data);
  if (interaction.type === InteractionType.COMPONENT) json['interacted_message_id'] = interaction.source?.id;
  if (interaction.type === InteractionType.MODAL)
    json['triggering_interaction_metadata'] = interaction.opener?.metadata;
  return json;
}

function owners({ channel }: Pick<Interaction, 'channel'>): JsonObject {
  return { [GUILD_INSTALL]: channel.guildId ?? '0' };
}
