import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY } from '../../../domain/time.ts';

/** One point, on its own. */
interface Point {
  readonly order: string | null;
  /** The first days on which it can be spent, and on which it no longer can. */
  readonly active: number;
  readonly expires: number;
  /** Such an event of its order makes it active. */
  readonly until?: string | undefined;
  is: 'pending' | 'active' | 'gone';
}

interface Order {
  readonly amount: number;
  readonly day: number;
  refunded: number;
  refunds: number;
  reversed: number;
  points: Point[];
}

/** What a rule of the oracle gives for an event. */
export interface NaiveRule {
  readonly on: string;
  readonly points: (event: CustomerEvent) => number;
  readonly pendingDays: number | null;
  /** Such an event of the order makes them active earlier. */
  readonly until?: string;
  /** The first day on which points can be spent no more that became active on `day`. */
  readonly expires: (day: number) => number;
}

/** Keeps every single point, and goes through every single day: slow, and easy to believe. Days are UTC. */
export class NaiveAccount {
  debt = 0;
  earned = 0;
  spent = 0;
  expired = 0;
  reversed = 0;
  #points: Point[] = [];
  #today = 0;
  readonly #orders = new Map<string, Order>();
  /** When the points expire that a spending took. */
  readonly #spendings = new Map<string, readonly number[]>();
  readonly #refunds = new Map<string, { sum: number; count: number }>();
  readonly #rules: readonly NaiveRule[];

  constructor(rules: readonly NaiveRule[]) {
    this.#rules = rules;
  }

  get active(): number {
    return this.#points.filter(({ is }) => is === 'active').length;
  }

  get pending(): number {
    return this.#points.filter(({ is }) => is === 'pending').length;
  }

  /** By the day on which they expire, how many can be spent. */
  get lots(): readonly (readonly [day: number, points: number])[] {
    const days = new Map<number, number>();
    for (const { is, expires } of this.#points) if (is === 'active') days.set(expires, (days.get(expires) ?? 0) + 1);
    return [...days].toSorted(([a], [b]) => a - b);
  }

  passTo(at: number): void {
    const day = Math.floor(at / DAY);
    while (this.#today < day) {
      this.#today = this.#points.some(({ is }) => is !== 'gone') ? this.#today + 1 : day;
      this.#settle();
    }
  }

  #settle(): void {
    const ready = this.#points.filter(({ is, active }) => is === 'pending' && active <= this.#today);
    for (const point of ready.toSorted((a, b) => a.expires - b.expires)) this.#arrive(point);
    for (const point of this.#points) {
      if (point.is !== 'active' || point.expires > this.#today) continue;
      point.is = 'gone';
      this.expired += 1;
    }
    this.#points = this.#points.filter(({ is }) => is !== 'gone');
  }

  #arrive(point: Point): void {
    point.is = this.debt > 0 ? 'gone' : 'active';
    if (this.debt > 0) this.debt -= 1;
  }

  /** @returns whether what was asked for was there */
  take(event: CustomerEvent): boolean {
    if (event.kind === 'activity') this.#hear(event.type, `${event.facts?.['order']}`);
    this.#earn(event);
    if (event.kind === 'purchase') this.#reverse(event.key);
    if (event.kind === 'refund') {
      const known = this.#refunds.get(event.order) ?? { sum: 0, count: 0 };
      this.#refunds.set(event.order, { sum: known.sum + event.amount, count: known.count + 1 });
      this.#reverse(event.order);
    }
    const isThere = this.#ask(event);
    this.#settle();
    return isThere;
  }

  #hear(type: string, order: string): void {
    const key = [...this.#orders.keys()].find((one) => one.endsWith(`:${order}`)) ?? '';
    for (const point of this.#orders.get(key)?.points ?? []) {
      if (point.is === 'pending' && point.until === type) this.#arrive(point);
    }
  }

  #ask(event: CustomerEvent): boolean {
    if (event.kind === 'points-returned') return this.#giveBack(event.spend);
    if (event.kind !== 'points-spent' && event.kind !== 'points-adjusted') return true;
    const wanted = event.kind === 'points-spent' ? event.points : -event.points;
    if (wanted > this.active) return false;
    if (event.kind === 'points-spent') this.spent += wanted;
    else if (wanted > 0) this.reversed += wanted;
    else this.earned -= wanted;
    if (wanted < 0) for (let n = wanted; n < 0; n += 1) this.#give({ order: null, active: 0, expires: Infinity }, null);
    else {
      const gone = this.#drop(wanted, () => false);
      if (event.kind === 'points-spent') this.#spendings.set(event.key, gone);
    }
    return true;
  }

  #giveBack(spend: string): boolean {
    const gone = this.#spendings.get(spend) ?? [];
    this.#spendings.delete(spend);
    this.spent -= gone.length;
    const back = gone.map((day) => (day > this.#today ? day : this.#today + 31));
    // What is owed is paid by those that will expire first now: some would have, but have more time again.
    for (const expires of back.toSorted((a, b) => a - b)) this.#give({ order: null, active: 0, expires }, null);
    return gone.length > 0;
  }

  #earn(event: CustomerEvent): void {
    const day = Math.floor(event.at / DAY);
    if (event.kind === 'purchase') {
      this.#orders.set(event.key, { amount: event.amount, day, refunded: 0, refunds: 0, reversed: 0, points: [] });
    }
    const order = event.kind === 'purchase' ? event.key : null;
    for (const rule of this.#rules) {
      if (rule.on !== (event.kind === 'activity' ? event.type : event.kind)) continue;
      const active = rule.pendingDays === null ? day : day + rule.pendingDays + 1;
      for (let left = rule.points(event); left > 0; left -= 1) {
        this.earned += 1;
        this.#give({ order, active, expires: rule.expires(active), until: rule.until }, rule.pendingDays);
      }
    }
  }

  #give(head: Omit<Point, 'is'>, pendingDays: number | null): void {
    const point: Point = { ...head, is: 'pending' };
    this.#points.push(point);
    if (head.order !== null) this.#orders.get(head.order)?.points.push(point);
    if (pendingDays === null) this.#arrive(point);
  }

  #reverse(key: string): void {
    const order = this.#orders.get(key);
    const { sum, count } = this.#refunds.get(key) ?? { sum: 0, count: 0 };
    if (order === undefined || count === 0) return;
    const share = order.amount === 0 ? 1 : Math.min(1, sum / order.amount);
    let less = Math.floor(order.points.length * share + 0.5) - order.reversed;
    order.reversed += less;
    this.reversed += less;
    for (const point of order.points) {
      if (less === 0 || point.is !== 'pending') continue;
      point.is = 'gone';
      less -= 1;
    }
    const own = new Set(order.points.map(({ expires }) => expires));
    const there = Math.min(less, this.active);
    this.#drop(there, ({ expires }) => own.has(expires));
    this.debt += less - there;
  }

  /** @returns when those that go would have expired, the first first */
  #drop(count: number, isFirst: (point: Point) => boolean): readonly number[] {
    const active = this.#points.filter(({ is }) => is === 'active').toSorted((a, b) => a.expires - b.expires);
    const order = [...active.filter(isFirst), ...active.filter((point) => !isFirst(point))];
    const going = order.slice(0, count);
    for (const point of going) point.is = 'gone';
    this.#points = this.#points.filter(({ is }) => is !== 'gone');
    return going.map(({ expires }) => expires);
  }
}
