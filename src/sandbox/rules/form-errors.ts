import type { JsonObject } from '../json.ts';
import { ApiError } from '../rest/api-error.ts';
import { isSnowflake } from '../snowflake.ts';

export type Path = readonly (string | number)[];

/** Collects the mistakes of one request body into the tree that goes with 50035. */
export class FormErrors {
  readonly #tree: JsonObject = {};
  #count = 0;

  add(path: Path, code: string, message: string): void {
    this.#count += 1;
    let node = this.#tree;
    for (const key of path) node = (node[key] ??= {}) as JsonObject;
    const list = (node['_errors'] ??= []) as JsonObject[];
    list.push({ code, message });
  }

  /** @throws ApiError 50035 with everything collected so far. */
  throwIfAny(): void {
    if (this.#count > 0) throw ApiError.invalidForm(this.#tree);
  }

  /** A text within its length. Blank counts as missing, as in Discord's own forms. */
  text(
    path: Path,
    value: unknown,
    rule: { max: number; min?: number; required?: boolean },
  ): string | undefined {
    if (value === undefined || value === null || (value === '' && rule.required !== true)) {
      if (rule.required) this.required(path);
      return undefined;
    }
    if (typeof value !== 'string')
      return this.#wrong(path, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
    const length = [...value].length;
    const min = rule.min ?? (rule.required ? 1 : 0);
    if (rule.required && value.trim() === '') this.required(path);
    else if (length < min || length > rule.max) this.#badLength(path, length, min, rule.max, 'in length');
    return value;
  }

  /** A whole number within its range. */
  integer(path: Path, value: unknown, rule: { min: number; max: number }): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      return this.#wrong(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`);
    }
    if (value < rule.min) {
      this.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${rule.min}.`);
    }
    if (value > rule.max) {
      this.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${rule.max}.`);
    }
    return value;
  }

  /** A list within its length; items stay unchecked. */
  list(path: Path, value: unknown, rule: { min?: number; max: number }): unknown[] {
    if (value === undefined || value === null) {
      if (rule.min) this.required(path);
      return [];
    }
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    const min = rule.min ?? 0;
    if (value.length < min || value.length > rule.max)
      this.#badLength(path, value.length, min, rule.max, 'in length');
    return value.slice(0, rule.max);
  }

  choice(path: Path, value: unknown, choices: readonly (string | number)[]): void {
    if (choices.some((choice) => choice === value)) return;
    this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`);
  }

  snowflake(path: Path, value: unknown): string | undefined {
    if (isSnowflake(value)) return value;
    return this.#wrong(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
  }

  /** An address with one of the schemes that Discord takes. */
  url(path: Path, value: unknown, schemes: readonly string[]): string | undefined {
    const text = this.text(path, value, { max: 2_048 });
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (!url) return this.#wrong(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    if (!schemes.includes(url.protocol.slice(0, -1))) {
      const allowed = schemes.map((scheme) => `'${scheme}'`).join(', ');
      this.add(
        path,
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${url.protocol.slice(0, -1)}" is not supported. Scheme must be one of (${allowed}).`,
      );
    }
    return text;
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  #badLength(path: Path, length: number, min: number, max: number, unit: string): void {
    if (min > 0 && max !== min) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} ${unit}.`);
    } else if (length > max) {
      this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer ${unit}.`);
    } else {
      this.add(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more ${unit}.`);
    }
  }

  #wrong(path: Path, code: string, message: string): undefined {
    this.add(path, code, message);
    return undefined;
  }
}
