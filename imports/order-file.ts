import type { Problem } from '../domain/problem.ts';
import { readRow, type Cells } from './cells/cells.ts';
import type { EventReader, FileEvent, FileKind, Matched, RowRules, RowsQuestion } from './evidence/file-kind.ts';
import { knownExport } from './evidence/known-exports.ts';
import { isFaults, type Mapping } from './mapping.ts';
import { plainTime } from './cells/moment.ts';
import { namedIn, ORDER_FIELDS, orderColumns, type OrderColumns } from './order-columns.ts';
import { ownId } from './own-id.ts';
import { readOrderLine } from './order-line.ts';
import { MOST_OPEN, MOST_OPEN_WITH_ITEMS, OpenOrders, singleOrder, type Order } from './orders.ts';
import { isRejection, type Rejection } from './rejection.ts';

/**
 * A file of orders, or of their lines. An id whose rows add up to less than nothing is a return, in the manner of the
 * cancelled invoice C536379: a refund of its customer.
 * @param is left out, the rows tell
 * @param mostOpen open orders kept at most; lowered by tests
 */
export function orderFile(is?: 'orders' | 'lines', mostOpen: number = MOST_OPEN): FileKind {
  return {
    fields: ORDER_FIELDS,
    match: (mapping, present) => matchOrders(mapping, present, is, mostOpen),
    conflict(line) {
      if (line === undefined) return 'this order was stored before with other content; nothing was changed';
      return `this order is in line ${line} already, with other content; lines of one order may lie at most ${MOST_OPEN} orders apart, and ${MOST_OPEN_WITH_ITEMS} where their items are read`;
    },
  };
}

function matchOrders(
  mapping: Mapping,
  present: readonly string[],
  is: 'orders' | 'lines' | undefined,
  mostOpen: number,
): Matched | readonly Problem[] {
  // Whoever names a column knows their file better.
  const known = Object.keys(mapping).length === 0 ? knownExport(present) : undefined;
  const columns = orderColumns(known?.mapping ?? mapping, present);
  if (isFaults(columns)) return columns;
  const isOnce = known?.once === true && is !== 'lines';
  return {
    columns: namedIn(columns),
    origin: known?.origin ?? null,
    times: [columns.at],
    numbers: [...moneyOf(columns), ...(columns.refunded === undefined ? [] : [columns.refunded])],
    ids: [columns.id, ...('customer' in columns ? [columns.customer] : []), ...(columns.order ? [columns.order] : [])],
    rows: isOnce ? { is: 'orders', id: columns.id } : questionOf(columns, is),
    open: (rules) => (isOnce ? new OncePerOrder(columns, rules) : new OrderReader(columns, rules, mostOpen)),
  };
}

function moneyOf(columns: OrderColumns): readonly string[] {
  return columns.money === 'amount' ? [columns.amount] : [columns.quantity, columns.price];
}

/** Only what is mapped may tell: a quantity and a price are of a line. */
function questionOf(columns: OrderColumns, is: 'orders' | 'lines' | undefined): RowsQuestion {
  const { id } = columns;
  if (is) return { is, id };
  return columns.money === 'amount' ? { is: 'unknown', id, amount: columns.amount } : { is: 'lines', id };
}

class OrderReader implements EventReader {
  readonly #columns: OrderColumns;
  readonly #rules: RowRules;
  readonly #open: OpenOrders;

  constructor(columns: OrderColumns, rules: RowRules, mostOpen: number) {
    this.#columns = columns;
    this.#rules = rules;
    const most = columns.item === undefined ? mostOpen : Math.min(mostOpen, MOST_OPEN_WITH_ITEMS);
    this.#open = new OpenOrders(rules.digits, most);
  }

  *take(row: Cells): Generator<FileEvent | Rejection> {
    const line = readRow(row, (cells) => readOrderLine(cells, this.#columns, this.#rules));
    const { reading, digits } = this.#rules;
    if (isRejection(line)) yield line;
    else if (reading.rows === 'lines') for (const closed of this.#open.take(line)) yield* eventsOf(closed, this.#rules);
    else yield* eventsOf(singleOrder(line, digits), this.#rules);
  }

  *end(): Generator<FileEvent | Rejection> {
    for (const order of this.#open.end()) yield* eventsOf(order, this.#rules);
  }

  folds() {
    return this.#open.folds;
  }
}

/** Orders whose rows after the first say nothing of the order. */
class OncePerOrder implements EventReader {
  readonly #columns: OrderColumns;
  readonly #rules: RowRules;
  #last = { id: '', amount: '', rows: 0 };
  #folded = 0;
  #largest = 0;

  constructor(columns: OrderColumns, rules: RowRules) {
    this.#columns = columns;
    this.#rules = rules;
  }

  *take(row: Cells): Generator<FileEvent | Rejection> {
    const text = (column: string) => row.cell(column)?.trim() ?? '';
    const id = text(this.#columns.id);
    const amount = this.#columns.money === 'amount' ? text(this.#columns.amount) : '';
    const isFolded = id !== '' && id === this.#last.id && (amount === '' || amount === this.#last.amount);
    this.#last = isFolded ? { ...this.#last, rows: this.#last.rows + 1 } : { id, amount, rows: 1 };
    this.#largest = Math.max(this.#largest, this.#last.rows);
    if (isFolded) {
      this.#folded += 1;
      return;
    }
    const line = readRow(row, (cells) => readOrderLine(cells, this.#columns, this.#rules));
    yield* isRejection(line) ? [line] : eventsOf(singleOrder(line, this.#rules.digits), this.#rules);
  }

  end(): readonly FileEvent[] {
    return [];
  }

  folds() {
    return { folded: this.#folded, largest: this.#largest };
  }
}

/** Its purchase and what was paid back of it, or a refund where it is a return. */
function* eventsOf(order: Order | Rejection, { source }: RowRules): Generator<FileEvent | Rejection> {
  if (isRejection(order)) return yield order;
  const { line, rows, raw, id, customer, at, amount, refunded, items } = order;
  const told = { line, rows, raw };
  const common = { customer, at: plainTime(at), source };
  if (amount < 0) {
    // Nobody can buy under the id of a return, so it waits there for good unless an order is found for it.
    const wire = { ...common, id, type: 'refund', order: order.order ?? id, amount: -amount } as const;
    return yield { ...told, wire, ...(order.order === undefined ? { unnamed: true } : {}) };
  }
  yield { ...told, wire: { ...common, id, type: 'purchase', amount, ...(items ? { items } : {}) } };
  if (refunded === 0) return;
  yield { ...told, rows: 0, wire: { ...common, id: ownId('refund', id), type: 'refund', order: id, amount: refunded } };
}
