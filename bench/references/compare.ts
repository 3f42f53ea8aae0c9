import { largestDifference, type Reference, unequal } from './reference.ts';

type Pairs = readonly (readonly [expected: number | null, ours: number | null])[];

/** Double precision on both sides. */
export function exact(source: string, what: string, pairs: Pairs, tolerance = 1e-9): Reference {
  return { source, what, values: pairs.length, largestDifference: largestDifference(pairs), tolerance };
}

/** Printed figures, all with the same digits: at most half a unit of the last one, where nothing else is said. */
export function printed(
  source: string,
  what: string,
  expected: readonly string[],
  ours: readonly number[],
  tolerance = Math.max(...expected.map(halfUnit)),
): Reference {
  const pairs = expected.map((text, index) => [Number(text), ours[index] ?? null] as const);
  return {
    ...exact(source, what, pairs, tolerance),
    expected: expected.join(' '),
    ours: ours.map((value) => value.toPrecision(8)).join(' '),
  };
}

function halfUnit(text: string): number {
  const [digits = '', exponent = '0'] = text.split('e');
  return 0.5 * 10 ** (Number(exponent) - (digits.split('.')[1]?.length ?? 0));
}

/** Names and counts, which must be the same. */
export function equal(source: string, what: string, pairs: readonly (readonly [unknown, unknown])[]): Reference {
  return { source, what, values: pairs.length, largestDifference: unequal(pairs), tolerance: 0 };
}
