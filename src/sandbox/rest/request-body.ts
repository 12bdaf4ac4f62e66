import type { FastifyRequest } from 'fastify';
import { asObject } from '../json.ts';
import type { Upload } from '../rules/message-form.ts';
import { ApiError } from './api-error.ts';

/**
 * Reads a request's body: JSON, or multipart with the JSON in `payload_json` and files in `files[n]`.
 * @throws ApiError 50109 for a `payload_json` that isn't JSON, 40005 for a file that is too large.
 */
export async function readBody(request: FastifyRequest): Promise<{ body: unknown; uploads: Upload[] }> {
  if (!request.isMultipart()) return { body: request.body, uploads: [] };
  const uploads: Upload[] = [];
  let body: unknown = {};
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const data = await part.toBuffer().catch(() => {
        throw ApiError.fileTooLarge();
      });
      uploads.push({
        index: Number(/\d+/.exec(part.fieldname)?.[0] ?? uploads.length),
        field: part.fieldname,
        filename: part.filename || 'file',
        contentType: contentTypeOf(part.filename, part.mimetype),
        data,
      });
    } else if (part.fieldname === 'payload_json') {
      body = parseJson(part.value);
    } else {
      body = { ...asObject(body), [part.fieldname]: part.value };
    }
  }
  return { body, uploads };
}

const TEXT_TYPES: Record<string, string> = {
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Discord goes by the name when the sender doesn't say what a file is. */
function contentTypeOf(filename: string, mimetype: string): string {
  if (mimetype !== 'application/octet-stream') return mimetype;
  return TEXT_TYPES[filename.split('.').pop()?.toLowerCase() ?? ''] ?? mimetype;
}

/** discord.js sends `payload_json` with a JSON content type, which the multipart parser already reads. */
function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw ApiError.invalidJson();
  }
}
