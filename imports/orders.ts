import type { CustomerId, EventId } from '../domain/ids.schema.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';
import { add, MOST_MONEY, toMinorUnits, type Decimal } from './cells/decimal.ts';
import type { ItemLine } from '../domain/events/event.schema.ts';
import { itemLines, withItems, type ItemPart } from './item-lines.ts';
import type { OrderLine } from './order-line.ts';
import { Recent } from './recent.ts';
import { rejection, type Rejection } from './rejection.ts';

/** A whole order, or a return. */
export interface Order {
  /** Of its first row. */
  readonly line: number;
  readonly rows: number;
  readonly raw: string;
  readonly customer: CustomerId;
  readonly id: EventId;
  readonly at: Instant;
  /** Minor units; below 0 it is a return. */
  readonly amount: number;
  /** Minor units paid back of the order itself. */
  readonly refunded: number;
  /** The order that a return belongs to, where its file says so. */
  readonly order: EventId | undefined;
  /** What was bought, as far as its rows say so. */
  readonly items?: ItemLine[];
}

interface OpenOrder extends Omit<Order, 'amount' | 'refunded' | 'items'> {
  readonly parts: readonly ItemPart[];
  readonly sum: Decimal;
  readonly back: Decimal;
  /** Every one of its rows is of something that comes back. */
  readonly isReturn: boolean;
}

/** Lines of one order may lie apart, as long as fewer other orders than this were touched in between. */
export const MOST_OPEN = 50_000;
/** The same where their items are kept too, which take far more memory. */
export const MOST_OPEN_WITH_ITEMS = 10_000;
/** Rows of one id that lie further apart in time are not lines of one order. */
const MOST_APART = DAY;

/** Adds up the lines of orders in bounded memory. An order is timed by its first line. */
export class OpenOrders {
  readonly #digits: number;
  readonly #open: Recent<OpenOrder>;
  #folded = 0;
  #largest = 0;

  /** @param digits the currency's minor digits */
  constructor(digits: number, most: number = MOST_OPEN) {
    this.#digits = digits;
    this.#open = new Recent(most);
  }

  get folds(): { readonly folded: number; readonly largest: number } {
    return { folded: this.#folded, largest: this.#largest };
  }

  /** @returns orders that are complete now, and lines that fit no order */
  take(line: OrderLine): readonly (Order | Rejection)[] {
    const known = this.#open.get(line.id);
    const stranger = known && misfit(line, known);
    if (stranger) return [stranger];
    const order = known ? withLine(known, line) : opened(line);
    this.#folded += known ? 1 : 0;
    this.#largest = Math.max(this.#largest, order.rows);
    const oldest = this.#open.set(line.id, order);
    return oldest ? [closeOrder(oldest, this.#digits)] : [];
  }

  /** The file is over: whatever is open is complete. */
  *end(): Generator<Order | Rejection> {
    for (const order of this.#open.takeAll()) yield closeOrder(order, this.#digits);
  }
}

/** A row that is an order of its own. */
export function singleOrder(line: OrderLine, digits: number): Order | Rejection {
  return closeOrder(opened(line), digits);
}

function misfit(line: OrderLine, known: OpenOrder): Rejection | undefined {
  if (known.customer !== line.customer) {
    const message = `this order belongs to another customer in line ${known.line}`;
    return rejection(line, { reason: 'other-customer', column: null, message });
  }
  if (Math.abs(line.at - known.at) <= MOST_APART) return undefined;
  const message = `this order is of ${isoTime(known.at)} in line ${known.line}: rows more than a day apart are not lines of one order; give them ids of their own`;
  return rejection(line, { reason: 'apart', column: null, message });
}

function opened({ amount, refunded, items, ...line }: OrderLine): OpenOrder {
  return { ...line, rows: 1, sum: amount, back: refunded, parts: items };
}

function withLine(order: OpenOrder, line: OrderLine): OpenOrder {
  return {
    ...order,
    rows: order.rows + 1,
    sum: add(order.sum, line.amount),
    back: add(order.back, line.refunded),
    isReturn: order.isReturn && line.isReturn,
    order: order.order ?? line.order,
    parts: withItems(order.parts, line.items),
  };
}

function closeOrder({ sum, back, isReturn, parts, ...order }: OpenOrder, digits: number): Order | Rejection {
  const amount = toMinorUnits(sum, digits);
  const refunded = toMinorUnits(back, digits);
  const { rows } = order;
  if (Math.max(Math.abs(amount), refunded) > MOST_MONEY) {
    const message = 'the order is worth more than any order can be';
    return rejection(order, { reason: 'out-of-range', column: null, message, rows });
  }
  if (amount === 0 && isReturn) {
    const message = 'something came back for which nothing was paid, so there is nothing to refund';
    return rejection(order, { reason: 'nothing-to-refund', column: null, message, rows });
  }
  return { ...order, amount, refunded, ...itemLines(parts, digits) };
}
