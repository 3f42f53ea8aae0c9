import type { ImportedRow } from '../../db/customers/imported.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { ReadOrders } from '../../db/events/refunded.ts';
import type { FileEvent } from '../../imports/evidence/file-kind.ts';
import { rejection, type Rejection } from '../../imports/rejection.ts';
import { refundsAbove } from '../../ingest/refunds-above.ts';

/** An event of a file, and the row it becomes. */
interface Read {
  readonly event: FileEvent;
  readonly row: ImportedRow;
}

export interface LetIn {
  readonly events: readonly FileEvent[];
  readonly rows: readonly ImportedRow[];
  readonly refused: readonly Rejection[];
}

/** Refunds kept back at most: what comes beyond them is stored without having been checked. */
const MOST_HELD = 50_000;
const AT_ONCE = 1_000;

/**
 * Lets in what one file brings, except for refunds beyond their order. Files with their newest rows first name a refund
 * before its order, so those are kept back until the file has been read.
 */
export class RefundDoor {
  readonly #read: ReadOrders;
  readonly #held: Read[] = [];

  constructor(read: ReadOrders) {
    this.#read = read;
  }

  async take(read: readonly Read[]): Promise<LetIn> {
    const { above, early } = await this.#check(read);
    const held = new Set<Read>();
    for (const one of read) {
      if (!early.has(one.row) || this.#held.length >= MOST_HELD) continue;
      held.add(one);
      this.#held.push(one);
    }
    return letIn(
      read.filter((one) => !held.has(one)),
      above,
    );
  }

  /** What was kept back, once the file is over; in parts that one write takes well. */
  async *rest(): AsyncGenerator<LetIn> {
    for (let from = 0; from < this.#held.length; from += AT_ONCE) {
      const part = this.#held.slice(from, from + AT_ONCE);
      yield letIn(part, (await this.#check(part)).above);
    }
  }

  /** A return that names no order is taken off those that are found for it, so it cannot exceed them. */
  #check(read: readonly Read[]) {
    return refundsAbove(
      this.#read,
      read.flatMap(({ event, row }) => (event.unnamed === true ? [] : [row])),
    );
  }
}

function letIn(read: readonly Read[], above: ReadonlyMap<EventRow, { readonly message: string }>): LetIn {
  const kept = read.filter(({ row }) => !above.has(row));
  return {
    events: kept.map(({ event }) => event),
    rows: kept.map(({ row }) => row),
    refused: read.flatMap(({ event, row }) => {
      const problem = above.get(row);
      if (problem === undefined) return [];
      const fault = { reason: 'refund-above-order', column: null, message: problem.message } as const;
      return [rejection(event, { ...fault, rows: Math.max(1, event.rows) })];
    }),
  };
}
