import { customerId, eventId, type CustomerId, type EventId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { checkCurrency, decimalIn, idIn, isGiven, refuse, textIn, timeIn, type Cells } from './cells/cells.ts';
import { multiply, ZERO, type Decimal } from './cells/decimal.ts';
import type { RowRules } from './evidence/file-kind.ts';
import { isUnpaid } from './evidence/known-exports.ts';
import type { OrderColumns } from './order-columns.ts';
import { itemsInRow, type ItemPart } from './item-lines.ts';
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
  /** Something comes back: the quantity is negative, or else the amount. */
  readonly isReturn: boolean;
  /** What was paid back of the order itself. */
  readonly refunded: Decimal;
  /** The order that a return belongs to, where the row says so. */
  readonly order: EventId | undefined;
  /** None, or one. */
  readonly items: readonly ItemPart[];
}

const CUSTOMER = { of: 'customer', schema: customerId } as const;
const EVENT = { of: 'event', schema: eventId } as const;

/** @throws what `readRow` makes a rejection of */
export function readOrderLine(cells: Cells, columns: OrderColumns, rules: RowRules): OrderLine {
  const { dates, decimal, pointZero } = rules.reading;
  const { timezone, latest, earliest } = rules;
  checkPaid(cells, columns.status);
  checkCurrency(cells, columns.currency, rules.currency);
  const money = moneyIn(cells, columns, decimal);
  return {
    line: cells.line,
    raw: keptOf(cells.raw),
    customer: customerIn(cells, columns, rules),
    id: idIn(EVENT, cells, columns.id, pointZero),
    at: timeIn(cells, columns.at, { dates, timezone, latest, ...(earliest === undefined ? {} : { earliest }) }),
    ...money,
    refunded: refundedIn(cells, columns, decimal),
    order: isGiven(cells, columns.order) ? idIn(EVENT, cells, columns.order, pointZero) : undefined,
    items: itemsInRow(cells, columns, rules, money.amount),
  };
}

function checkPaid(cells: Cells, column: string | undefined): void {
  if (!isGiven(cells, column)) return;
  const status = textIn(cells, column);
  if (isUnpaid(status))
    refuse(column, 'not-paid', `says "${status}": nobody paid for this order, so it is no purchase`);
}

function customerIn(cells: Cells, columns: OrderColumns, { pseudonym, reading }: RowRules): CustomerId {
  if ('customer' in columns) return idIn(CUSTOMER, cells, columns.customer, reading.pointZero);
  const address = textIn(cells, columns.email);
  if (/^[^@\s]+@[^@\s]+$/.test(address)) return pseudonym(address);
  return refuse(columns.email, 'no-address', 'is no e-mail address, so nobody knows whose order this is');
}

type Mark = RowRules['reading']['decimal'];

function moneyIn(cells: Cells, columns: OrderColumns, mark: Mark): Pick<OrderLine, 'amount' | 'isReturn'> {
  if (columns.money === 'amount') {
    const amount = decimalIn(cells, columns.amount, mark);
    return { amount, isReturn: amount.units < 0n };
  }
  const quantity = decimalIn(cells, columns.quantity, mark);
  return { amount: multiply(quantity, decimalIn(cells, columns.price, mark)), isReturn: quantity.units < 0n };
}

/** All of it where only the status says that it was refunded. */
function refundedIn(cells: Cells, columns: OrderColumns, mark: Mark): Decimal {
  if (isGiven(cells, columns.refunded)) {
    const { units, scale } = decimalIn(cells, columns.refunded, mark);
    if (units !== 0n) return { units: units < 0n ? -units : units, scale };
  }
  const isRefunded = isGiven(cells, columns.status) && /^(?:wc-)?refunded$/i.test(textIn(cells, columns.status));
  return isRefunded && columns.money === 'amount' ? decimalIn(cells, columns.amount, mark) : ZERO;
}
