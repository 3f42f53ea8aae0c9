import type { Folds, Reading } from '../../db/jobs/reading.ts';
import type { RowsQuestion } from './file-kind.ts';
import { MOST_OPEN } from '../orders.ts';
import { Recent } from '../recent.ts';

interface Seen {
  readonly amount: string;
  readonly line: number;
  readonly lastLine: number;
  readonly rows: number;
  /** Each of its rows says the same amount. */
  readonly same: boolean;
}

/**
 * Whether rows are orders or lines of orders. Where some ids have several rows and most of those differ in their amount,
 * rows are lines; where most repeat it, only the sender knows whether it is the order's total or alike lines.
 */
export class RowEvidence {
  readonly #question: RowsQuestion;
  readonly #open = new Recent<Seen>(MOST_OPEN);
  #same = 0;
  #differ = 0;
  #example: Seen | undefined;
  #folded = 0;
  #largest = 0;

  constructor(question: RowsQuestion) {
    this.#question = question;
  }

  see(text: (column: string) => string, line: number): void {
    const { id: column } = this.#question;
    if (column === undefined) return;
    const id = text(column);
    const amount = this.#question.is === 'unknown' ? text(this.#question.amount) : '';
    // A row without an amount is refused, and tells nothing.
    if (id === '' || (this.#question.is === 'unknown' && amount === '')) return;
    const known = this.#open.get(id);
    const seen = known ? again(known, amount, line) : { amount, line, lastLine: line, rows: 1, same: true };
    const oldest = this.#open.set(id, seen);
    if (oldest) this.#close(oldest);
    if (known) this.#folded += 1;
    this.#largest = Math.max(this.#largest, seen.rows);
  }

  folds(): Omit<Folds, 'rows'> {
    return { folded: this.#folded, largest: this.#largest };
  }

  decide(): Reading['rows'] | { readonly question: string } {
    if (this.#question.is !== 'unknown') return this.#question.is;
    for (const seen of this.#open.takeAll()) this.#close(seen);
    if (this.#example === undefined) return this.#differ > 0 ? 'lines' : 'orders';
    if (this.#differ > this.#same) return 'lines';
    const { line, lastLine, amount } = this.#example;
    const question =
      `${this.#same} ids have several rows that all say the same amount, such as ${amount} in lines ${line} and ${lastLine}; ` +
      'say type=orders where it is the total of the order, which then counts once, or type=lines where each row is an item of its own';
    return { question };
  }

  #close(seen: Seen): void {
    if (seen.rows === 1) return;
    if (seen.same) {
      this.#same += 1;
      this.#example ??= seen;
    } else {
      this.#differ += 1;
    }
  }
}

function again(known: Seen, amount: string, line: number): Seen {
  return { ...known, lastLine: line, rows: known.rows + 1, same: known.same && known.amount === amount };
}
