import { DAY, HOUR, isoTime, type Instant } from '../../domain/time.ts';
import type { Random } from '../protocol/random.ts';

/** An event as a shop sends it. */
export interface Sent {
  readonly id: string;
  readonly customer: string;
  readonly type: 'purchase' | 'refund' | 'view';
  readonly at?: string;
  readonly amount?: number;
  /** The id of the purchase that a refund is for. */
  readonly order?: string;
}

/** Events that are sent again may be this far back. */
const REMEMBERED = 200;
/** How far back purchases lie: a few too little to start nothing, most by far. None is near the border of a day. */
const RECENT = 12 * HOUR;
const LATE = { from: 2 * DAY, upTo: 200 * DAY };

/**
 * What a shop sends, without end: purchases, refunds before and after them, views; now and then an event again, and
 * now and then another body under an id that was used before.
 */
export class Stream {
  readonly customers: readonly string[];
  /** When it began: times lie before it. */
  readonly start: Instant;
  readonly #random: Random;
  #count = 0;
  #views = 0;
  #sent: readonly Sent[] = [];
  readonly #purchases: Sent[] = [];
  readonly #due: Sent[] = [];
  /** What is left of each purchase: more would be refused. */
  readonly #left = new Map<string, number>();

  constructor(random: Random, start: Instant, customers = 40) {
    this.#random = random;
    this.start = start;
    this.customers = Array.from({ length: customers }, (_, index) => `c-${index}`);
  }

  /** One request: mostly a single event, sometimes many. */
  nextBatch(): readonly Sent[] {
    const random = this.#random;
    const size = random.chance(0.6) ? 1 : random.chance(0.75) ? 2 + random.below(5) : 7 + random.below(14);
    return Array.from({ length: size }, () => this.#next());
  }

  #next(): Sent {
    const random = this.#random;
    if (this.#sent.length > 0 && random.chance(0.08)) return random.pick(this.#sent);
    if (this.#sent.length > 0 && random.chance(0.03)) return otherBody(random.pick(this.#sent));
    const event = (random.chance(0.5) ? this.#due.shift() : undefined) ?? this.#fresh();
    this.#sent = [...this.#sent, event].slice(-REMEMBERED);
    return event;
  }

  #fresh(): Sent {
    const random = this.#random;
    this.#count += 1;
    const kind = random.next();
    if (kind < 0.1) return { id: `v-${this.#count}`, customer: this.#nextViewer(), type: 'view' };
    if (kind >= 0.25) return this.#purchase(`o-${this.#count}`);
    const isEarly = this.#purchases.length === 0 || random.chance(0.3);
    const purchase = isEarly ? this.#purchase(`o-${this.#count}`) : random.pick(this.#purchases);
    if (isEarly) this.#due.push(purchase);
    const { customer, id: order, amount: worth = 0 } = purchase;
    const left = this.#left.get(order) ?? worth;
    const amount = random.chance(0.5) ? left : Math.min(50, left);
    this.#left.set(order, left - amount);
    return { id: `r-${this.#count}`, customer, type: 'refund', order, amount };
  }

  /** In turn, so that also a short stream has views of the first customers: those who may be written to. */
  #nextViewer(): string {
    const viewer = this.customers[this.#views % this.customers.length];
    if (viewer === undefined) throw new Error('the stream has no customers');
    this.#views += 1;
    return viewer;
  }

  #purchase(id: string): Sent {
    const random = this.#random;
    const customer = random.pick(this.customers);
    // Where the time is left out, the server keeps that of the first delivery.
    const when = random.chance(0.5) ? { at: isoTime(this.start - this.#age()) } : {};
    const purchase = { id, customer, type: 'purchase' as const, amount: 100 + random.below(20_000), ...when };
    this.#purchases.push(purchase);
    return purchase;
  }

  #age(): number {
    const random = this.#random;
    return random.chance(0.2) ? random.below(RECENT) : LATE.from + random.below(LATE.upTo - LATE.from);
  }
}

/** Whether the server learned of it soon enough for it to start a journey. */
export function startsSomething({ at }: Sent, start: Instant): boolean {
  return at === undefined || Date.parse(at) >= start - RECENT;
}

function otherBody(event: Sent): Sent {
  // Never more than what a refund may be: whichever body comes first, its order has as much left.
  const by = event.type === 'refund' ? -1 : 1;
  const { amount = 0 } = event;
  return amount === 0 ? { ...event, at: '2026-01-01T00:00:00Z' } : { ...event, amount: amount + by };
}
