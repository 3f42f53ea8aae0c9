/** What one owner has used and waits for. */
interface Share {
  readonly waiting: (() => void)[];
  running: number;
  /** Virtual time, ms: grows with use, and never lies behind those who are served now. */
  used: number;
  /** What one turn took of late, ms. */
  average: number;
}

/** A turn's weight in the average of its owner. */
const WEIGHT = 0.2;

/**
 * Turns at something scarce that several owners share: whoever has used it least goes first, so that one who uses it
 * much delays others by no more than the turn that runs already. Start-time fair queueing (Goyal, Vin and Cheng, 1996),
 * with the cost of a turn known only after it.
 */
export class FairTurns<Owner> {
  readonly #shares = new Map<Owner, Share>();
  readonly #places: number;
  readonly #now: () => number;
  #free: number;
  /** The virtual time of whoever was served last: newcomers start there, and nobody saves up for later. */
  #floor = 0;

  /**
   * @param places how many turns run at once
   * @param now milliseconds that only grow
   */
  constructor(places: number, now: () => number = () => performance.now()) {
    this.#places = places;
    this.#free = places;
    this.#now = now;
  }

  /** Runs `work` when it is the owner's turn. */
  async take<Result>(owner: Owner, work: () => Promise<Result>): Promise<Result> {
    const share = this.#shareOf(owner);
    if (this.#free > 0) {
      this.#free -= 1;
      share.running += 1;
    } else await new Promise<void>((resolve) => share.waiting.push(resolve));
    share.used = Math.max(share.used, this.#floor);
    this.#floor = share.used;
    const begun = this.#now();
    try {
      return await work();
    } finally {
      const took = this.#now() - begun;
      share.running -= 1;
      share.used += took;
      share.average += WEIGHT * (took - share.average);
      this.#passOn();
      this.#forget();
    }
  }

  /** How long this owner's own turns that wait will take, as far as the last ones tell, ms. */
  backlog(owner: Owner): number {
    const share = this.#shares.get(owner);
    return share === undefined ? 0 : ((share.waiting.length + share.running) * share.average) / this.#places;
  }

  #shareOf(owner: Owner): Share {
    const known = this.#shares.get(owner);
    if (known) return known;
    const share: Share = { waiting: [], running: 0, used: this.#floor, average: 0 };
    this.#shares.set(owner, share);
    return share;
  }

  #passOn(): void {
    const hungry = [...this.#shares.values()].filter(({ waiting }) => waiting.length > 0);
    const [share] = hungry.toSorted((a, b) => a.used - b.used);
    const next = share?.waiting.shift();
    if (share === undefined || next === undefined) {
      this.#free += 1;
      return;
    }
    // From here on: whoever waits for nothing else must not be forgotten before they run.
    share.running += 1;
    next();
  }

  /** Whoever waits for nothing and has used no more than a newcomer needs no memory. */
  #forget(): void {
    for (const [owner, { waiting, running, used }] of this.#shares) {
      if (waiting.length === 0 && running === 0 && used <= this.#floor) this.#shares.delete(owner);
    }
  }
}
