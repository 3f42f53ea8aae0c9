import { customerId, eventId, type CustomerId, type EventId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { decimalIn, idIn, timeIn, type Cells, type TimeRules } from './cells.ts';
import { multiply, type Decimal } from './decimal.ts';
import type { OrderColumns } from './order-columns.ts';
import { keptOf } from './rejection.ts';

/** One row of a file: an order, or one line of one. */
export interface OrderLine {
  readonly line: number;
  readonly raw: string;
  readonly customer: CustomerId;
  readonly id: EventId;
  readonly at: Instant;
  /** In the currency's main unit, exactly. */
  readonly amount: Decimal;
}

/** @throws what `readRow` makes a rejection of */
export function readOrderLine(cells: Cells, columns: OrderColumns, rules: TimeRules): OrderLine {
  return {
    line: cells.line,
    raw: keptOf(cells.raw),
    customer: idIn(customerId, cells, columns.customer),
    id: idIn(eventId, cells, columns.id),
    at: timeIn(cells, columns.at, rules),
    amount: amountIn(cells, columns),
  };
}

function amountIn(cells: Cells, columns: OrderColumns): Decimal {
  if (columns.money === 'amount') return decimalIn(cells, columns.amount);
  return multiply(decimalIn(cells, columns.quantity), decimalIn(cells, columns.price));
}
