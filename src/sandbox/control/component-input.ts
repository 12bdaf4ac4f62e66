import { asNumber, asObject, asObjects, type JsonObject } from '../json.ts';
import { Component } from '../protocol.ts';
import type { Modal } from '../rules/modal-form.ts';
import { ControlError } from './control-error.ts';
import type { Resolved } from './resolved.ts';

const PICKERS: Record<number, 'user' | 'role' | 'mentionable' | 'channel'> = {
  [Component.USER_SELECT]: 'user',
  [Component.ROLE_SELECT]: 'role',
  [Component.MENTIONABLE_SELECT]: 'mentionable',
  [Component.CHANNEL_SELECT]: 'channel',
};

/** The data of a click; @throws ControlError when the component isn't a button with an action. */
export function clickData(component: JsonObject): JsonObject {
  if (component['type'] !== Component.BUTTON)
    throw new ControlError('not_possible', 'Only buttons can be clicked');
  return { component_type: Component.BUTTON, custom_id: component['custom_id'], id: component['id'] };
}

/** The data of a choice in a menu; @throws ControlError when it isn't among what the menu offers. */
export function selectData(
  component: JsonObject,
  values: string[],
  parts: { resolved: Resolved; userId: string },
): JsonObject {
  const type = Number(component['type']);
  const picker = PICKERS[type];
  if (type !== Component.STRING_SELECT && !picker)
    throw new ControlError('not_possible', 'Only menus take a choice');
  checkChosen(component, values);
  if (picker) parts.resolved.pick(picker, values, parts.userId);
  const resolved = parts.resolved.toJSON();
  return {
    component_type: type,
    custom_id: component['custom_id'],
    id: component['id'],
    values,
    ...(resolved ? { resolved } : {}),
  };
}

/** The data of a modal that a user submits; @throws ControlError `invalid` for what the client would not let through. */
export function modalData(modal: Modal, fields: Record<string, string>): JsonObject {
  const known = inputsOf(modal.components).map((input) => String(input['custom_id']));
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ControlError('invalid', `The modal has no field ${unknown}`);
  const components = modal.components
    .filter((part) => part['type'] !== Component.TEXT_DISPLAY)
    .map((part) => submitted(part, fields));
  return { custom_id: modal.customId, components };
}

/** The inputs of a modal, out of their rows and labels. */
function inputsOf(components: JsonObject[]): JsonObject[] {
  return components.flatMap((part) =>
    part['type'] === Component.LABEL ? [asObject(part['component'])] : asObjects(part['components']),
  );
}

function submitted(part: JsonObject, fields: Record<string, string>): JsonObject {
  const { type, id } = part;
  if (type === Component.LABEL)
    return { type, id, component: submittedInput(asObject(part['component']), fields) };
  return {
    type,
    id,
    components: asObjects(part['components']).map((input) => submittedInput(input, fields)),
  };
}

function submittedInput(input: JsonObject, fields: Record<string, string>): JsonObject {
  const customId = String(input['custom_id']);
  const base = { type: input['type'], id: input['id'], custom_id: customId };
  const value = fields[customId] ?? (typeof input['value'] === 'string' ? input['value'] : '');
  if (input['type'] !== Component.TEXT_INPUT) {
    const values = value === '' ? [] : [value];
    if (values.length > 0 || input['required'] !== false) checkChosen(input, values);
    return { ...base, values };
  }
  const length = [...value].length;
  if (length === 0 && input['required'] === false) return { ...base, value };
  const min = Math.max(asNumber(input['min_length']) ?? 0, 1);
  const max = asNumber(input['max_length']) ?? 4_000;
  if (length < min || length > max) {
    throw new ControlError('invalid', `The field ${customId} has ${min} to ${max} characters`);
  }
  return { ...base, value };
}

function checkChosen(component: JsonObject, values: string[]): void {
  const min = asNumber(component['min_values']) ?? 1;
  const max = asNumber(component['max_values']) ?? 1;
  if (values.length < min || values.length > max) {
    throw new ControlError('invalid', `The menu takes ${min} to ${max} choices`);
  }
  if (component['type'] !== Component.STRING_SELECT) return;
  const offered = asObjects(component['options']).map((option) => option['value']);
  const other = values.find((value) => !offered.includes(value));
  if (other !== undefined) throw new ControlError('invalid', `The menu does not offer ${other}`);
}
