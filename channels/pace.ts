/** At how many messages a second each owner may go; bursts of one second are let through. */
export class Paces<Owner> {
  readonly #buckets = new Map<Owner, { tokens: number; at: number }>();
  readonly #now: () => number;

  /** @param now milliseconds that only grow */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes one place. @returns 0, or after how many ms there is one again; none is taken then */
  admit(owner: Owner, perSecond: number): number {
    const now = this.#now();
    const was = this.#buckets.get(owner) ?? { tokens: perSecond, at: now };
    const tokens = Math.min(perSecond, was.tokens + ((now - was.at) / 1_000) * perSecond);
    const isFree = tokens >= 1;
    this.#buckets.set(owner, { tokens: isFree ? tokens - 1 : tokens, at: now });
    return isFree ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);
  }
}
