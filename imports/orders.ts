import type { CustomerId, EventId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { add, MOST_MONEY, toMinorUnits, type Decimal } from './decimal.ts';
import type { OrderLine } from './order-line.ts';
import { rejection, type Rejection } from './rejection.ts';

/** Whether a file has one row per order, or several whose amounts are summed. */
export type OrderRows = 'orders' | 'lines';

/** A whole order. */
export interface Order {
  /** Of its first row. */
  readonly line: number;
  readonly rows: number;
  readonly raw: string;
  readonly customer: CustomerId;
  readonly id: EventId;
  readonly at: Instant;
  /** Minor units. */
  readonly amount: number;
}

interface OpenOrder extends Omit<Order, 'amount'> {
  readonly sum: Decimal;
}

/** Lines of one order may lie apart, as long as fewer other orders than this were touched in between. */
export const MOST_OPEN = 50_000;

/** Adds up the lines of orders in bounded memory. An order is timed by its first line. */
export class OpenOrders {
  readonly #digits: number;
  readonly #most: number;
  /** The order touched last comes last. */
  readonly #open = new Map<EventId, OpenOrder>();

  /** @param digits the currency's minor digits */
  constructor(digits: number, most: number = MOST_OPEN) {
    this.#digits = digits;
    this.#most = most;
  }

  /** @returns orders that are complete now, and lines that fit no order */
  take(line: OrderLine): readonly (Order | Rejection)[] {
    const known = this.#open.get(line.id);
    if (known && known.customer !== line.customer) {
      return [rejection(line, null, `this order belongs to another customer in line ${known.line}`)];
    }
    const { amount, ...first } = line;
    this.#open.delete(line.id);
    this.#open.set(
      line.id,
      known ? { ...known, rows: known.rows + 1, sum: add(known.sum, amount) } : { ...first, rows: 1, sum: amount },
    );
    if (this.#open.size <= this.#most) return [];
    const [oldest] = this.#open.values();
    if (!oldest) return [];
    this.#open.delete(oldest.id);
    return [closeOrder(oldest, this.#digits)];
  }

  /** The file is over: whatever is open is complete. */
  *end(): Generator<Order | Rejection> {
    for (const order of this.#open.values()) yield closeOrder(order, this.#digits);
    this.#open.clear();
  }
}

/** A row that is an order of its own. */
export function singleOrder({ amount, ...line }: OrderLine, digits: number): Order | Rejection {
  return closeOrder({ ...line, rows: 1, sum: amount }, digits);
}

function closeOrder({ sum, ...order }: OpenOrder, digits: number): Order | Rejection {
  const amount = toMinorUnits(sum, digits);
  if (amount < 0) {
    return rejection(order, null, 'the order is worth less than nothing; send returns as refund events', order.rows);
  }
  if (amount > MOST_MONEY) return rejection(order, null, 'the order is worth more than any order can be', order.rows);
  return { ...order, amount };
}

/** Enough to meet an order of several lines, where a file has any. */
export const SAMPLE = 1_000;

/** Several different rows under one order id and customer are lines; rows that only repeat are not. */
export function rowsOf(sample: readonly OrderLine[]): OrderRows {
  const first = new Map<EventId, OrderLine>();
  for (const line of sample) {
    const known = first.get(line.id);
    if (known && known.customer === line.customer && known.raw !== line.raw) return 'lines';
    if (!known) first.set(line.id, line);
  }
  return 'orders';
}
