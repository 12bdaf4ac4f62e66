import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = string | number | boolean | Value[] | undefined;
export interface ReceivedSpan {
  name: string;
  /** As in the protocol: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentSpanId: string;
  links: { traceId: string; spanId: string }[];
  attributes: Record<string, Value>;
  /** As in the protocol: 0 unset, 1 ok, 2 error. */
  status: number;
  events: number;
  resource: Record<string, Value>;
}
export interface OtlpReceiver extends AsyncDisposable {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: ReceivedSpan[];
  /** Every byte that came in, as text. */
  raw(): string;
}

/** A collector on loopback that takes OTLP over HTTP with protobuf, as the real ones do. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    bodies.push(body);
    if (request.url === '/v1/traces') spans.push(...spansOf(body));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    raw: () => Buffer.concat(bodies).toString('latin1'),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/*
 * The few messages of opentelemetry/proto/trace/v1/trace.proto that are needed; numbers are its field numbers.
 */
function spansOf(body: Buffer): ReceivedSpan[] {
  return children(body, 1).flatMap((resourceSpans) => {
    const resource = children(resourceSpans, 1).map((message) => attributesOf(message, 1))[0] ?? {};
    return children(resourceSpans, 2).flatMap((scopeSpans) =>
      children(scopeSpans, 2).map((span) => spanOf(span, resource)),
    );
  });
}

function spanOf(span: Buffer, resource: ReceivedSpan['resource']): ReceivedSpan {
  const status = children(span, 15)[0];
  return {
    name: children(span, 5)[0]?.toString() ?? '',
    kind: numberAt(span, 6),
    traceId: hexAt(span, 1),
    spanId: hexAt(span, 2),
    parentSpanId: hexAt(span, 4),
    links: children(span, 13).map((link) => ({ traceId: hexAt(link, 1), spanId: hexAt(link, 2) })),
    attributes: attributesOf(span, 9),
    status: status === undefined ? 0 : numberAt(status, 3),
    events: children(span, 11).length,
    resource,
  };
}

function attributesOf(message: Buffer, field: number): Record<string, Value> {
  const pairs = children(message, field).map((pair) => {
    const value = children(pair, 2)[0];
    return [children(pair, 1)[0]?.toString() ?? '', value && valueOf(value)] as const;
  });
  return Object.fromEntries(pairs);
}

function valueOf(message: Buffer): Value {
  const [field] = fields(message);
  if (field === undefined) return undefined;
  if (field.number === 1) return field.bytes.toString();
  if (field.number === 2) return field.varint !== 0n;
  if (field.number === 3) return Number(BigInt.asIntN(64, field.varint));
  if (field.number === 4) return field.bytes.readDoubleLE();
  return field.number === 5 ? children(field.bytes, 1).map(valueOf) : undefined;
}

function children(message: Buffer, number: number): Buffer[] {
  return fields(message)
    .filter((field) => field.number === number)
    .map((field) => field.bytes);
}

function numberAt(message: Buffer, number: number): number {
  return Number(fields(message).find((field) => field.number === number)?.varint ?? 0n);
}

function hexAt(message: Buffer, number: number): string {
  return children(message, number)[0]?.toString('hex') ?? '';
}

interface Field {
  number: number;
  varint: bigint;
  bytes: Buffer;
}

/** Splits a protobuf message into its fields (protobuf.dev/programming-guides/encoding). */
function fields(message: Buffer): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const field: Field = { number: tag >> 3, varint: 0n, bytes: Buffer.alloc(0) };
    const wireType = tag & 7;
    if (wireType === 0) field.varint = varint();
    else if (wireType === 1) field.bytes = bytes(8);
    else if (wireType === 2) field.bytes = bytes(Number(varint()));
    else if (wireType === 5) field.bytes = bytes(4);
    else throw new Error(`no protobuf: wire type ${wireType}`);
    found.push(field);
  }
  return found;
}
