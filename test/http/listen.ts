import { get, type IncomingMessage } from 'node:http';

export interface Listener {
  response: IncomingMessage;
  events: { name: string; data: unknown }[];
  /** Settles when the stream is over, in whatever way. */
  ended: Promise<void>;
  leave(): void;
}

/** Listens to server-sent events, with headers of our choice, which fetch does not allow. */
export function listen(url: string, headers: Record<string, string> = {}): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      const events: Listener['events'] = [];
      const ended = new Promise<void>((done) => response.on('close', done));
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, name = '', data = ''] = /event: (.*)\ndata: (.*)/.exec(block) ?? [];
          events.push({ name, data: JSON.parse(data) });
        }
      });
      resolve({ response, events, ended, leave: () => request.destroy() });
    });
    // An error after the headers is an end like another.
    request.on('error', reject);
  });
}
