import type { BetaGeometric } from '../../rhythm/beta-geometric.ts';
import { probabilityAlive, probabilityOfReturn } from '../../rhythm/mbg-nbd.ts';
import { buyingAfter } from '../spell.ts';
import { AHEAD_DAYS, type NotLearned, type Rule } from './rule.ts';
import type { Training } from './training.ts';

/** Rules by the model of customers who leave (MBG/NBD); they differ in what of it has a limit. */

const DAYS_A_WEEK = 7;
/** Right after a purchase the odds of still being a customer may have no end. */
const SMALLEST = 1e-12;

type ByLeaving = 'alive' | 'returns' | 'worth';

function* learn<By extends ByLeaving>(
  by: By,
  base: Training,
): Generator<undefined, { readonly by: By; readonly fit: BetaGeometric } | NotLearned, undefined> {
  const fit = yield* base.leaving();
  return fit.is === 'accepted' ? { by, fit: fit.parameters } : { because: fit.because };
}

/** The chance of still being a customer. */
export const aliveRule: Rule<'alive'> = {
  learn: (base) => learn('alive', base),
  expectation:
    ({ fit }, spell) =>
    (silence) =>
      probabilityAlive(fit, buyingAfter(spell, silence)),
};

/** The chance of a purchase within the days to come: somebody slow is not expected soon, and falls under it early. */
export const returnsRule: Rule<'returns'> = {
  learn: (base) => learn('returns', base),
  expectation:
    ({ fit }, spell) =>
    (silence) =>
      probabilityOfReturn(fit, buyingAfter(spell, silence), AHEAD_DAYS / DAYS_A_WEEK),
};

/** The odds of still being a customer, times the purchases a week expected of one. */
export const worthRule: Rule<'worth'> = {
  learn: (base) => learn('worth', base),
  expectation:
    ({ fit }, spell) =>
    (silence) => {
      const buying = buyingAfter(spell, silence);
      const alive = probabilityAlive(fit, buying);
      return ((alive / Math.max(1 - alive, SMALLEST)) * (fit.r + buying.x)) / (fit.alpha + buying.T);
    },
};
