import type { Control } from '../control-api.ts';
import type { Faults } from '../faults.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { Permission } from '../protocol.ts';
import type { RequestLog } from '../rest/request-log.ts';
import type { MessageJson } from '../world/message-json.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { Scenarios } from '../scenarios.ts';
import type { World } from '../world/world.ts';
import { notFound } from './control-error.ts';
import { channelFor, userOf } from './look-up.ts';

type Watching = Pick<Control, 'view' | 'attachment' | 'requests'>;
type Breaking = Pick<
  Control,
  | 'addFault'
  | 'faults'
  | 'removeFault'
  | 'clearFaults'
  | 'scenarios'
  | 'startScenario'
  | 'stopScenario'
  | 'gateway'
  | 'advanceClock'
>;

/** Reading what a user sees, and what the bot asked for. */
export function watchingControl(parts: { world: World; json: MessageJson; log: RequestLog }): Watching {
  const { world, json, log } = parts;
  return {
    async view({ userId, channelId }) {
      const user = userOf(world, userId);
      const direct = channelId.startsWith('dm:') && world.directChannel(channelId.slice(3)) === undefined;
      if (direct) return [];
      const channel = channelFor(world, user, channelId);
      const history = (channelPermissions(world, channel, user.id) & Permission.READ_MESSAGE_HISTORY) !== 0n;
      const visible = [...channel.messages.values()].filter(
        ({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === user.id,
      );
      return history ? visible.map((message) => json.viewed(message)) : [];
    },
    async attachment({ url }) {
      const file = [...world.files.values()].find(
        (candidate) => json.fileUrl(candidate) === url.split('?')[0],
      );
      if (!file) throw notFound('file at', url);
      return { filename: file.filename, content: file.data.toString('utf8') };
    },
    async requests(query) {
      return log.list(query);
    },
  };
}

/** Making things go wrong, and moving the clock. */
export function breakingControl(parts: {
  world: World;
  faults: Faults;
  scenarios: Scenarios;
  gateway: Gateway;
}): Breaking {
  const { world, faults, scenarios, gateway } = parts;
  return {
    async addFault(fault) {
      return faults.add(fault);
    },
    async faults() {
      return faults.list();
    },
    async removeFault({ id }) {
      faults.remove(id);
    },
    async clearFaults() {
      await scenarios.stopAll();
      faults.clear();
    },
    async scenarios() {
      return scenarios.list();
    },
    startScenario: ({ id }) => scenarios.start(id),
    stopScenario: ({ id }) => scenarios.stop(id),
    async gateway(action) {
      gateway.act(action);
    },
    async advanceClock({ ms }) {
      const now = world.clock.advance(ms);
      gateway.clockMoved();
      return { now };
    },
  };
}
