import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Book } from './book.ts';
import type { Sent } from './stream.ts';

/** How patient a client is, milliseconds. */
export interface Patience {
  /** Nobody may be kept waiting for longer by one request, whatever is broken. */
  readonly noReply: number;
  /** In all its attempts together. */
  readonly giveUp: number;
}

const PATIENCE: Patience = { noReply: 15_000, giveUp: 90_000 };
const AGAIN_MS = 150;

const answer = z.object({ results: z.array(z.object({ id: z.string(), status: z.string() })) });

export interface Door {
  readonly url: string;
  readonly key: string;
}

/** One client of the API, as patient as the documentation asks it to be, and its book of what it was promised. */
export class Shop {
  readonly book: Book;
  readonly #door: Door;
  readonly #patience: Patience;

  /** @param book shared where the shop uses several doors */
  constructor(door: Door, book = new Book(), patience = PATIENCE) {
    this.#door = door;
    this.book = book;
    this.#patience = patience;
  }

  /** Sends one request, once. @throws TypeError or DOMException where there is no reply */
  async send(method: string, path: string, body?: unknown): Promise<Response> {
    return await fetch(`${this.#door.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#door.key}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(this.#patience.noReply),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Sends events, the same ones again and again, until they are acknowledged. */
  async deliver(events: readonly Sent[]): Promise<void> {
    const [only] = events;
    const body = events.length === 1 ? only : events;
    const { response, begun } = await this.#until(202, 'POST', '/v1/events', body);
    // What cannot be read to its end was not heard: the next attempt hears it.
    const heard = await response.json().catch(() => undefined);
    if (heard === undefined) return await this.deliver(events);
    const { results } = answer.parse(heard);
    events.forEach((event, index) => this.book.note(event, results[index]?.status ?? 'nothing'));
    this.book.replies.push({ begun, ended: performance.now() });
  }

  /** Repeats a call that may be repeated until it succeeds. */
  async insist(method: string, path: string, body?: unknown): Promise<void> {
    const { response } = await this.#until(200, method, path, body);
    await response.arrayBuffer().catch(() => undefined);
  }

  async #until(status: number, method: string, path: string, body: unknown) {
    const { giveUp } = this.#patience;
    for (const first = performance.now(); performance.now() - first < giveUp; await sleep(AGAIN_MS)) {
      const begun = performance.now();
      const response = await this.send(method, path, body).catch(goneAway);
      if (response?.status === status) return { response, begun };
      if (response) await this.#checkRefusal(response);
    }
    throw new Error(`${method} ${path} got no ${status} within ${giveUp / 1000} s.`);
  }

  /** A server may refuse for a while, if it says for how long. */
  async #checkRefusal(response: Response): Promise<void> {
    const text = await response.text().catch(() => 'cut off');
    const isHonest = response.status === 503 && Number(response.headers.get('retry-after')) > 0;
    if (isHonest) this.book.refusals += 1;
    else this.book.lies.push(`an unexpected reply: ${response.status} ${text}`);
  }
}

/** No connection, or one that was cut. A reply that never comes is a fault of its own. */
function goneAway(error: unknown): undefined {
  if (error instanceof TypeError) return undefined;
  throw error;
}
