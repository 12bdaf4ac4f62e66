import { asObject, withoutEmpty, type JsonObject } from '../json.ts';
import { Component } from '../protocol.ts';
import { readTextDisplay } from './component-form.ts';
import { ComponentScope, readSelect, readTextInput } from './control-form.ts';
import { FormErrors, type Path } from './form-errors.ts';

export interface Modal {
  customId: string;
  title: string;
  components: JsonObject[];
}

/**
 * Reads the data of a callback that opens a modal.
 * @throws ApiError 50035
 */
export function readModal(value: unknown): Modal {
  const errors = new FormErrors();
  const data = asObject(value);
  const scope = new ComponentScope(errors);
  const items = errors.list(['data', 'components'], data['components'], { min: 1, max: 5 });
  const modal = {
    customId: errors.text(['data', 'custom_id'], data['custom_id'], { max: 100, required: true }) ?? '',
    title: errors.text(['data', 'title'], data['title'], { max: 45, required: true }) ?? '',
    components: items.map((item, index) => readPart(scope, ['data', 'components', index], asObject(item))),
  };
  errors.throwIfAny();
  return modal;
}

function readPart(scope: ComponentScope, path: Path, part: JsonObject): JsonObject {
  switch (part['type']) {
    case Component.ROW:
      return readInputRow(scope, path, part);
    case Component.LABEL:
      return readLabel(scope, path, part);
    case Component.TEXT_DISPLAY:
      return readTextDisplay(scope, path, part);
    default:
      scope.errors.add(
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 10, 18).',
      );
      return {};
  }
}

function readInputRow(scope: ComponentScope, path: Path, row: JsonObject): JsonObject {
  const id = scope.nextId();
  const items = scope.errors.list([...path, 'components'], row['components'], { min: 1, max: 1 });
  const components = items.map((item, index) => {
    const at = [...path, 'components', index];
    const input = asObject(item);
    if (input['type'] === Component.TEXT_INPUT) return readTextInput(scope, at, input, false);
    scope.errors.add([...at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4,).');
    return {};
  });
  return { type: Component.ROW, id, components };
}

function readLabel(scope: ComponentScope, path: Path, label: JsonObject): JsonObject {
  const { errors } = scope;
  const id = scope.nextId();
  const at = [...path, 'component'];
  const part = asObject(label['component']);
  return withoutEmpty({
    type: Component.LABEL,
    id,
    label: errors.text([...path, 'label'], label['label'], { max: 45, required: true }),
    description: errors.text([...path, 'description'], label['description'], { max: 100 }),
    component: readLabelled(scope, at, part),
  });
}

function readLabelled(scope: ComponentScope, path: Path, part: JsonObject): JsonObject {
  if (part['type'] === Component.TEXT_INPUT) return readTextInput(scope, path, part, true);
  if (part['type'] === Component.STRING_SELECT) {
    return { ...readSelect(scope, path, part), required: part['required'] !== false };
  }
  scope.errors.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (3, 4).');
  return {};
}
