import type { Sandbox, SandboxOptions } from './options.ts';

export type { Exchange, Limits, Sandbox, SandboxOptions } from './options.ts';

/**
 * Starts a Discord on loopback.
 * @returns the running sandbox; close it (or `await using`) to end its connections and save its world.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  throw new Error(`The local Discord cannot start yet on port ${options.port ?? 0}`);
}
