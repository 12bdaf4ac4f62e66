import { isObject, withoutEmpty, type JsonObject } from '../json.ts';
import { Component } from '../protocol.ts';
import type { FormErrors, Path } from './form-errors.ts';

/** What one set of components shares while it is read: unique custom_ids and the numbers that Discord gives out. */
export class ComponentScope {
  readonly errors: FormErrors;
  readonly #customIds = new Set<string>();
  #count = 0;
  textLength = 0;

  constructor(errors: FormErrors) {
    this.errors = errors;
  }

  get count(): number {
    return this.#count;
  }

  /** The number of the next component in reading order. */
  nextId(): number {
    this.#count += 1;
    return this.#count;
  }

  /** A custom_id: 1 to 100 characters, once per message or modal. */
  customId(path: Path, value: unknown): string | undefined {
    const id = this.errors.text(path, value, { max: 100, required: true });
    if (id === undefined) return undefined;
    if (this.#customIds.has(id)) {
      this.errors.add(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    this.#customIds.add(id);
    return id;
  }
}

const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

/** A button: a custom_id or a link, and something to show. */
export function readButton(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const { errors } = scope;
  const style = value['style'];
  errors.choice([...path, 'style'], style, [1, 2, 3, 4, LINK_STYLE, PREMIUM_STYLE]);
  const label = errors.text([...path, 'label'], value['label'], { max: 80 });
  const emoji = readEmoji(errors, [...path, 'emoji'], value['emoji']);
  if (style !== PREMIUM_STYLE && !label && !emoji) errors.required([...path, 'label']);
  const button: JsonObject = { type: Component.BUTTON, id: scope.nextId(), style, label, emoji };
  if (value['disabled'] === true) button['disabled'] = true;
  if (style === LINK_STYLE) button['url'] = linkOf(scope, path, value);
  else if (style !== PREMIUM_STYLE) button['custom_id'] = customIdOf(scope, path, value);
  return withoutEmpty(button);
}

function linkOf({ errors }: ComponentScope, path: Path, value: JsonObject): string | undefined {
  if (value['custom_id']) exclusive(errors, path);
  if (!value['url']) errors.add([...path, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
  return errors.url([...path, 'url'], value['url'], ['http', 'https', 'discord']);
}

function customIdOf(scope: ComponentScope, path: Path, value: JsonObject): string | undefined {
  if (value['url']) exclusive(scope.errors, path);
  if (value['custom_id']) return scope.customId([...path, 'custom_id'], value['custom_id']);
  scope.errors.add([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id required');
  return undefined;
}

function exclusive(errors: FormErrors, path: Path): void {
  errors.add(
    [...path, 'url'],
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    'A custom id and url cannot both be specified',
  );
}

/** A select menu of any kind; only the string select brings its own options. */
export function readSelect(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const { errors } = scope;
  const id = scope.nextId();
  const isString = value['type'] === Component.STRING_SELECT;
  const options = isString ? readOptions(errors, [...path, 'options'], value['options']) : undefined;
  const min = errors.integer([...path, 'min_values'], value['min_values'], { min: 0, max: 25 }) ?? 1;
  const max = errors.integer([...path, 'max_values'], value['max_values'], { min: 1, max: 25 }) ?? 1;
  if (min > max)
    errors.add(
      [...path, 'min_values'],
      'SELECT_COMPONENT_MIN_GREATER_THAN_MAX',
      'min_values must not exceed max_values',
    );
  if (options && options.length > 0 && max > options.length) {
    errors.add(
      [...path, 'max_values'],
      'SELECT_COMPONENT_TOO_FEW_OPTIONS',
      `Must be ${options.length} or fewer in length.`,
    );
  }
  return withoutEmpty({
    type: value['type'],
    id,
    custom_id: scope.customId([...path, 'custom_id'], value['custom_id']),
    placeholder: errors.text([...path, 'placeholder'], value['placeholder'], { max: 150 }),
    min_values: min,
    max_values: max,
    options,
    channel_types: value['channel_types'],
    default_values: value['default_values'],
    disabled: value['disabled'] === true ? true : undefined,
  });
}

function readOptions(errors: FormErrors, path: Path, value: unknown): JsonObject[] {
  const seen = new Set<unknown>();
  return errors.list(path, value, { min: 1, max: 25 }).map((item, index) => {
    const at = [...path, index];
    const option = isObject(item) ? item : {};
    const chosen = errors.text([...at, 'value'], option['value'], { max: 100, required: true });
    if (chosen !== undefined && seen.has(chosen)) {
      errors.add(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    seen.add(chosen);
    return withoutEmpty({
      label: errors.text([...at, 'label'], option['label'], { max: 100, required: true }),
      value: chosen,
      description: errors.text([...at, 'description'], option['description'], { max: 100 }),
      emoji: readEmoji(errors, [...at, 'emoji'], option['emoji']),
      default: option['default'] === true ? true : undefined,
    });
  });
}

/** A text input of a modal; inside a label it has no label of its own. */
export function readTextInput(
  scope: ComponentScope,
  path: Path,
  value: JsonObject,
  labelled: boolean,
): JsonObject {
  const { errors } = scope;
  const id = scope.nextId();
  errors.choice([...path, 'style'], value['style'], [1, 2]);
  return withoutEmpty({
    type: Component.TEXT_INPUT,
    id,
    custom_id: scope.customId([...path, 'custom_id'], value['custom_id']),
    style: value['style'],
    label: labelled
      ? undefined
      : errors.text([...path, 'label'], value['label'], { max: 45, required: true }),
    min_length: errors.integer([...path, 'min_length'], value['min_length'], { min: 0, max: 4_000 }),
    max_length: errors.integer([...path, 'max_length'], value['max_length'], { min: 1, max: 4_000 }),
    placeholder: errors.text([...path, 'placeholder'], value['placeholder'], { max: 100 }),
    value: errors.text([...path, 'value'], value['value'], { max: 4_000 }),
    required: value['required'] !== false,
  });
}

/** A custom emoji by id, or a real Unicode one: Discord refuses any other text. */
function readEmoji(errors: FormErrors, path: Path, value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const name = typeof value['name'] === 'string' ? value['name'] : undefined;
  if (value['id'])
    return withoutEmpty({
      id: errors.snowflake([...path, 'id'], value['id']),
      name: name ?? '_',
      animated: value['animated'],
    });
  if (
    name !== undefined &&
    /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(name)
  )
    return { name };
  errors.add([...path, 'name'], 'BUTTON_COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  return undefined;
}
