import { isRejection, type OrderLine, type Rejection } from './order-line.ts';
import { kindOf, OpenOrders, SAMPLE, singleOrder, type FileKind, type Order } from './orders.ts';
import { readRows, type FileRules } from './rows.ts';

export interface OrderFileRules extends FileRules {
  /** Left out, it is found out from the first rows. */
  readonly kind?: FileKind;
  /** The currency's minor digits. */
  readonly digits: number;
  /** Open orders kept at most; lowered by tests. */
  readonly mostOpen?: number;
}

/** What one part of a file brings. */
export interface OrderBatch {
  readonly orders: readonly Order[];
  readonly rejected: readonly Rejection[];
  /** Rows read so far. */
  readonly rows: number;
}

/** Reads a file of orders or order lines as it streams; memory is bounded whatever its size. */
export async function* readOrders(
  chunks: AsyncIterable<Uint8Array>,
  rules: OrderFileRules,
): AsyncGenerator<OrderBatch> {
  const assembler = new Assembler(rules);
  for await (const rows of readRows(chunks, rules)) yield* assembler.take(rows);
  yield* assembler.end();
}

/** Orders in one batch: what one write to the store takes well. */
const BATCH = 1_000;

class Assembler {
  readonly #rules: OrderFileRules;
  readonly #open: OpenOrders;
  #kind: FileKind | undefined;
  #sample: OrderLine[] = [];
  #rows = 0;
  #orders: Order[] = [];
  #rejected: Rejection[] = [];

  constructor(rules: OrderFileRules) {
    this.#rules = rules;
    this.#open = new OpenOrders(rules.digits, rules.mostOpen);
    this.#kind = rules.kind;
  }

  *take(rows: readonly (OrderLine | Rejection)[]): Generator<OrderBatch> {
    for (const row of rows) {
      this.#rows += 1;
      if (isRejection(row)) this.#rejected.push(row);
      else if (this.#kind) this.#takeLine(row, this.#kind);
      else if (this.#sample.push(row) >= SAMPLE) this.#decideKind();
      if (this.#orders.length >= BATCH || this.#rejected.length >= BATCH) yield this.#batch();
    }
    yield this.#batch();
  }

  *end(): Generator<OrderBatch> {
    this.#decideKind();
    for (const order of this.#open.end()) {
      this.#keep(order);
      if (this.#orders.length >= BATCH) yield this.#batch();
    }
    yield this.#batch();
  }

  #decideKind(): void {
    const kind = this.#kind ?? kindOf(this.#sample);
    this.#kind = kind;
    for (const line of this.#sample.splice(0)) this.#takeLine(line, kind);
  }

  #takeLine(line: OrderLine, kind: FileKind): void {
    if (kind === 'orders') this.#keep(singleOrder(line, this.#rules.digits));
    else for (const closed of this.#open.take(line)) this.#keep(closed);
  }

  #keep(order: Order | Rejection): void {
    if ('message' in order) this.#rejected.push(order);
    else this.#orders.push(order);
  }

  #batch(): OrderBatch {
    const batch = { orders: this.#orders, rejected: this.#rejected, rows: this.#rows };
    this.#orders = [];
    this.#rejected = [];
    return batch;
  }
}
