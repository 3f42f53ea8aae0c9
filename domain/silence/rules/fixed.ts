import type { Rule } from './rule.ts';

/** So many days for everybody: a level of −90 is 90 days. */
export const fixedRule: Rule<'fixed'> = {
  *learn() {
    yield;
    return { by: 'fixed' };
  },
  expectation: () => (silence) => -silence,
};
