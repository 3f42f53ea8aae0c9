import type { Refused } from '../db/jobs/reading.ts';
import type { Rejection } from './rejection.ts';

/** A file of nonsense need not be kept row by row. */
const MOST_KEPT = 100_000;
/** Of each reason so many are kept whatever happens: a flood of one must not hide the others. */
const KEPT_OF_EACH = 1_000;

interface Tally extends Refused {
  readonly rows: number;
  readonly kept: number;
}

/** Counts refused rows by their reason and column, and says which of them are worth keeping. */
export class Refusals {
  readonly #tallies = new Map<string, Tally>();
  #kept = 0;
  #rows = 0;

  /** Rows refused so far. */
  get rows(): number {
    return this.#rows;
  }

  /** @returns those to be kept */
  add(rejected: readonly Rejection[]): readonly Rejection[] {
    return rejected.filter((row) => this.#isKept(row));
  }

  /** The most frequent first. */
  all(): readonly Refused[] {
    const tallies = [...this.#tallies.values()].toSorted((a, b) => b.rows - a.rows || a.line - b.line);
    return tallies.map(({ kept: _kept, ...refused }) => refused);
  }

  #isKept({ reason, column, message, line, rows }: Rejection): boolean {
    const name = `${reason} ${column ?? ''}`;
    const before = this.#tallies.get(name) ?? { reason, column, message, line, rows: 0, kept: 0 };
    const isKept = this.#kept < MOST_KEPT || before.kept < KEPT_OF_EACH;
    this.#tallies.set(name, { ...before, rows: before.rows + rows, kept: before.kept + Number(isKept) });
    this.#kept += Number(isKept);
    this.#rows += rows;
    return isKept;
  }
}
