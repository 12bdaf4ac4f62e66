import { STATUS_CODES } from 'node:http';
import type { ResponseLike, RESTOptions } from 'discord.js';
import { type Dispatcher, Headers, request } from 'undici';

type Init = Parameters<RESTOptions['makeRequest']>[1];

/**
 * Sends one request with undici, as discord.js's own `makeRequest` does.
 *
 * That one answers with an object literal that has a getter. V8 makes a hidden class for each such object, in the old
 * generation, and it keeps what the getter sees: the whole request, until the next full collection.
 * @throws what undici says of the connection, or the reason of the signal
 */
export async function sendRequest(url: string, init: Init): Promise<ResponseLike> {
  return new DiscordResponse(await request(url, init as Parameters<typeof request>[1]));
}

class DiscordResponse implements ResponseLike {
  readonly body: Dispatcher.ResponseData['body'];
  readonly status: number;
  readonly #received: Dispatcher.ResponseData['headers'];
  #headers: Headers | undefined;

  constructor({ body, statusCode, headers }: Dispatcher.ResponseData) {
    this.body = body;
    this.status = statusCode;
    this.#received = headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return STATUS_CODES[this.status] ?? '';
  }

  /** Made when they are first asked for: the answer to a click is taken by its status alone. */
  get headers(): Headers {
    this.#headers ??= new Headers(this.#received as Record<string, string | string[]>);
    return this.#headers;
  }

  get bodyUsed(): boolean {
    return this.body.bodyUsed;
  }

  text(): Promise<string> {
    return this.body.text();
  }

  json(): Promise<unknown> {
    return this.body.json();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.body.arrayBuffer();
  }
}
