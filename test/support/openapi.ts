import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Exchange, Sandbox } from '../../src/sandbox/sandbox.ts';

/** Discord's own OpenAPI description of its API v10, where this machine has it. */
const DESCRIPTION = new URL('../../../shared/discord-openapi.json', import.meta.url);

interface Operation {
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
}

/** Places where the description is stricter than Discord itself. */
const ALLOWED: { part: 'request' | 'response'; path: RegExp; because: string }[] = [
  {
    part: 'response',
    path: /^\/errors(\/|$)/,
    because:
      'The mistakes in a form have names such as BASE_TYPE_REQUIRED, which the description calls numbers',
  },
  {
    part: 'request',
    path: /\/default_member_permissions$/,
    because:
      'Discord documents permission bits as text and discord.js sends them so; the description wants a number',
  },
];

export interface OpenApiCheck {
  /** False where the description isn't on this machine; then nothing is checked. */
  available: boolean;
  /** Everything so far that the description doesn't allow, one line each. */
  violations(): string[];
}

/**
 * Holds every request of the bot and every answer of the local Discord to Discord's own description.
 * @param options.ignoreRefused leaves out the bodies of requests that Discord refused: for tests that send wrong ones.
 */
export function createOpenApiCheck(
  sandbox: Sandbox,
  options: { ignoreRefused?: boolean } = {},
): OpenApiCheck {
  const validator = sharedValidator();
  const found: string[] = [];
  if (!validator) return { available: false, violations: () => found };
  sandbox.onExchange((exchange) => {
    const refused = exchange.status >= 400 && options.ignoreRefused === true;
    if (!refused) found.push(...validator.request(exchange));
    if (exchange.fault === undefined) found.push(...validator.response(exchange));
  });
  return { available: true, violations: () => [...found] };
}

/** Compiles what is used, when it is used first; one for all tests of a process. */
class Validator {
  readonly #description: Description;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(description: Description) {
    this.#description = description;
    this.#ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true, formats });
    this.#ajv.addSchema(description, 'discord');
  }

  request(exchange: Exchange): string[] {
    const operation = this.#operation(exchange);
    if (!operation) return [`${exchange.method} ${exchange.route}: not in Discord's description`];
    if (!operation.requestBody || exchange.requestBody === undefined) return [];
    const pointer = ['requestBody', 'content', 'application/json', 'schema'];
    return this.#check(exchange, 'request', pointer, exchange.requestBody);
  }

  response(exchange: Exchange): string[] {
    const operation = this.#operation(exchange);
    if (!operation || isCloudflare(exchange)) return [];
    const status = String(exchange.status);
    const key = [status, `${status[0]}XX`].find((candidate) => candidate in operation.responses);
    if (key === undefined)
      return [`${exchange.method} ${exchange.route}: answered with an undescribed ${status}`];
    const described = this.#resolve(operation.responses[key]);
    const hasBody = described.value.content !== undefined;
    if (!hasBody && exchange.responseBody === undefined) return [];
    if (!hasBody) return [`${exchange.method} ${exchange.route}: ${status} has a body, which it must not`];
    const own = ['responses', key, 'content', 'application/json', 'schema'];
    const shared = described.ref && [...described.ref, 'content', 'application/json', 'schema'];
    return this.#check(exchange, 'response', shared ?? own, exchange.responseBody, shared !== undefined);
  }

  #operation({ method, route }: Exchange): Operation | undefined {
    return this.#description.paths[route]?.[method.toLowerCase()];
  }

  #resolve(response: unknown): { value: { content?: unknown }; ref?: string[] } {
    const ref = (response as { $ref?: string }).$ref;
    if (ref === undefined) return { value: response as { content?: unknown } };
    const path = ref.replace('#/', '').split('/');
    const value = path.reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      this.#description,
    );
    return { value: value as { content?: unknown }, ref: path };
  }

  #check(
    exchange: Exchange,
    part: 'request' | 'response',
    keys: string[],
    body: unknown,
    absolute = false,
  ): string[] {
    const path = absolute ? keys : ['paths', exchange.route, exchange.method.toLowerCase(), ...keys];
    const pointer = path
      .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = this.#compile(`discord#/${pointer}`);
    if (validate(body)) return [];
    return (validate.errors ?? [])
      .filter((error) => !isAllowed(part, error.instancePath))
      .slice(0, 3)
      .map(
        (error) =>
          `${exchange.method} ${exchange.route} ${part} ${exchange.status} at ${error.instancePath || '/'}: ${error.message ?? ''} ${JSON.stringify(error.params)}`,
      );
  }

  #compile(ref: string): ValidateFunction {
    const known = this.#compiled.get(ref);
    if (known) return known;
    const validate = this.#ajv.compile({ $ref: ref });
    this.#compiled.set(ref, validate);
    return validate;
  }
}

const shared: { validator?: Validator } = {};

function sharedValidator(): Validator | undefined {
  if (!existsSync(DESCRIPTION)) return undefined;
  shared.validator ??= new Validator(JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Description);
  return shared.validator;
}

/** During a ban Cloudflare answers instead of the API. */
function isCloudflare(exchange: Exchange): boolean {
  return exchange.status === 429 && typeof exchange.responseBody === 'string';
}

function isAllowed(part: 'request' | 'response', path: string): boolean {
  return ALLOWED.some((entry) => entry.part === part && entry.path.test(path));
}

const int = (bits: bigint) => ({
  type: 'number' as const,
  validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= Number(2n ** (bits - 1n)),
});

const formats = {
  snowflake: /^(0|[1-9]\d{0,19})$/,
  nonce: true as const,
  int32: int(32n),
  int64: int(64n),
  double: { type: 'number' as const, validate: Number.isFinite },
  uri: (value: string) => URL.canParse(value),
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
};
