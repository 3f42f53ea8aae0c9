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

  /** @param mostPauseMs between two requests of a connection, chosen anew each time */
  constructor(shop: Shop, stream: Stream, random: Random, mostPauseMs: number) {
    this.#shop = shop;
    const connection = async () => {
      while (!this.#isStopped) {
        await shop.deliver(stream.nextBatch());
        await sleep(random.below(mostPauseMs));
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
