import {
  type Attributes,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { UserError } from '../runtime/errors.ts';
import { routeTemplate } from './discord-route.ts';
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

/**
 * The URL attributes of a request's span. Interaction and webhook tokens stand in paths, secrets in queries: only the
 * template of the path is kept, and nothing of the query. What is the same in every request, or said by another attribute,
 * is left out: it costs as much to encode and send as what tells something.
 */
export function requestAttributes(request: { origin: string; method: string; path: string }): Attributes {
  const { route } = routeTemplate(request.method, request.path);
  const path = route === 'other' ? '/' : route;
  return {
    'url.full': `${request.origin}${path}`,
    'url.path': path,
    'url.query': '',
    'url.template': route,
    'url.scheme': undefined,
    'http.request.method_original': undefined,
    'user_agent.original': undefined,
  };
}
