import { setTimeout as delay } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, type ClientOptions } from 'discord.js';
import { WebSocket } from 'ws';
import type { Control } from '../../src/sandbox/control-api.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createOpenApiCheck } from './openapi.ts';

type Json = Record<string, unknown>;

/** A local Discord with one guild, one channel and two people, and whoever connects to it during a test. */
export interface Scene extends AsyncDisposable {
  sandbox: Sandbox;
  control: Control;
  guildId: string;
  channelId: string;
  ownerId: string;
  userId: string;
  /** Logs a bare discord.js client in and waits until it is ready. */
  bot(options?: Partial<ClientOptions>): Promise<Client<true>>;
  /** A raw request with the bot's token; `auth: null` sends none. */
  api(method: string, path: string, body?: unknown, auth?: string | null): Promise<ApiAnswer>;
  /** Sends a message as the bot and gives its id. */
  post(body: Json): Promise<string>;
  /** A raw gateway connection. */
  socket(query?: string): RawGateway;
}

export interface ApiAnswer {
  status: number;
  body: Json;
  text: string;
  headers: Headers;
}

/** @param options.wrongRequests the test sends bodies that Discord refuses; only its answers are checked then. */
export async function startScene(options: SandboxOptions & { wrongRequests?: boolean } = {}): Promise<Scene> {
  const sandbox = await startSandbox(options);
  const check = createOpenApiCheck(sandbox, { ignoreRefused: options.wrongRequests === true });
  const { control } = sandbox;
  const ownerId = (await control.createUser({ username: 'olga' })).id;
  const userId = (await control.createUser({ username: 'ani', locale: 'id' })).id;
  const guildId = (await control.createGuild({ name: 'Shop', ownerId })).id;
  await control.setMember({ guildId, userId });
  const channelId = (await control.createChannel({ guildId, name: 'stock' })).id;
  const clients: Client[] = [];
  const sockets: RawGateway[] = [];
  const api: Scene['api'] = async (method, path, body, auth = `Bot ${sandbox.token}`) => {
    const headers: Record<string, string> = {};
    if (auth !== null) headers['authorization'] = auth;
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = body instanceof FormData ? body : JSON.stringify(body);
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, init);
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, body: parse(text) };
  };
  return {
    sandbox,
    control,
    guildId,
    channelId,
    ownerId,
    userId,
    api,
    async bot(clientOptions = {}) {
      const client = new Client({
        intents: [GatewayIntentBits.Guilds],
        rest: { api: sandbox.apiUrl },
        ...clientOptions,
      });
      clients.push(client);
      client.on('error', () => undefined);
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      await client.login(sandbox.token);
      return ready;
    },
    async post(body) {
      const answer = await api('POST', `/channels/${channelId}/messages`, body);
      return String(answer.body['id']);
    },
    socket(query = '?v=10&encoding=json') {
      const socket = new RawGateway(`${sandbox.url.replace('http', 'ws')}/gateway${query}`);
      sockets.push(socket);
      return socket;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
      for (const client of clients) await client.destroy();
      await sandbox.close();
      const violations = check.violations();
      if (violations.length > 0) throw new Error(`Against Discord's description:\n${violations.join('\n')}`);
    },
  };
}

/** A gateway connection without a library: frames as they come. */
export class RawGateway {
  readonly frames: { op: number; t: string | null; s: number | null; d: Json }[] = [];
  closeCode: number | undefined;
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString('utf8'))));
    this.#socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.#socket.on('error', () => undefined);
  }

  /** Sends a frame once HELLO was received; a text goes as it is. */
  async send(frame: Json | string): Promise<void> {
    await this.until(() => this.frames.some(({ op }) => op === 10));
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  identify(token: string, data: Json = {}): Promise<void> {
    const properties = { os: 'linux', browser: 'test', device: 'test' };
    return this.send({ op: 2, d: { token, intents: 1, properties, ...data } });
  }

  /** The first dispatch of that name. */
  async event(name: string): Promise<Json> {
    await this.until(() => this.frames.some(({ t }) => t === name));
    return this.frames.find(({ t }) => t === name)?.d ?? {};
  }

  async until(condition: () => boolean, withinMs = 5_000): Promise<void> {
    const endMs = performance.now() + withinMs;
    while (!condition()) {
      if (performance.now() > endMs)
        throw new Error(`Waited in vain; frames: ${JSON.stringify(this.frames)}`);
      await delay(5);
    }
  }

  async closed(): Promise<number> {
    await this.until(() => this.closeCode !== undefined);
    return this.closeCode ?? 0;
  }

  /** Without a code the connection is cut. */
  close(code?: number): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}
