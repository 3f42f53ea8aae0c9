import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../protocol/random.ts';
import type { Shop } from './shop.ts';
import type { Stream } from './stream.ts';
import { until } from './until.ts';

const CONNECTIONS = 4;

/** A stream being sent over several connections at once, until it is stopped. */
export class Load {
  readonly #shop: Shop;
  readonly #connections: Promise<unknown>;
  #isStopped = false;

  /** @param pauseMs after a request of a connection, by how many events it had */
  constructor(shop: Shop, stream: Stream, pauseMs: (events: number) => number) {
    this.#shop = shop;
    const connection = async () => {
      while (!this.#isStopped) {
        const batch = stream.nextBatch();
        await shop.deliver(batch);
        await sleep(pauseMs(batch.length));
      }
    };
    this.#connections = Promise.all(Array.from({ length: CONNECTIONS }, connection));
    this.#connections.catch(() => undefined);
  }

  /** Resolves when so many more requests have been acknowledged. @throws what a request failed of */
  async more(requests: number): Promise<void> {
    const { replies } = this.#shop.book;
    const enough = replies.length + requests;
    const reached = until(`${requests} more requests are acknowledged`, () => replies.length >= enough);
    await Promise.race([reached, this.#connections]);
  }

  /** Nothing is on its way any more when it resolves. @throws what a request failed of */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#connections;
  }
}

/** Chosen anew each time. */
export function pausesUpTo(mostMs: number, random: Random): () => number {
  return () => random.below(mostMs);
}

/** So that all connections together send so many events a second, as far as the replies let them. */
export function pausesFor(eventsPerSecond: number): (events: number) => number {
  return (events) => (events * CONNECTIONS * 1_000) / eventsPerSecond;
}
