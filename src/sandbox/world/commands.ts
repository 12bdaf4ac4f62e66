import type { JsonObject } from '../json.ts';
import { asObjects } from '../json.ts';
import type { Limits } from '../options.ts';
import { ApiError } from '../rest/api-error.ts';
import { readCommands } from '../rules/command-form.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const TRANSLATIONS = ['name_localizations', 'description_localizations'];

/** The bot's application commands; a guild's own list and the global one (`guildId` undefined) are separate. */
export class Commands {
  readonly #world: World;
  readonly #limits: Limits;
  readonly #created: { guildId: string; atMs: number }[] = [];

  constructor(world: World, limits: Limits) {
    this.#world = world;
    this.#limits = limits;
  }

  list(guildId: string | undefined): JsonObject[] {
    return this.#world.commands.get(guildId ?? '') ?? [];
  }

  /** Without translations, as the API lists commands unless they are asked for. */
  listBrief(guildId: string | undefined): JsonObject[] {
    return this.list(guildId).map((command) => brief(command));
  }

  find(guildId: string | undefined, id: string): JsonObject {
    const command = this.list(guildId).find((candidate) => candidate['id'] === id);
    if (!command) throw ApiError.unknownCommand();
    return command;
  }

  /**
   * Replaces the whole list; commands of the same name and type keep their id and cost nothing of the day's allowance.
   * @throws ApiError 50035, 30032, 30034
   */
  replace(guildId: string | undefined, body: unknown): JsonObject[] {
    const old = this.list(guildId);
    const wanted = readCommands(body);
    const isNew = (command: JsonObject) => !old.some((known) => sameCommand(known, command));
    this.#spend(guildId, wanted.filter(isNew).length);
    const stored = wanted.map((command) => this.#stored(guildId, command, old));
    this.#save(guildId, stored);
    return stored;
  }

  /** Adds one command, or overwrites the one of that name; `created` tells which. */
  put(guildId: string | undefined, body: unknown): { command: JsonObject; created: boolean } {
    const old = this.list(guildId);
    const wanted = readCommands([body])[0] ?? {};
    const known = old.find((candidate) => sameCommand(candidate, wanted));
    if (!known) this.#spend(guildId, 1);
    const command = this.#stored(guildId, wanted, old);
    this.#save(guildId, [...old.filter((candidate) => candidate !== known), command]);
    return { command, created: !known };
  }

  edit(guildId: string | undefined, id: string, body: JsonObject): JsonObject {
    const known = this.find(guildId, id);
    const wanted = readCommands([{ ...known, ...body }])[0] ?? {};
    const command = { ...this.#stored(guildId, wanted, []), id };
    this.#save(
      guildId,
      this.list(guildId).map((candidate) => (candidate === known ? command : candidate)),
    );
    return command;
  }

  remove(guildId: string | undefined, id: string): void {
    const known = this.find(guildId, id);
    this.#save(
      guildId,
      this.list(guildId).filter((candidate) => candidate !== known),
    );
  }

  #stored(guildId: string | undefined, command: JsonObject, old: JsonObject[]): JsonObject {
    const known = old.find((candidate) => sameCommand(candidate, command));
    return {
      id: known?.['id'] ?? this.#world.ids.next(),
      application_id: this.#world.botId,
      version: this.#world.ids.next(),
      ...(guildId === undefined ? {} : { guild_id: guildId }),
      ...command,
    };
  }

  #save(guildId: string | undefined, commands: JsonObject[]): void {
    this.#world.commands.set(guildId ?? '', commands);
    this.#world.events.emit({ kind: 'world_changed' });
  }

  #spend(guildId: string | undefined, count: number): void {
    const now = this.#world.clock.now();
    const scope = guildId ?? '';
    while (this.#created[0] && this.#created[0].atMs <= now - DAY_MS) this.#created.shift();
    const today = this.#created.filter((entry) => entry.guildId === scope).length;
    const limit = this.#limits.commandCreatesPerDay;
    if (today + count > limit) throw ApiError.tooManyCommandsToday(limit);
    for (let index = 0; index < count; index += 1) this.#created.push({ guildId: scope, atMs: now });
  }
}

function sameCommand(a: JsonObject, b: JsonObject): boolean {
  return a['name'] === b['name'] && a['type'] === b['type'];
}

function brief(part: JsonObject): JsonObject {
  const kept = Object.entries(part).filter(([key]) => !TRANSLATIONS.includes(key));
  const copy = Object.fromEntries(kept);
  for (const key of ['options', 'choices'])
    if (Array.isArray(part[key])) copy[key] = asObjects(part[key]).map(brief);
  return copy;
}
