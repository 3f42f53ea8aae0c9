/** A silence from its first day on: what is known of a customer when they have just bought. Times in whole days. */
export interface Spell {
  /** Buying days after the first one, up to the one that the silence begins with. */
  readonly x: number;
  /** From the first buying day to the last. */
  readonly span: number;
  /** Actions of a summary before the first day that is known; left out where there are none. */
  readonly undated?: number;
  /** Number of the calendar day of the last purchase; day 0 is 1970-01-01. */
  readonly day: number;
  /** Revenue of that day over the mean of the days before it, as a natural logarithm to the third digit; 0 where one of them is not known. */
  readonly spend: number;
  /** How long after the last purchase signs of life came, days, ascending. */
  readonly signs: readonly number[];
}

const DAYS_A_WEEK = 7;

/** A customer as the models of buying see them, `silence` days after the last purchase; times in weeks. */
export function buyingAfter({ x, span, undated }: Spell, silence: number) {
  const tx = span / DAYS_A_WEEK;
  const before = undated === undefined ? {} : { undated };
  return { x, tx, T: tx + silence / DAYS_A_WEEK, ...before };
}
