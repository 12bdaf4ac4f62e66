import { asObject, isObject, type JsonObject } from '../json.ts';
import { MessageFlag } from '../protocol.ts';
import { ApiError } from '../rest/api-error.ts';
import { readComponents } from './component-form.ts';
import { readEmbeds } from './embed-form.ts';
import { FormErrors } from './form-errors.ts';

/** A file that came with a multipart request. */
export interface Upload {
  /** The number in `files[n]`. */
  index: number;
  field: string;
  filename: string;
  contentType: string;
  data: Buffer;
}

/** The body of a message that is sent or edited; a field that is absent there is absent here. */
export interface MessageForm {
  content?: string;
  embeds?: JsonObject[];
  components?: JsonObject[];
  flags?: number;
  tts: boolean;
  allowedMentions?: AllowedMentions;
  /** Ids of attachments to keep and numbers of uploads to describe. */
  attachments?: JsonObject[];
  uploads: Upload[];
  nonce?: string | number;
  enforceNonce: boolean;
  replyTo?: string;
}

export interface AllowedMentions {
  parse: string[];
  users: string[];
  roles: string[];
  repliedUser: boolean;
}

const MAX_CONTENT = 2_000;

/**
 * Reads the body of a message.
 * @param oldFlags the flags of the message that is edited: Components V2 can't be taken back.
 * @throws ApiError 50035 for every limit of content, embeds and components.
 */
export function readMessageForm(value: unknown, uploads: Upload[], oldFlags = 0): MessageForm {
  const body = asObject(value);
  const errors = new FormErrors();
  const flags = errors.integer(['flags'], body['flags'], { min: 0, max: 2 ** 31 - 1 });
  const v2 = (((flags ?? 0) | oldFlags) & MessageFlag.COMPONENTS_V2) !== 0;
  const form: MessageForm = {
    tts: body['tts'] === true,
    uploads,
    enforceNonce: body['enforce_nonce'] === true,
  };
  if (flags !== undefined) form.flags = flags;
  if (body['content'] !== undefined)
    form.content = errors.text(['content'], body['content'], { max: MAX_CONTENT }) ?? '';
  if (body['embeds'] !== undefined) form.embeds = readEmbeds(errors, body['embeds']);
  if (body['components'] !== undefined) form.components = readComponents(errors, body['components'], v2);
  if (body['attachments'] !== undefined) form.attachments = readAttachments(errors, body['attachments']);
  if (v2 && (form.content || (form.embeds?.length ?? 0) > 0)) refuseLegacy(errors, form);
  readAllowedMentions(errors, form, body['allowed_mentions']);
  readNonce(errors, form, body['nonce']);
  readReference(errors, form, body['message_reference']);
  errors.throwIfAny();
  return form;
}

/** @throws ApiError 50006 when there is nothing to show. */
export function refuseEmpty(shown: {
  content: string;
  embeds: unknown[];
  components: unknown[];
  files: number;
}): void {
  const something = shown.content.trim() !== '' || shown.embeds.length > 0 || shown.components.length > 0;
  if (!something && shown.files === 0) throw ApiError.emptyMessage();
}

function refuseLegacy(errors: FormErrors, form: MessageForm): void {
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  const text = 'The field cannot be used when using MessageFlags.IS_COMPONENTS_V2';
  if (form.content) errors.add(['content'], code, text);
  if (form.embeds?.length) errors.add(['embeds'], code, text);
}

function readAttachments(errors: FormErrors, value: unknown): JsonObject[] {
  return errors.list(['attachments'], value, { max: 10 }).filter(isObject);
}

function readNonce(errors: FormErrors, form: MessageForm, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'number' && Number.isInteger(value)) form.nonce = value;
  else form.nonce = errors.text(['nonce'], value, { max: 25 });
}

function readReference(errors: FormErrors, form: MessageForm, value: unknown): void {
  if (!isObject(value)) return;
  const id = errors.snowflake(['message_reference', 'message_id'], value['message_id']);
  if (id !== undefined) form.replyTo = id;
}

function readAllowedMentions(errors: FormErrors, form: MessageForm, value: unknown): void {
  if (!isObject(value)) return;
  const path = ['allowed_mentions'];
  const parse = errors.list([...path, 'parse'], value['parse'], { max: 3 });
  for (const [index, kind] of parse.entries()) {
    errors.choice([...path, 'parse', index], kind, ['users', 'roles', 'everyone']);
  }
  const ids = (key: 'users' | 'roles') => {
    const list = errors.list([...path, key], value[key], { max: 100 });
    if (list.length > 0 && parse.includes(key)) {
      errors.add(
        [...path, key],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
      );
    }
    return list.map((id, index) => errors.snowflake([...path, key, index], id) ?? '');
  };
  form.allowedMentions = {
    parse: parse.map(String),
    users: ids('users'),
    roles: ids('roles'),
    repliedUser: value['replied_user'] === true,
  };
}
