import {
  DefaultUserAgent,
  DiscordAPIError,
  type DiscordErrorData,
  HTTPError,
  type REST,
  type RESTOptions,
  Routes,
} from 'discord.js';

type Init = Parameters<RESTOptions['makeRequest']>[1];

/** Where an interaction is answered, and with what. */
export interface CallbackRequest {
  id: string;
  token: string;
  body: object;
  signal: AbortSignal;
  dispatcher?: Init['dispatcher'];
}

/**
 * Sends the first answer to an interaction, as discord.js would but at once: this route has no rate limit to wait for, so
 * neither a bucket nor a queue is looked up, and there is no second time limit beside the signal's.
 * @throws DiscordAPIError, HTTPError or a network error
 */
export async function sendCallback(
  { options }: REST,
  { id, token, body, signal, dispatcher }: CallbackRequest,
): Promise<void> {
  const url = `${options.api}/v${options.version}${Routes.interactionCallback(id, token)}`;
  const response = await options.makeRequest(url, {
    method: 'POST',
    headers: {
      ...options.headers,
      'Content-Type': 'application/json',
      'User-Agent': `${DefaultUserAgent} ${options.userAgentAppendix}`.trim(),
    },
    body: JSON.stringify(body),
    signal,
    ...(dispatcher && { dispatcher }),
  });
  const { ok, status, statusText } = response;
  // Read in any case: the connection is free for the next request only then.
  const text = await response.text();
  if (ok) return;
  const sent = { body, files: undefined };
  const refusal = status < 500 && status !== 429 ? refusalIn(text) : undefined;
  if (refusal) throw new DiscordAPIError(refusal, refusal.code, status, 'POST', url, sent);
  throw new HTTPError(status, statusText, 'POST', url, sent);
}

/** Undefined for what is not Discord's API's: a page of HTML of whatever stands before it. */
function refusalIn(text: string): DiscordErrorData | undefined {
  try {
    return JSON.parse(text) as DiscordErrorData;
  } catch {
    return undefined;
  }
}
