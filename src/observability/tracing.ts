import {
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { UserError } from '../runtime/errors.ts';
import { errorKind } from './error-kind.ts';

/** The labels by which a histogram's bucket points at a trace. */
export interface Exemplar {
  trace_id: string;
  span_id: string;
}

/** Runs `work` in a new active span, marks the span when it fails, and ends it. @throws what `work` throws */
export function withSpan<T>(
  tracer: Tracer,
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Writes a fault on a span, with the `error.type` that the metrics use. A refusal is noted and is no error. */
export function markFailed(span: Span, error: unknown): void {
  if (error instanceof UserError) {
    span.setAttribute('refusal', error.code);
    return;
  }
  span.setAttribute('error.type', errorKind(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** @returns what to attach to an observation made in `span` (the active one); undefined when it is not recorded */
export function exemplarOf(span: Span | undefined = trace.getActiveSpan()): Exemplar | undefined {
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return (traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : { trace_id: traceId, span_id: spanId };
}

/** A request that has ended, with the template of its path; times on the monotonic clock, which is the tracer's too. */
export interface EndedRequest {
  method: string;
  origin: string;
  route: string;
  status: number | 'error';
  error?: unknown;
  startMs: number;
  seconds: number;
}

/**
 * Writes the span of a request to Discord, dated back to when it was sent. Interaction and webhook tokens stand in paths,
 * secrets in queries, so the template stands for both, in `url.full` too.
 * Source: OpenTelemetry's semantic conventions of HTTP client spans.
 */
export function requestSpan(tracer: Tracer, request: EndedRequest): Span {
  const { method, origin, route, status, startMs, seconds } = request;
  const { hostname, port, protocol } = new URL(origin);
  const span = tracer.startSpan(`${method} ${route}`, {
    kind: SpanKind.CLIENT,
    startTime: startMs,
    attributes: {
      'http.request.method': method,
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
      'url.full': `${origin}${route === 'other' ? '/' : route}`,
      'url.template': route,
      ...(status === 'error' ? {} : { 'http.response.status_code': status }),
    },
  });
  if (status === 'error') markFailed(span, request.error);
  else if (status >= 400)
    span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
  span.end(startMs + seconds * 1000);
  return span;
}
