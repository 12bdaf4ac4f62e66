import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Variables by name, as strings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** As the process was given it, before {@link shareWithTelemetry} adds to it: what a new beginning starts from. */
export const startEnvironment: Environment = { ...process.env };

/** Every mistake in the configuration, together; the message is for the person who starts the bot and holds no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length} mistake(s):\n${mistakes.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}

/**
 * Reads the environment, with a `.env` file below it: the real environment wins, also with an empty value. Empty means absent.
 * @param env the real environment
 * @param dotEnvPath the file, which may be missing
 * @throws ConfigError when the file is there and cannot be read
 */
export function readEnvironment(env: Environment = process.env, dotEnvPath = '.env'): Environment {
  const all = { ...readDotEnv(dotEnvPath), ...env };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

/** Puts the standard `OTEL_*` variables where the OpenTelemetry SDK looks for them: in the process's environment. */
export function shareWithTelemetry(env: Environment): void {
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('OTEL_')) process.env[name] = value;
  }
}

function readDotEnv(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return {};
    throw new ConfigError([`${path} cannot be read (${code}): make it a readable text file, or remove it`]);
  }
}
