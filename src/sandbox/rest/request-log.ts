import type { LoggedRequest } from '../control-api.ts';
import type { Exchange } from '../options.ts';

const KEPT = 500;

/** The bot's last requests, and who listens to them. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];
  readonly #logListeners = new Set<(request: LoggedRequest) => void>();
  readonly #exchangeListeners = new Set<(exchange: Exchange) => void>();

  /** Whether somebody wants whole exchanges, which cost more to put together. */
  get wantsExchanges(): boolean {
    return this.#exchangeListeners.size > 0;
  }

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > KEPT) this.#requests.shift();
    for (const listener of this.#logListeners) listener(request);
  }

  addExchange(exchange: Exchange): void {
    for (const listener of this.#exchangeListeners) listener(exchange);
  }

  /** The last requests that match, newest first. */
  list(query: { limit?: number; method?: string; route?: string } = {}): LoggedRequest[] {
    const wanted = this.#requests.filter(
      (request) =>
        (query.method === undefined || request.method === query.method.toUpperCase()) &&
        (query.route === undefined || request.route === query.route),
    );
    return wanted.toReversed().slice(0, query.limit ?? KEPT);
  }

  onRequest(listener: (request: LoggedRequest) => void): () => void {
    this.#logListeners.add(listener);
    return () => this.#logListeners.delete(listener);
  }

  onExchange(listener: (exchange: Exchange) => void): () => void {
    this.#exchangeListeners.add(listener);
    return () => this.#exchangeListeners.delete(listener);
  }
}
