import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail server on loopback that takes everything, as far as RFC 5321 needs it for that. */
export interface MailReceiver extends AsyncDisposable {
  /** `host:port`. */
  address: string;
  /** Header and text of each mail. */
  mails: string[];
  /** Who logged in: `name:password`. */
  logins: string[];
}

export async function startMailReceiver(): Promise<MailReceiver> {
  const mails: string[] = [];
  const logins: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail: string[] | undefined;
    let rest = '';
    const answer = (line: string): string => {
      const [command = ''] = line.toUpperCase().split(' ');
      if (command === 'EHLO') return '250-loopback\r\n250 AUTH PLAIN';
      if (command === 'AUTH') logins.push(loginOf(line));
      if (command === 'DATA') mail = [];
      return { AUTH: '235 welcome', DATA: '354 go on', QUIT: '221 bye' }[command] ?? '250 ok';
    };
    const take = (line: string): void => {
      if (mail === undefined) return void socket.write(`${answer(line)}\r\n`);
      if (line !== '.') return void mail.push(line);
      mails.push(mail.join('\n'));
      mail = undefined;
      socket.write('250 taken\r\n');
    };
    socket.on('data', (data) => {
      const lines = (rest + String(data)).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    socket.on('error', () => socket.destroy());
    socket.write('220 loopback\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    logins,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `AUTH PLAIN` with name and password behind zero bytes (RFC 4616). */
function loginOf(line: string): string {
  const plain = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
  return plain.split('\0').slice(1).join(':');
}
