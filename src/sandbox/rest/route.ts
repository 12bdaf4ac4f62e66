import type { JsonObject } from '../json.ts';
import type { Upload } from '../rules/message-form.ts';

/** One request, read. */
export interface Call {
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  uploads: Upload[];
}

export interface Answer {
  status: number;
  /** JSON, or a text when it is a string; absent: no body. */
  body?: JsonObject | JsonObject[] | string;
  headers?: Record<string, string>;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in Discord's OpenAPI description, below `/api/v10`. */
  path: string;
  /** `bot`: wants the bot's token and counts against its 50 a second; `token`: the path holds a token of its own. */
  auth: 'bot' | 'token';
  run(call: Call): Answer;
}

type Run = Route['run'];

/** A route that wants the bot's token: `bot('GET /users/@me', …)`. */
export function bot(name: string, run: Run): Route {
  return { ...split(name), auth: 'bot', run };
}

/** A route with an interaction's token in its path. */
export function byToken(name: string, run: Run): Route {
  return { ...split(name), auth: 'token', run };
}

export function ok(body: JsonObject | JsonObject[]): Answer {
  return { status: 200, body };
}

export const noContent: Answer = { status: 204 };

/** A parameter of the path; the router makes sure it is there. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The route with its parameters blanked, as rate limits, faults and the log name it: `/channels/:id/messages`. */
export function bucketRoute(path: string): string {
  return path.replaceAll(/\{\w+_token\}/g, ':token').replaceAll(/\{\w+\}/g, ':id');
}

function split(name: string): { method: Route['method']; path: string } {
  const [method, path] = name.split(' ');
  return { method: method as Route['method'], path: path ?? '' };
}
