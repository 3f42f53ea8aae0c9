import type { Buying } from '../../../domain/rhythm/buying.ts';
import type { BetaGeometric } from '../../../domain/rhythm/beta-geometric.ts';
import type { Spending } from '../../../domain/rhythm/gamma-gamma.ts';
import type { Random } from '../../protocol/random.ts';

/** Customers who behave exactly as a model says, for fits to find out how. */

/** `leavesAfter` n = 0 is the first purchase: MBG/NBD asks there too, BG/NBD does not. */
export function buyerOf(
  random: Random,
  { r, alpha, a, b }: BetaGeometric,
  T: number,
  mayLeaveAfter: (purchase: number) => boolean,
): Buying {
  const rate = gamma(random, r) / alpha;
  const leaving = beta(random, a, b);
  for (let [x, tx] = [0, 0]; ; x += 1) {
    const next = tx - Math.log(1 - random.next()) / rate;
    if ((mayLeaveAfter(x) && random.chance(leaving)) || next > T) return { x, tx, T };
    tx = next;
  }
}

export function loyalBuyerOf(random: Random, { r, alpha }: { r: number; alpha: number }, T: number): Buying {
  return buyerOf(random, { r, alpha, a: 1, b: 1 }, T, () => false);
}

/** `x` payments about a mean of the customer's own. */
export function spenderOf(random: Random, { p, q, v }: { p: number; q: number; v: number }, x: number): Spending {
  const rate = gamma(random, q) / v;
  return { x, mean: gamma(random, p * x) / rate / x };
}

function beta(random: Random, a: number, b: number): number {
  const [one, other] = [gamma(random, a), gamma(random, b)];
  return one / (one + other);
}

/** Marsaglia and Tsang 2000, with scale 1. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const cubed = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (cubed > 0 && Math.log(1 - random.next()) < 0.5 * normal ** 2 + d * (1 - cubed + Math.log(cubed))) {
      return d * cubed;
    }
  }
}

/** Runs a fit to its end, as a job would between other work. */
export function finish<Outcome>(steps: Generator<undefined, Outcome, undefined>): {
  readonly outcome: Outcome;
  readonly pauses: number;
} {
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = steps.next();
    if (done) return { outcome: value, pauses };
  }
}
