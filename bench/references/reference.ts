/** One published figure, or many of one kind, beside what this code computes. */
export interface Reference {
  /** Where it is published, such as `R rfm 0.3.0` or `btyd_fixtures.json, MBG/NBD`. */
  readonly source: string;
  /** What is compared, in a few words. */
  readonly what: string;
  /** How many values were compared. */
  readonly values: number;
  /** The published value, where there is one and not many. */
  readonly expected?: string;
  readonly ours?: string;
  /** Between expected and ours; 0 for names and counts that are all equal, their number where they are not. */
  readonly largestDifference: number;
  /** What `largestDifference` may be at most: 0 where values must be equal. */
  readonly tolerance: number;
}

export function holds({ values, largestDifference, tolerance }: Reference): boolean {
  return values > 0 && largestDifference <= tolerance;
}

/** Compares numbers pairwise; what is missing on one side differs without limit. */
export function largestDifference(pairs: readonly (readonly [expected: number | null, ours: number | null])[]): number {
  return pairs.reduce((most, [expected, ours]) => {
    if (expected === null || ours === null) return expected === ours ? most : Infinity;
    return Math.max(most, Number.isNaN(ours) ? Infinity : Math.abs(expected - ours));
  }, 0);
}

/** How many of the pairs are not equal. */
export function unequal(pairs: readonly (readonly [expected: unknown, ours: unknown])[]): number {
  return pairs.filter(([expected, ours]) => expected !== ours).length;
}
