/** Why a row is refused, in one word: rows are counted by it, and by their column. */
export const REASONS = [
  // One cell says nothing, or not what its field needs.
  'empty',
  'not-text',
  'malformed-id',
  'placeholder',
  'exponent',
  'point-zero',
  'personal',
  'no-address',
  'no-zone',
  'no-word',
  'no-value',
  'no-time',
  'future',
  'too-old',
  'no-number',
  'out-of-range',
  'other-currency',
  'not-paid',
  // The row as a whole is none.
  'columns',
  'quotes',
  'too-long',
  'no-object',
  // It does not go with other rows.
  'other-customer',
  'apart',
  'nothing-to-refund',
  'refund-above-order',
  'other-content',
  // Its customer was erased.
  'erased',
] as const;

export type Reason = (typeof REASONS)[number];
