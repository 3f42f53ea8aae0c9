import { setTimeout as pause } from 'node:timers/promises';
import type { CustomerMark, CustomerPages } from '../../db/customers/customer-pages.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { SECOND, type Instant } from '../../domain/time.ts';

/** Whoever has not decided by then is behind something else; the next look at everybody finds them. */
const PATIENCE = 10 * SECOND;
const SHORTEST_WAIT = 25;
const LONGEST_WAIT = SECOND / 4;

/**
 * Customers who were woken and have not adopted yet. Few of them at a time: more would only queue, and an event that
 * somebody sends meanwhile would wait behind them all.
 */
export class Woken {
  readonly #customers: Pick<CustomerPages, 'marksOf'>;
  readonly #now: () => Instant;
  readonly #since = new Map<CustomerKey, Instant>();

  constructor(customers: Pick<CustomerPages, 'marksOf'>, now: () => Instant) {
    this.#customers = customers;
    this.#now = now;
  }

  add(key: CustomerKey): void {
    this.#since.set(key, this.#now());
  }

  /** Resolves when at most so many are awaited; `waits` is called at least four times a second meanwhile. */
  async untilAtMost(most: number, isAwaited: (mark: CustomerMark) => boolean, waits: () => void): Promise<void> {
    for (let wait = SHORTEST_WAIT; this.#since.size > most; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      waits();
      await this.#forget(isAwaited);
      if (this.#since.size > most) await pause(wait);
    }
  }

  async #forget(isAwaited: (mark: CustomerMark) => boolean): Promise<void> {
    const marks = await this.#customers.marksOf([...this.#since.keys()]);
    const awaited = new Set(marks.filter(isAwaited).map(({ _id }) => _id));
    const late = this.#now() - PATIENCE;
    for (const [key, since] of this.#since) if (!awaited.has(key) || since < late) this.#since.delete(key);
  }
}
