import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How far a sender's clock may be off, and how long a caught request could be sent again. */
const TOLERANCE_SECONDS = 300;
const SIGNATURE = /^v1=([0-9a-f]{64})$/i;
const TIMESTAMP = /^\d{1,12}$/;

/** A secret under the id by which a request names it. */
export interface HookSecret {
  id: string;
  secret: string;
}

/** What of a request decides whether it comes from whom it should. */
export interface SignedRequest {
  keyId: string | undefined;
  /** Seconds since the Unix epoch. */
  timestamp: string | undefined;
  /** `v1=` and the HMAC-SHA256 of the timestamp, a point and the body, in hex. */
  signature: string | undefined;
  /** The bytes as they came. */
  body: Uint8Array;
}

/**
 * Checks a signature. `stale` is said only of a right one, so that nobody else learns what was wrong: an unknown key takes
 * the same way, and the same time, as a wrong signature.
 */
export function checkSignature(
  secrets: readonly HookSecret[],
  { keyId, timestamp = '', signature = '', body }: SignedRequest,
  nowMs: number,
): 'valid' | 'stale' | 'refused' {
  const known = secrets.find(({ id }) => id === keyId);
  const expected = createHmac('sha256', known?.secret ?? randomBytes(32))
    .update(`${timestamp}.`)
    .update(body)
    .digest();
  const given = Buffer.from(SIGNATURE.exec(signature)?.[1] ?? '00'.repeat(expected.length), 'hex');
  const isSame = timingSafeEqual(given, expected);
  if (!isSame || !known || !TIMESTAMP.test(timestamp)) return 'refused';
  return Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS ? 'valid' : 'stale';
}
