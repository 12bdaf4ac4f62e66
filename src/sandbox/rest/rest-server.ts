import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { discordTime, monotonicMs, type SandboxClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { asObject } from '../json.ts';
import type { Limits } from '../options.ts';
import { FormErrors } from '../rules/form-errors.ts';
import { answerTo, banned, injected } from './answers.ts';
import { ApiError } from './api-error.ts';
import { RateLimited, type RateLimits } from './rate-limits.ts';
import { readBody } from './request-body.ts';
import type { RequestLog } from './request-log.ts';
import { bucketRoute, type Answer, type Call, type Route } from './route.ts';

type Effect = ReturnType<Faults['onRequest']>['effect'];

/** Serves the REST API: faults, the token, limits, then the route; every answer is logged. */
export class RestServer {
  readonly #clock: SandboxClock;
  readonly #faults: Faults;
  readonly #rateLimits: RateLimits;
  readonly #log: RequestLog;
  readonly #limits: Limits;
  readonly #tokenValid: (token: string) => boolean;
  readonly #saved: () => Promise<void>;

  constructor(parts: {
    clock: SandboxClock;
    faults: Faults;
    rateLimits: RateLimits;
    log: RequestLog;
    limits: Limits;
    tokenValid: (token: string) => boolean;
    /** Settles when what must not be lost is on disk. */
    saved: () => Promise<void>;
  }) {
    this.#clock = parts.clock;
    this.#faults = parts.faults;
    this.#rateLimits = parts.rateLimits;
    this.#log = parts.log;
    this.#limits = parts.limits;
    this.#tokenValid = parts.tokenValid;
    this.#saved = parts.saved;
  }

  async register(app: FastifyInstance, routes: Route[]): Promise<void> {
    await app.register(multipart, { limits: { fileSize: this.#limits.fileBytes, files: 10, parts: 20 } });
    for (const route of routes) {
      app.route({
        method: route.method,
        url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
        handler: (request, reply) => this.#serve(route, request, reply),
      });
    }
    app.setNotFoundHandler((_request, reply) => send(reply, answerTo(ApiError.notFound())));
    app.setErrorHandler((error: { statusCode?: number }, _request, reply) =>
      send(reply, answerTo((error.statusCode ?? 500) < 500 ? ApiError.invalidJson() : error)),
    );
  }

  async #serve(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const startedMs = monotonicMs();
    const bucket = bucketRoute(route.path);
    const call = emptyCall(request);
    const unreadable = await fill(call, request);
    const { method } = route;
    const { delayMs, effect, name } = this.#faults.onRequest({ method, route: bucket, body: call.body });
    if (delayMs > 0) await this.#clock.sleep(delayMs);
    const record = (status: number | 'reset' | 'blackhole', answer?: Answer) => {
      const code = Number(asObject(answer?.body)['code'] ?? 0);
      this.#log.add({
        at: discordTime(this.#clock.now()),
        method: route.method,
        route: bucket,
        path: withoutToken(request),
        status,
        ms: monotonicMs() - startedMs,
        ...(code > 0 ? { code } : {}),
        ...(name === undefined ? {} : { fault: name }),
      });
    };
    if (effect?.kind === 'reset' || effect?.kind === 'blackhole') {
      record(effect.kind);
      return abandon(request, reply, effect.kind);
    }
    const answer = this.#answer(route, call, { effect, unreadable });
    // A bot relies on what Discord has taken once, its commands and messages, also when this process is killed.
    await this.#saved();
    record(answer.status, answer);
    if (this.#log.wantsExchanges) this.#exchange(route, request, call, answer, name);
    return effect?.kind === 'answer_lost' ? abandon(request, reply, 'reset') : send(reply, answer);
  }

  #answer(route: Route, call: Call, { effect, unreadable }: { effect: Effect; unreadable: unknown }): Answer {
    const banMs = this.#rateLimits.banMs();
    if (banMs > 0) return banned(banMs);
    const limitHeaders: Record<string, string> = {};
    let answer: Answer;
    try {
      if (unreadable !== undefined) throw unreadable;
      answer = (effect && injected(effect)) ?? this.#run(route, call, limitHeaders);
    } catch (error) {
      answer = answerTo(error);
    }
    const headers = { ...limitHeaders, ...answer.headers };
    this.#rateLimits.noteStatus(answer.status, headers['X-RateLimit-Scope'] === 'shared');
    return { ...answer, headers };
  }

  #run(route: Route, call: Call, limitHeaders: Record<string, string>): Answer {
    if (route.auth === 'bot') {
      const token = call.headers['authorization'] ?? '';
      if (!token.startsWith('Bot ') || !this.#tokenValid(token.slice('Bot '.length)))
        throw ApiError.unauthorized();
      this.#rateLimits.takeGlobal();
    }
    // Interaction callbacks have neither a bucket nor a share in the bot's total.
    if (!route.path.startsWith('/interactions/')) {
      const bucket = `${route.method} ${bucketRoute(route.path)}`;
      const taken = this.#rateLimits.take(bucket, majorOf(call));
      Object.assign(limitHeaders, taken.headers);
      if (taken.retryAfterMs !== undefined) throw new RateLimited({ retryAfterMs: taken.retryAfterMs });
    }
    checkIds(call);
    return route.run(call);
  }

  #exchange(
    route: Route,
    request: FastifyRequest,
    call: Call,
    answer: Answer,
    fault: string | undefined,
  ): void {
    this.#log.addExchange({
      method: route.method,
      route: route.path,
      path: request.url,
      query: call.query,
      requestHeaders: call.headers,
      requestBody: call.body,
      files: call.uploads.map(({ field, filename, data }) => ({ field, filename, size: data.byteLength })),
      status: answer.status,
      headers: answer.headers ?? {},
      responseBody: answer.body,
      ...(fault === undefined ? {} : { fault }),
    });
  }
}

function emptyCall(request: FastifyRequest): Call {
  return {
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    headers: request.headers as Record<string, string>,
    body: undefined,
    uploads: [],
  };
}

/** Puts the body into the call; @returns what is wrong with one that can't be read. */
async function fill(call: Call, request: FastifyRequest): Promise<unknown> {
  try {
    Object.assign(call, await readBody(request));
    return undefined;
  } catch (error) {
    return error;
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.code(answer.status).headers(answer.headers ?? {});
  return answer.body === undefined ? reply.send() : reply.send(answer.body);
}

/** Leaves a request without an answer; a black hole keeps the connection open until the client gives up. */
function abandon(request: FastifyRequest, reply: FastifyReply, kind: 'reset' | 'blackhole'): void {
  void reply.hijack();
  if (kind === 'reset') request.raw.socket.resetAndDestroy();
}

/** The ids that give a bucket its own count: channel, guild, webhook with its token. */
function majorOf({ params }: Call): string {
  return (
    params['channel_id'] ??
    params['guild_id'] ??
    `${params['webhook_id'] ?? ''}${params['webhook_token'] ?? ''}`
  );
}

/** @throws ApiError 50035 for an id in the path that isn't a snowflake. */
function checkIds({ params }: Call): void {
  const errors = new FormErrors();
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith('_id') && value !== '@original') errors.snowflake([name], value);
  }
  errors.throwIfAny();
}

function withoutToken(request: FastifyRequest): string {
  const params = request.params as Record<string, string>;
  const token = params['webhook_token'] ?? params['interaction_token'];
  return token ? request.url.replace(token, ':token') : request.url;
}
