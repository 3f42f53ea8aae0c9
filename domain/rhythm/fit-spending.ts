import { accepted, type Fitting, highest, refusalOf, type RefusedFit, tooLittle } from './fit-outcome.ts';
import { countOf, DEFAULT_FIT_LIMITS, type FitLimits } from './fit-limits.ts';
import { type GammaGamma, likelihood, type SpendingGroup } from './gamma-gamma.ts';
import type { Objective } from './maximise.ts';

type SpendingLimits = Pick<FitLimits, 'repeaters' | 'thriceBuyers'>;

/** Gamma–Gamma supposes none. At the fewest repeaters a fit takes, 100, this is three standard errors from 0. */
const MOST_CORRELATION = 0.3;

/**
 * Maximum likelihood of Gamma–Gamma on customers with repeat purchases and a mean above 0; others are left out.
 * `v` comes out in the unit of the means.
 */
export function* fitGammaGamma(
  groups: readonly SpendingGroup[],
  limits: SpendingLimits = DEFAULT_FIT_LIMITS,
): Fitting<GammaGamma> {
  const payers = groups
    .filter(({ x, mean }) => x > 0 && mean > 0)
    .toSorted((one, other) => one.x - other.x || one.mean - other.mean);
  const shortfalls = (['repeaters', 'thriceBuyers'] as const)
    .map((what) => ({ what, needed: limits[what], found: countOf(payers, what === 'repeaters' ? 1 : 2) }))
    .filter(({ needed, found }) => found < needed);
  if (shortfalls.length > 0) return tooLittle(shortfalls);
  const correlation = correlationOf(payers);
  if (Math.abs(correlation) > MOST_CORRELATION) return correlated(correlation);

  // In units of the average spend, so that the bounds and the start suit any currency.
  const unit = averageOf(payers, ({ mean }) => mean);
  const ofGammaGamma = likelihood(payers.map((payer) => ({ ...payer, mean: payer.mean / unit })));
  const objective: Objective = (at) => ofGammaGamma(named(at));
  const best = yield* highest(objective, [[5, 3, 0.5]]);
  const { q } = named(best.at);
  const refusal = q <= 1 ? noMean(q) : refusalOf(best, ['p', 'q', 'v']);
  if (refusal) return refusal;
  const inMoney = { ...best, value: best.value - countOf(payers, 1) * Math.log(unit) };
  return accepted(inMoney, payers, (at) => ({ ...named(at), v: named(at).v * unit }));
}

function named([p = NaN, q = NaN, v = NaN]: readonly number[]): GammaGamma {
  return { p, q, v };
}

/** Between the logarithms of purchases and mean spend: a few very large orders would hide it in the plain numbers. */
function correlationOf(payers: readonly SpendingGroup[]): number {
  const [x, z] = [averageOf(payers, (payer) => Math.log(payer.x)), averageOf(payers, (payer) => Math.log(payer.mean))];
  const product = (one: (payer: SpendingGroup) => number, other: (payer: SpendingGroup) => number) =>
    averageOf(payers, (payer) => one(payer) * other(payer));
  const ofX = (payer: SpendingGroup) => Math.log(payer.x) - x;
  const ofZ = (payer: SpendingGroup) => Math.log(payer.mean) - z;
  const spread = Math.sqrt(product(ofX, ofX) * product(ofZ, ofZ));
  return spread === 0 ? 0 : product(ofX, ofZ) / spread;
}

function averageOf(payers: readonly SpendingGroup[], valueOf: (payer: SpendingGroup) => number): number {
  return payers.reduce((sum, payer) => sum + payer.count * valueOf(payer), 0) / countOf(payers, 0);
}

function correlated(correlation: number): RefusedFit {
  return {
    is: 'refused',
    code: 'correlated',
    because:
      `What customers spend goes with how often they buy (correlation ${correlation.toFixed(2)}, ` +
      `at most ±${MOST_CORRELATION} is allowed): the model supposes that it does not.`,
  };
}

function noMean(q: number): RefusedFit {
  return {
    is: 'refused',
    code: 'degenerate',
    because: `By the best fit q is ${q.toPrecision(3)}: at 1 or less, the average spend of all customers is infinite.`,
  };
}
