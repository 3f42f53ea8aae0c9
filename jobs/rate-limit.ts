import { setTimeout as pause } from 'node:timers/promises';
import { SECOND, type Instant } from '../domain/time.ts';

/** A rate that is kept on average: whoever was slow may not catch up. */
export class Pace {
  readonly #perSecond: number;
  readonly #now: () => Instant;
  #freeAt: Instant = 0;

  constructor(perSecond: number, now: () => Instant) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Resolves when so many more may go; `waits` is called at least once a second meanwhile. */
  async admit(count: number, waits: () => void): Promise<void> {
    for (let left = this.#freeAt - this.#now(); left > 0; left = this.#freeAt - this.#now()) {
      await pause(Math.min(left, SECOND));
      waits();
    }
    this.#freeAt = Math.max(this.#freeAt, this.#now()) + (count * SECOND) / this.#perSecond;
  }
}
