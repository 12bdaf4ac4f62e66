import type { OptionValue } from '../control-api.ts';
import { asNumber, asObjects, type JsonObject } from '../json.ts';
import { Option, Permission } from '../protocol.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { Channel, User } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ControlError } from './control-error.ts';
import type { Resolved } from './resolved.ts';

type Values = Record<string, OptionValue>;

/** A command as the user's client found it: the command itself and the (sub)command whose options are filled in. */
export interface FoundCommand {
  command: JsonObject;
  /** Names after the command's own: group and subcommand. */
  path: string[];
  options: JsonObject[];
}

/**
 * Finds the command behind a typed path, as far as this user is offered it there.
 * @throws ControlError `not_found`, `not_possible` when its permissions hide it.
 */
export function findCommand(world: World, user: User, channel: Channel, typed: string): FoundCommand {
  const [name, ...path] = typed.trim().replace(/^\//, '').split(/\s+/);
  const guildList = channel.guildId === undefined ? [] : (world.commands.get(channel.guildId) ?? []);
  const global = world.commands.get('') ?? [];
  const command = [...guildList, ...global].find((candidate) => candidate['name'] === name);
  if (!command || !fitsPlace(command, channel))
    throw new ControlError('not_found', `There is no command /${typed}`);
  refuseHidden(world, user, channel, command);
  let options = asObjects(command['options']);
  for (const step of path) {
    const next = options.find((option) => option['name'] === step && isGroup(option['type']));
    if (!next) throw new ControlError('not_found', `There is no command /${typed}`);
    options = asObjects(next['options']);
  }
  if (options.some((option) => isGroup(option['type']))) {
    throw new ControlError('not_found', `/${typed} is not complete: choose a subcommand`);
  }
  return { command, path, options };
}

/**
 * Builds the data of a command interaction from what the user filled in, checked as Discord's client does.
 * @param focused for autocomplete: the option being typed; then nothing else has to be complete.
 * @throws ControlError `invalid`
 */
export function commandData(
  found: FoundCommand,
  values: Values,
  parts: { resolved: Resolved; userId: string; focused?: string },
): JsonObject {
  const { command, path, options } = found;
  const unknown = Object.keys(values).find((name) => !options.some((option) => option['name'] === name));
  if (unknown !== undefined) throw new ControlError('invalid', `There is no option ${unknown}`);
  let filled = options.flatMap((option) => fill(option, values, parts));
  for (const [depth, name] of [...path.entries()].toReversed()) {
    const type = depth === path.length - 1 ? Option.SUBCOMMAND : Option.GROUP;
    filled = [{ name, type, options: filled }];
  }
  const resolved = parts.resolved.toJSON();
  const guildId = command['guild_id'];
  return {
    id: command['id'],
    name: command['name'],
    type: command['type'],
    options: filled,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
    ...(resolved ? { resolved } : {}),
  };
}

function fill(
  option: JsonObject,
  values: Values,
  parts: { resolved: Resolved; userId: string; focused?: string },
): JsonObject[] {
  const name = String(option['name']);
  const value = values[name];
  const autocompleting = parts.focused !== undefined;
  if (parts.focused === name) return [{ name, type: option['type'], value: value ?? '', focused: true }];
  if (value === undefined || value === '') {
    if (option['required'] === true && !autocompleting)
      throw new ControlError('invalid', `The option ${name} is required`);
    return [];
  }
  return [{ name, type: option['type'], value: autocompleting ? value : check(option, value, parts) }];
}

/** One filled option, in the form it is sent in. */
function check(
  option: JsonObject,
  value: OptionValue,
  parts: { resolved: Resolved; userId: string },
): unknown {
  const { resolved, userId } = parts;
  const name = String(option['name']);
  const refuse = (why: string) => new ControlError('invalid', `The option ${name} ${why}`);
  switch (option['type']) {
    case Option.STRING:
      return checkText(option, value, refuse);
    case Option.INTEGER:
    case Option.NUMBER:
      return checkNumber(option, value, refuse);
    case Option.BOOLEAN:
      if (typeof value !== 'boolean') throw refuse('is true or false');
      return value;
    case Option.ATTACHMENT:
      if (typeof value !== 'object') throw refuse('is a file: { filename, content }');
      return resolved.file(value);
    default: {
      const id = String(value);
      const found =
        option['type'] === Option.CHANNEL
          ? resolved.channel(id, userId)
          : (option['type'] !== Option.ROLE && resolved.user(id)) ||
            (option['type'] !== Option.USER && resolved.role(id));
      if (!found) throw refuse(`does not know ${id}`);
      return id;
    }
  }
}

type Refuse = (why: string) => ControlError;

function checkText(option: JsonObject, value: OptionValue, refuse: Refuse): string {
  if (typeof value !== 'string') throw refuse('is a text');
  const min = asNumber(option['min_length']) ?? 0;
  const max = asNumber(option['max_length']) ?? 6_000;
  const length = [...value].length;
  if (length < min || length > max) throw refuse(`has ${min} to ${max} characters`);
  refuseOther(option, value, refuse);
  return value;
}

function checkNumber(option: JsonObject, value: OptionValue, refuse: Refuse): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const whole = option['type'] === Option.INTEGER;
  if (typeof number !== 'number' || (whole ? !Number.isSafeInteger(number) : !Number.isFinite(number))) {
    throw refuse(whole ? 'is a whole number' : 'is a number');
  }
  const min = asNumber(option['min_value']) ?? -(2 ** 53);
  const max = asNumber(option['max_value']) ?? 2 ** 53;
  if (number < min || number > max) throw refuse(`is ${min} to ${max}`);
  refuseOther(option, number, refuse);
  return number;
}

function refuseOther(option: JsonObject, value: string | number, refuse: Refuse): void {
  const choices = asObjects(option['choices']);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value))
    throw refuse('has no such choice');
}

function refuseHidden(world: World, user: User, channel: Channel, command: JsonObject): void {
  const bits = channelPermissions(world, channel, user.id);
  const wanted = command['default_member_permissions'];
  const needed = typeof wanted === 'string' ? BigInt(wanted) : undefined;
  const admin = (bits & Permission.ADMINISTRATOR) !== 0n;
  if (admin || channel.guildId === undefined) return;
  const hidden = needed !== undefined && (needed === 0n || (bits & needed) !== needed);
  if (hidden || (bits & Permission.USE_APPLICATION_COMMANDS) === 0n) {
    throw new ControlError('not_possible', `${user.username} may not use /${String(command['name'])} here`);
  }
}

/** In direct messages only global commands are offered, and only those made for it. */
function fitsPlace(command: JsonObject, channel: Channel): boolean {
  if (channel.guildId !== undefined) {
    const contexts = command['contexts'];
    return !Array.isArray(contexts) || contexts.includes(0);
  }
  const contexts = command['contexts'];
  if (command['guild_id'] !== undefined) return false;
  return Array.isArray(contexts) ? contexts.includes(1) : command['dm_permission'] !== false;
}

function isGroup(type: unknown): boolean {
  return type === Option.SUBCOMMAND || type === Option.GROUP;
}
