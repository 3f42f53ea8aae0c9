import { buyingAfter } from '../spell.ts';
import type { Rule } from './rule.ts';

/** The share of a customer's gaps that last longer than this one, if they buy for ever (Gamma–Poisson). */
export const gapRule: Rule<'gap'> = {
  *learn(base) {
    const fit = yield* base.staying();
    return fit.is === 'accepted' ? { by: 'gap', fit: fit.parameters } : { because: fit.because };
  },
  expectation: ({ fit: { r, alpha } }, spell) => {
    const { x, tx } = buyingAfter(spell, 0);
    return (silence) => Math.exp(-(r + x) * Math.log1p(silence / 7 / (alpha + tx)));
  },
};
