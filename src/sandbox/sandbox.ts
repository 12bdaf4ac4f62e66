import { SandboxClock } from './clock.ts';
import type { Control } from './control-api.ts';
import { actingControl } from './control/acting.ts';
import { ControlEvents } from './control/events.ts';
import { shapingControl } from './control/shaping.ts';
import { breakingControl, watchingControl } from './control/watching.ts';
import { Faults } from './faults.ts';
import { Gateway } from './gateway/gateway.ts';
import { gatewayUrl, openHttpServer } from './http-server.ts';
import { Callbacks } from './interactions/callbacks.ts';
import { Interactions } from './interactions/interactions.ts';
import { defaultLimits, type Limits, type Sandbox, type SandboxOptions } from './options.ts';
import { Intent } from './protocol.ts';
import { seededRandom } from './random.ts';
import { applicationRoutes } from './rest/application-routes.ts';
import { channelRoutes } from './rest/channel-routes.ts';
import { gatewayRoutes } from './rest/gateway-routes.ts';
import { guildRoutes, userRoutes } from './rest/guild-routes.ts';
import { interactionRoutes } from './rest/interaction-routes.ts';
import { messageRoutes } from './rest/message-routes.ts';
import { RateLimits } from './rest/rate-limits.ts';
import { RequestLog } from './rest/request-log.ts';
import { RestServer } from './rest/rest-server.ts';
import { Scenarios } from './scenarios.ts';
import { Snowflakes } from './snowflake.ts';
import { Commands } from './world/commands.ts';
import { MessageJson } from './world/message-json.ts';
import { Messages } from './world/messages.ts';
import { Saver } from './world/saver.ts';
import { readSnapshot, restore, type Snapshot } from './world/snapshot.ts';
import { World } from './world/world.ts';

export type { Exchange, Sandbox, SandboxOptions } from './options.ts';

const DEFAULT_APPLICATION_ID = '1100000000000000001';
const GATEWAY_MESSAGE_CONTENT = 1 << 18;
const GATEWAY_GUILD_MEMBERS = 1 << 14;

/**
 * Starts a Discord on loopback.
 * @returns the running sandbox; close it (or `await using`) to end its connections and save its world.
 * @throws Error when the port is taken or the state file isn't one.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const allowedIntents = options.allowedIntents ?? 0;
  const snapshot = options.stateFile === undefined ? undefined : await readSnapshot(options.stateFile);
  const world = createWorld(options, snapshot);
  const { clock, botId } = world;
  const token = options.token ?? fakeToken(botId);
  const access = { valid: true };
  const tokenValid = (candidate: string) => access.valid && candidate === token;
  const address = { url: '' };

  const json = new MessageJson(world, () => address.url);
  const log = new RequestLog();
  const events = new ControlEvents({ world, json, log });
  const faults = new Faults({
    ids: world.ids,
    random: seededRandom(options.seed ?? 1),
    onChange: () => events.faultsChanged(),
  });
  const messages = new Messages(world, limits);
  const commands = new Commands(world, limits);
  const interactions = new Interactions(world, limits);
  const callbacks = new Callbacks({ world, messages, interactions });
  const rateLimits = new RateLimits(limits, () => clock.now());
  const applicationFlags = flagsFor(allowedIntents);
  const gateway = new Gateway({
    world,
    json,
    faults,
    limits,
    allowedIntents,
    applicationFlags,
    tokenValid,
    resetToken: () => {
      access.valid = false;
    },
    url: () => gatewayUrl(address.url),
  });
  interactions.onCreated = (interaction) => gateway.sendInteraction(interaction);

  const scenarios = new Scenarios({
    scenarios: options.scenarios ?? [],
    control: () => control,
    onChange: () => events.faultsChanged(),
  });
  const control: Control = {
    ...shapingControl({ world, online: () => gateway.online }),
    ...actingControl({ world, messages, json, interactions }),
    ...watchingControl({ world, json, log }),
    ...breakingControl({ world, faults, scenarios, gateway }),
  };
  const contentAllowed = (allowedIntents & Intent.MESSAGE_CONTENT) !== 0;
  const routes = [
    ...gatewayRoutes({ gateway, limits, shards: options.shards ?? 1, url: () => gatewayUrl(address.url) }),
    ...applicationRoutes({ world, commands, applicationFlags }),
    ...userRoutes({ world, limits }),
    ...guildRoutes({ world, allowedIntents }),
    ...channelRoutes({ world, messages, json }),
    ...messageRoutes({ world, messages, json, limits, rateLimits, contentAllowed }),
    ...interactionRoutes({ interactions, callbacks, messages, json }),
  ];
  const saver = options.stateFile === undefined ? undefined : new Saver(world, options.stateFile);
  const saved = async () => saver?.saved();
  const rest = new RestServer({ clock, faults, rateLimits, log, limits, tokenValid, saved });
  const { app, url } = await openHttpServer({
    host: options.host,
    port: options.port ?? 0,
    rest,
    routes,
    gateway,
    control,
    events,
    world,
  });
  address.url = url;

  const shut = async () => {
    interactions.close();
    gateway.close();
    await app.close();
    await saver?.close();
    clock.close();
  };
  // What a scenario broke outside of this Discord would stay broken.
  const stop = () => scenarios.stopAll().finally(shut);
  let stopping: Promise<void> | undefined;
  const close = () => (stopping ??= stop());
  return {
    url,
    apiUrl: `${url}/api`,
    token,
    applicationId: botId,
    botUserId: botId,
    control,
    onExchange: (listener) => log.onExchange(listener),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A world on its clock; a saved one goes on after its last moment, and no id comes twice. */
function createWorld(options: SandboxOptions, snapshot: Snapshot | undefined): World {
  const clock = new SandboxClock(options.startAtMs);
  if (snapshot) clock.advance(snapshot.savedAtMs - clock.now());
  const ids = new Snowflakes(() => clock.now(), BigInt(snapshot?.lastId ?? 0));
  const botId = options.applicationId ?? snapshot?.botId ?? DEFAULT_APPLICATION_ID;
  const world = new World({ clock, ids, botId, botName: options.botName ?? 'LiveStock' });
  if (snapshot) restore(world, snapshot);
  return world;
}

/** Built like a bot token, so that whatever redacts those is tried on it; it opens nothing. */
function fakeToken(botId: string): string {
  return `${Buffer.from(botId).toString('base64url')}.L0cal0.this-token-opens-only-the-local-one`;
}

function flagsFor(allowedIntents: number): number {
  const content = (allowedIntents & Intent.MESSAGE_CONTENT) === 0 ? 0 : GATEWAY_MESSAGE_CONTENT;
  return content | ((allowedIntents & Intent.GUILD_MEMBERS) === 0 ? 0 : GATEWAY_GUILD_MEMBERS);
}
