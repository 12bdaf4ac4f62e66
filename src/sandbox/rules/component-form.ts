import { asObject, isObject, withoutEmpty, type JsonObject } from '../json.ts';
import { Component, SELECTS } from '../protocol.ts';
import { ComponentScope, readButton, readSelect } from './control-form.ts';
import type { FormErrors, Path } from './form-errors.ts';

const MAX_ROWS = 5;
const MAX_V2_COMPONENTS = 40;
const MAX_V2_TEXT = 4_000;

/**
 * Reads a message's components.
 * @param v2 whether the message has the flag for Components V2, which brings other types and limits.
 * @returns them as Discord gives them back, numbered.
 */
export function readComponents(errors: FormErrors, value: unknown, v2: boolean): JsonObject[] {
  const path: Path = ['components'];
  const scope = new ComponentScope(errors);
  if (!v2)
    return errors
      .list(path, value, { max: MAX_ROWS })
      .map((row, index) => readRow(scope, [...path, index], row));
  const list = errors.list(path, value, { min: 1, max: MAX_V2_COMPONENTS });
  const components = list.map((component, index) => readV2(scope, [...path, index], component));
  if (scope.count > MAX_V2_COMPONENTS) {
    errors.add(
      path,
      'COMPONENT_TOTAL_COUNT_EXCEEDED',
      `The total number of components must be ${MAX_V2_COMPONENTS} or fewer`,
    );
  }
  if (scope.textLength > MAX_V2_TEXT) {
    errors.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The total displayable text must be ${MAX_V2_TEXT} or fewer characters`,
    );
  }
  return components;
}

/** A row: up to five buttons or one select. */
function readRow(scope: ComponentScope, path: Path, value: unknown): JsonObject {
  const row = asObject(value);
  if (row['type'] !== Component.ROW) {
    scope.errors.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
    return {};
  }
  const id = scope.nextId();
  const items = scope.errors.list([...path, 'components'], row['components'], { min: 1, max: 5 });
  const selects = items.filter((item) => SELECTS.includes(Number(asObject(item)['type'])));
  if (selects.length > 0 && items.length > 1) {
    scope.errors.add(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  return {
    type: Component.ROW,
    id,
    components: items.map((item, index) => readControl(scope, [...path, 'components', index], item)),
  };
}

function readControl(scope: ComponentScope, path: Path, value: unknown): JsonObject {
  const control = asObject(value);
  if (control['type'] === Component.BUTTON) return readButton(scope, path, control);
  if (SELECTS.includes(Number(control['type']))) return readSelect(scope, path, control);
  scope.errors.add(
    [...path, 'type'],
    'UNION_TYPE_CHOICES',
    'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
  );
  return {};
}

function readV2(scope: ComponentScope, path: Path, value: unknown): JsonObject {
  const component = asObject(value);
  switch (component['type']) {
    case Component.ROW:
      return readRow(scope, path, component);
    case Component.CONTAINER:
      return readContainer(scope, path, component);
    case Component.SECTION:
      return readSection(scope, path, component);
    case Component.TEXT_DISPLAY:
      return readTextDisplay(scope, path, component);
    case Component.SEPARATOR: {
      const divider = component['divider'] !== false;
      return { type: Component.SEPARATOR, id: scope.nextId(), divider, spacing: component['spacing'] ?? 1 };
    }
    case Component.MEDIA_GALLERY:
      return readGallery(scope, path, component);
    default:
      scope.errors.add(
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 9, 10, 12, 14, 17).',
      );
      return {};
  }
}

function readContainer(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const id = scope.nextId();
  const items = scope.errors.list([...path, 'components'], value['components'], {
    min: 1,
    max: MAX_V2_COMPONENTS,
  });
  return {
    type: Component.CONTAINER,
    id,
    accent_color:
      scope.errors.integer([...path, 'accent_color'], value['accent_color'], { min: 0, max: 0xffffff }) ??
      null,
    spoiler: value['spoiler'] === true,
    components: items.map((item, index) => readV2(scope, [...path, 'components', index], item)),
  };
}

function readSection(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const id = scope.nextId();
  const texts = scope.errors.list([...path, 'components'], value['components'], { min: 1, max: 3 });
  const accessory = asObject(value['accessory']);
  const at = [...path, 'accessory'];
  return {
    type: Component.SECTION,
    id,
    components: texts.map((text, index) =>
      readTextDisplay(scope, [...path, 'components', index], asObject(text)),
    ),
    accessory:
      accessory['type'] === Component.THUMBNAIL
        ? readThumbnail(scope, at, accessory)
        : readButton(scope, at, accessory),
  };
}

/** Text for reading; also allowed in modals. */
export function readTextDisplay(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const content = scope.errors.text([...path, 'content'], value['content'], {
    max: MAX_V2_TEXT,
    required: true,
  });
  scope.textLength += [...(content ?? '')].length;
  return { type: Component.TEXT_DISPLAY, id: scope.nextId(), content: content ?? '' };
}

function readThumbnail(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  return {
    type: Component.THUMBNAIL,
    id: scope.nextId(),
    media: readMedia(scope, [...path, 'media'], value['media']),
    description: scope.errors.text([...path, 'description'], value['description'], { max: 1_024 }) ?? null,
    spoiler: value['spoiler'] === true,
  };
}

function readGallery(scope: ComponentScope, path: Path, value: JsonObject): JsonObject {
  const id = scope.nextId();
  const items = scope.errors.list([...path, 'items'], value['items'], { min: 1, max: 10 });
  return {
    type: Component.MEDIA_GALLERY,
    id,
    items: items.filter(isObject).map((item, index) => ({
      media: readMedia(scope, [...path, 'items', index, 'media'], item['media']),
      description:
        scope.errors.text([...path, 'items', index, 'description'], item['description'], { max: 1_024 }) ??
        null,
      spoiler: item['spoiler'] === true,
    })),
  };
}

function readMedia({ errors }: ComponentScope, path: Path, value: unknown): JsonObject {
  const url = errors.url([...path, 'url'], asObject(value)['url'], ['http', 'https', 'attachment']);
  if (url === undefined) errors.required([...path, 'url']);
  return withoutEmpty({ id: '0', url, proxy_url: url, width: 0, height: 0 });
}
