import { asObject, type JsonObject } from '../json.ts';
import type { Commands } from '../world/commands.ts';
import { userJson } from '../world/json-forms.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';
import { guildOf } from './lookup.ts';
import { bot, noContent, ok, param, type Call, type Route } from './route.ts';

interface Parts {
  world: World;
  commands: Commands;
  applicationFlags: number;
}

/** The application itself and its commands, global and per guild. */
export function applicationRoutes(parts: Parts): Route[] {
  const application = () => ok(applicationJson(parts));
  return [
    bot('GET /oauth2/applications/@me', application),
    bot('GET /applications/@me', application),
    ...commandRoutes(parts, '/applications/{application_id}/commands'),
    ...commandRoutes(parts, '/applications/{application_id}/guilds/{guild_id}/commands'),
  ];
}

function commandRoutes({ world, commands }: Parts, path: string): Route[] {
  const scope = (call: Call): string | undefined => {
    if (param(call, 'application_id') !== world.botId) throw ApiError.unknownApplication();
    return call.params['guild_id'] === undefined ? undefined : guildOf(world, call).id;
  };
  return [
    bot(`GET ${path}`, (call) => {
      const guildId = scope(call);
      return ok(
        call.query['with_localizations'] === 'true' ? commands.list(guildId) : commands.listBrief(guildId),
      );
    }),
    bot(`PUT ${path}`, (call) => ok(commands.replace(scope(call), call.body))),
    bot(`POST ${path}`, (call) => {
      const { command, created } = commands.put(scope(call), call.body);
      return { status: created ? 201 : 200, body: command };
    }),
    bot(`GET ${path}/{command_id}`, (call) => ok(commands.find(scope(call), idOf(call)))),
    bot(`PATCH ${path}/{command_id}`, (call) =>
      ok(commands.edit(scope(call), idOf(call), asObject(call.body))),
    ),
    bot(`DELETE ${path}/{command_id}`, (call) => {
      commands.remove(scope(call), idOf(call));
      return noContent;
    }),
  ];
}

function idOf(call: Call): string {
  return param(call, 'command_id');
}

function applicationJson({ world, applicationFlags }: Parts): JsonObject {
  const owner = [...world.users.values()].find((user) => !user.bot) ?? world.bot;
  return {
    id: world.botId,
    name: world.bot.username,
    icon: null,
    description: '',
    type: null,
    bot: userJson(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags,
    flags_new: String(applicationFlags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(owner),
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    integration_types_config: { '0': {} },
    eligible_oauth2_scopes: [],
  };
}
