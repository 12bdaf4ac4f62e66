import { discordTime, parseTime } from '../clock.ts';
import { asObject, isObject, withoutEmpty, type JsonObject } from '../json.ts';
import type { FormErrors, Path } from './form-errors.ts';

const MAX_TOTAL = 6_000;

/**
 * Reads a message's embeds.
 * @returns them as Discord gives them back, the image addresses still as they came.
 */
export function readEmbeds(errors: FormErrors, value: unknown): JsonObject[] {
  const path: Path = ['embeds'];
  const embeds = errors
    .list(path, value, { max: 10 })
    .map((embed, index) => readEmbed(errors, [...path, index], embed));
  const total = embeds.reduce((sum, embed) => sum + textLength(embed), 0);
  if (total > MAX_TOTAL) {
    errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MAX_TOTAL}`);
  }
  return embeds;
}

function readEmbed(errors: FormErrors, path: Path, value: unknown): JsonObject {
  if (!isObject(value)) {
    errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    return {};
  }
  const fields = errors.list([...path, 'fields'], value['fields'], { max: 25 });
  const embed = withoutEmpty({
    type: 'rich',
    title: emptyToNothing(errors.text([...path, 'title'], value['title'], { max: 256 })),
    description: emptyToNothing(errors.text([...path, 'description'], value['description'], { max: 4_096 })),
    url: errors.url([...path, 'url'], value['url'], ['http', 'https']),
    color: errors.integer([...path, 'color'], value['color'], { min: 0, max: 0xffffff }),
    timestamp: readTimestamp(errors, [...path, 'timestamp'], value['timestamp']),
    footer: readFooter(errors, [...path, 'footer'], value['footer']),
    author: readAuthor(errors, [...path, 'author'], value['author']),
    image: readImage(errors, [...path, 'image'], value['image']),
    thumbnail: readImage(errors, [...path, 'thumbnail'], value['thumbnail']),
    fields:
      fields.length > 0
        ? fields.map((field, index) => readField(errors, [...path, 'fields', index], field))
        : undefined,
  });
  const shows = ['title', 'description', 'fields', 'footer', 'author', 'image', 'thumbnail'];
  if (!shows.some((key) => key in embed)) errors.required([...path, 'description']);
  return embed;
}

function readField(errors: FormErrors, path: Path, value: unknown): JsonObject {
  const field = asObject(value);
  return {
    name: errors.text([...path, 'name'], field['name'], { max: 256, required: true }) ?? '',
    value: errors.text([...path, 'value'], field['value'], { max: 1_024, required: true }) ?? '',
    inline: field['inline'] === true,
  };
}

function readFooter(errors: FormErrors, path: Path, value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  return withoutEmpty({
    text: errors.text([...path, 'text'], value['text'], { max: 2_048, required: true }),
    icon_url: errors.url([...path, 'icon_url'], value['icon_url'], ['http', 'https', 'attachment']),
  });
}

function readAuthor(errors: FormErrors, path: Path, value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  return withoutEmpty({
    name: errors.text([...path, 'name'], value['name'], { max: 256, required: true }),
    url: errors.url([...path, 'url'], value['url'], ['http', 'https']),
    icon_url: errors.url([...path, 'icon_url'], value['icon_url'], ['http', 'https', 'attachment']),
  });
}

function readImage(errors: FormErrors, path: Path, value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const url = errors.url([...path, 'url'], value['url'], ['http', 'https', 'attachment']);
  return url === undefined ? undefined : { url, width: 0, height: 0 };
}

function readTimestamp(errors: FormErrors, path: Path, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const ms = typeof value === 'string' ? parseTime(value) : undefined;
  if (ms === undefined) {
    errors.add(path, 'DATE_TIME_TYPE_PARSE', `Could not parse ${String(value)}. Should be ISO8601.`);
    return undefined;
  }
  return discordTime(ms);
}

function emptyToNothing(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** The characters that count towards the total: title, description, field names and values, footer, author. */
function textLength(embed: JsonObject): number {
  const fields = Array.isArray(embed['fields']) ? (embed['fields'] as JsonObject[]) : [];
  const texts = [
    embed['title'],
    embed['description'],
    asObject(embed['footer'])['text'],
    asObject(embed['author'])['name'],
    ...fields.flatMap((field) => [field['name'], field['value']]),
  ];
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? [...text].length : 0), 0);
}
