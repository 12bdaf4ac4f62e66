/** Where buyers deposit. */
export interface WorldStore {
  worlds(shopId: string): Promise<World[]>;
  /** Adds or replaces a world by its name. @throws UserError world_invalid */
  setWorld(shopId: string, world: World, actorId: string): Promise<void>;
}

export interface World {
  name: string;
  owner: string | undefined;
  bot: string | undefined;
}
