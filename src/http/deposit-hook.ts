import { STATUS_CODES } from 'node:http';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DepositResult } from '../observability/labels.ts';
import { type Clock, isoTime } from '../runtime/clock.ts';
import { UserError } from '../runtime/errors.ts';
import { amountOf } from '../shop/money.ts';
import { MAX_PAYMENT_WL } from '../shop/payment.ts';
import type { Shop } from '../shop/shop.ts';
import { checkSignature, type HookSecret } from './hook-signature.ts';

const HOOK_PATH = '/hooks/deposits';
const MAX_BODY_BYTES = 4096;
/** From one address. */
const REQUESTS_PER_MINUTE = 120;

const count = z.int().min(0).max(MAX_PAYMENT_WL).default(0);
const bodySchema = z
  .strictObject({
    event_id: z.string().regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits or _ . : -'),
    shop: z.string().regex(/^\d{17,19}$/, "must be the server's id, as text of 17 to 19 digits"),
    grow_id: z.string().regex(/^[A-Za-z0-9_]{1,24}$/, 'must be 1 to 24 letters, digits or _'),
    world_locks: count,
    diamond_locks: count,
    blue_gem_locks: count,
  })
  .transform(({ world_locks: wl, diamond_locks: dl, blue_gem_locks: bgl, ...announced }) => ({
    ...announced,
    amountWl: amountOf({ wl, dl, bgl }),
  }))
  .refine(({ amountWl }) => amountWl >= 1 && amountWl <= MAX_PAYMENT_WL, {
    path: ['world_locks'],
    message: `all locks together must be worth 1 to ${MAX_PAYMENT_WL} World Locks`,
  });

export interface DepositHookOptions {
  /** Any of them is accepted, so that a sender can change to the next before the last one is taken away. */
  secrets: readonly HookSecret[];
  takeDeposit: Shop['deposit'];
  clock: Clock;
  onResult: (shopId: string | undefined, result: DepositResult) => void;
  onError: (error: unknown) => void;
}

/** A refusal as RFC 9457 has it. */
class Problem extends Error {
  readonly statusCode: number;
  readonly more: object;

  constructor(statusCode: number, detail: string, more: object = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.more = more;
  }
}

/**
 * `POST /hooks/deposits`: announces a deposit, signed. The same event again gets the same answer and changes nothing, so
 * whoever got no answer, or a 5xx, sends it again.
 */
export async function depositHook(app: FastifyInstance, options: DepositHookOptions): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: REQUESTS_PER_MINUTE,
      timeWindow: 60_000,
      errorResponseBuilder: (_request, { after }) =>
        new Problem(429, `too many requests: try again in ${after}`),
    });
    scope.removeAllContentTypeParsers();
    // The signature is of the bytes: nothing may read them before it was checked.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, _request, reply) => problemAnswer(error, reply, options));
    scope.post(HOOK_PATH, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
      refuseUnsigned(request, options);
      const { shop, event_id, grow_id: growId, amountWl } = readBody(request);
      const source = `hook:${header(request, 'x-livestock-key')}`;
      const announced = { key: `hook:${event_id}`, source, growId, amountWl };
      const { deposit, isNew } = await options.takeDeposit(shop, announced);
      // As it was when it first came: what staff did about it since is not the sender's business.
      const result = deposit.cause === undefined ? 'credited' : 'waiting';
      options.onResult(shop, isNew ? result : 'duplicate');
      return reply.send({ event_id, deposit: deposit.id, result });
    });
  });
}

/** @throws Problem 401 */
function refuseUnsigned(request: FastifyRequest, { secrets, clock }: DepositHookOptions): void {
  const nowMs = clock.now();
  const signed = {
    keyId: header(request, 'x-livestock-key'),
    timestamp: header(request, 'x-livestock-timestamp'),
    signature: header(request, 'x-livestock-signature'),
    body: bytesOf(request),
  };
  const checked = checkSignature(secrets, signed, nowMs);
  if (checked === 'stale')
    throw new Problem(401, `the timestamp is more than 300 s off: it is ${isoTime(nowMs)} here`);
  if (checked === 'refused')
    throw new Problem(
      401,
      'not signed by a known key: see "Deposits" in the README for the three x-livestock headers',
    );
}

/** @throws Problem 415, 400 or 422 */
function readBody(request: FastifyRequest): z.output<typeof bodySchema> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Problem(415, 'send application/json');
  const parsed = bodySchema.safeParse(jsonOf(bytesOf(request)));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new Problem(422, 'some fields are not accepted: see errors', { errors });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(400, 'the body is not JSON in UTF-8');
  }
}

function problemAnswer(error: unknown, reply: FastifyReply, { onResult, onError }: DepositHookOptions) {
  const { status, detail, more = {} } = problemOf(error);
  if (status >= 500) onError(error);
  onResult(undefined, status >= 500 ? 'error' : 'refused');
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, ...more };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}

function problemOf(error: unknown): { status: number; detail: string; more?: object } {
  if (error instanceof Problem) return { status: error.statusCode, detail: error.message, more: error.more };
  if (error instanceof UserError) return REFUSALS[error.code] ?? { status: 422, detail: error.code };
  const { statusCode: status = 500 } = error as { statusCode?: number };
  if (status === 413) return { status, detail: `the body is larger than ${MAX_BODY_BYTES} bytes` };
  if (status < 500) return { status, detail: 'the request is not accepted' };
  return { status, detail: 'something went wrong on our side: send the same event again later' };
}

const REFUSALS: Readonly<Partial<Record<string, { status: number; detail: string }>>> = {
  shop_unknown: { status: 404, detail: 'there is no such shop here' },
  deposit_conflict: { status: 409, detail: 'this event_id came before with other contents' },
};
function bytesOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function header({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
