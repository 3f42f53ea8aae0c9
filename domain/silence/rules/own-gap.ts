import type { Rule } from './rule.ts';

/** So many times the customer's own mean gap: a level of −2 is twice as long. */
export const ownGapRule: Rule<'own-gap'> = {
  *learn() {
    yield;
    return { by: 'own-gap' };
  },
  expectation: (_learned, { x, span }) => {
    const mean = Math.max(1, x === 0 ? Infinity : span / x);
    return (silence) => -silence / mean;
  },
};
