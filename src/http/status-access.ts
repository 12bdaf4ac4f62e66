import { createHash, timingSafeEqual } from 'node:crypto';

const COOKIE = 'livestock_status';

/** What of a request decides whether it may see the status. */
export interface StatusRequest {
  /** Name in the `Host` header, without the port. */
  hostname: string;
  authorization: string | undefined;
  queryToken: string | undefined;
  cookie: string | undefined;
}

/** Allowed, perhaps with a cookie to set; or why not. */
export type StatusAccess =
  | { allowed: true; cookie?: string }
  | { allowed: false; code: 401 | 403; message: string };

/**
 * The status is open to this machine only. Whoever comes from elsewhere needs the status token, and without a configured
 * one nobody gets in. The name in the Host header counts too: a page in a browser here can reach loopback under its own
 * name (DNS rebinding), and a proxy on this machine passes strangers on.
 */
export function statusAccess(
  server: { host: string; statusToken: string | undefined },
  request: StatusRequest,
): StatusAccess {
  if (isLoopback(server.host) && isLoopback(request.hostname)) return { allowed: true };
  if (server.statusToken === undefined) {
    return {
      allowed: false,
      code: 403,
      message: 'The status is closed from outside until STATUS_TOKEN is set.',
    };
  }
  const { authorization, queryToken, cookie } = request;
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? queryToken;
  if (given !== undefined && isSame(given, server.statusToken)) {
    return { allowed: true, ...(given === queryToken && { cookie: setCookie(server.statusToken) }) };
  }
  if (given === undefined && isSame(cookieOf(cookie), proofOf(server.statusToken))) return { allowed: true };
  return {
    allowed: false,
    code: 401,
    message: 'Give the status token as "Authorization: Bearer …" or ?token=….',
  };
}

/**
 * A browser that gave the token in an address is known by this until it is closed, so that neither addresses nor scripts
 * hold the token. It proves the token and does not contain it.
 */
function setCookie(token: string): string {
  return `${COOKIE}=${proofOf(token)}; HttpOnly; SameSite=Lax`;
}

function cookieOf(header = ''): string {
  const cookies = header.split(';').map((cookie) => cookie.trim().split('='));
  return cookies.find(([name]) => name === COOKIE)?.[1] ?? '';
}

function proofOf(token: string): string {
  return digest(`${COOKIE}:${token}`).toString('hex');
}

/** True for names and addresses that only this machine can reach. */
function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Compares digests, so that the time tells neither content nor length. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
