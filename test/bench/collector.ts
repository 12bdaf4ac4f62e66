import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/* An OTLP collector that reads what it is sent, counts it and throws it away. Prints where it listens. */
let bytes = 0;
const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => {
  process.stdout.write(`received ${bytes} bytes\n`);
  server.closeAllConnections();
  server.close();
});
