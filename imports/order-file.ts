import { readRow, type Cells } from './cells.ts';
import type { EventReader, FileEvent, FileKind, RowRules } from './file-kind.ts';
import { isFaults } from './mapping.ts';
import { plainTime } from './moment.ts';
import { ORDER_FIELDS, orderColumns, type OrderColumns } from './order-columns.ts';
import { readOrderLine, type OrderLine } from './order-line.ts';
import { MOST_OPEN, OpenOrders, rowsOf, SAMPLE, singleOrder, type Order, type OrderRows } from './orders.ts';
import { isRejection, type Rejection } from './rejection.ts';

/**
 * A file of orders, or of their lines.
 * @param is left out, it is found out from the first rows
 * @param mostOpen open orders kept at most; lowered by tests
 */
export function orderFile(is?: OrderRows, mostOpen: number = MOST_OPEN): FileKind {
  return {
    fields: ORDER_FIELDS,
    match(mapping, present) {
      const columns = orderColumns(mapping, present);
      return isFaults(columns) ? columns : (rules) => new OrderReader(columns, rules, mostOpen, is);
    },
    conflict(line) {
      if (line === undefined) return 'this order was stored before with other content; nothing was changed';
      return `this order is in line ${line} already, with other content; lines of one order may lie at most ${MOST_OPEN} orders apart`;
    },
  };
}

class OrderReader implements EventReader {
  readonly #columns: OrderColumns;
  readonly #rules: RowRules;
  readonly #open: OpenOrders;
  #is: OrderRows | undefined;
  #sample: OrderLine[] = [];

  constructor(columns: OrderColumns, rules: RowRules, mostOpen: number, is?: OrderRows) {
    this.#columns = columns;
    this.#rules = rules;
    this.#open = new OpenOrders(rules.digits, mostOpen);
    this.#is = is;
  }

  *take(row: Cells): Generator<FileEvent | Rejection> {
    const line = readRow(row, (cells) => readOrderLine(cells, this.#columns, this.#rules));
    if (isRejection(line)) yield line;
    else if (this.#is) yield* this.#takeLine(line, this.#is);
    else if (this.#sample.push(line) >= SAMPLE) yield* this.#decide();
  }

  *end(): Generator<FileEvent | Rejection> {
    yield* this.#decide();
    for (const order of this.#open.end()) yield this.#told(order);
  }

  *#decide(): Generator<FileEvent | Rejection> {
    const is = this.#is ?? rowsOf(this.#sample);
    this.#is = is;
    for (const line of this.#sample.splice(0)) yield* this.#takeLine(line, is);
  }

  *#takeLine(line: OrderLine, is: OrderRows): Generator<FileEvent | Rejection> {
    if (is === 'orders') yield this.#told(singleOrder(line, this.#rules.digits));
    else for (const closed of this.#open.take(line)) yield this.#told(closed);
  }

  #told(order: Order | Rejection): FileEvent | Rejection {
    if (isRejection(order)) return order;
    const { line, rows, raw, id, customer, at, amount } = order;
    const { source } = this.#rules;
    return { line, rows, raw, wire: { id, type: 'purchase', customer, at: plainTime(at), amount, source } };
  }
}
