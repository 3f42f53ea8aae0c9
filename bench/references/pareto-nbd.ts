import type { Buying, BuyingGroup } from '../../domain/rhythm/buying.ts';
import { hypergeometric, lnGamma } from '../../domain/rhythm/special.ts';

/**
 * Pareto/NBD (Schmittlein, Morrison, Colombo 1987), in the form of Fader and Hardie's notes: customers may leave at
 * any moment. It has no closed silence, so the product does not use it; its published values stand beside ours.
 */
export interface ParetoNbd {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

export function logLikelihood(parameters: ParetoNbd, groups: readonly BuyingGroup[]): number {
  const { r, alpha, s, beta } = parameters;
  const terms = groups.map(({ x, tx, T, count }) => {
    const alive = (alpha + T) ** -(r + x) * (beta + T) ** -s;
    const left = (s / (r + s + x)) * departure(parameters, { x, tx, T });
    return count * (lnGamma(r + x) - lnGamma(r) + r * Math.log(alpha) + s * Math.log(beta) + Math.log(alive + left));
  });
  return terms.reduce((sum, term) => sum + term, 0);
}

export function probabilityAlive(parameters: ParetoNbd, buying: Buying): number {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = buying;
  const odds = (s / (r + s + x)) * (alpha + T) ** (r + x) * (beta + T) ** s * departure(parameters, buying);
  return 1 / (1 + odds);
}

/** Expected repeat purchases of a new customer in the `t` weeks after the first purchase. */
export function expectedPurchases({ r, alpha, s, beta }: ParetoNbd, t: number): number {
  return ((r * beta) / (alpha * (s - 1))) * (1 - (beta / (beta + t)) ** (s - 1));
}

/** Expected purchases in the `t` weeks after T. */
export function conditionalExpected(parameters: ParetoNbd, buying: Buying, t: number): number {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = buying;
  const ahead = expectedPurchases({ r: r + x, alpha: alpha + T, s, beta: beta + T }, t);
  return probabilityAlive(parameters, buying) * ahead;
}

/** The integral over all moments of leaving between tx and T (A0 in the notes). */
function departure({ r, alpha, s, beta }: ParetoNbd, { x, tx, T }: Buying): number {
  const order = r + s + x;
  const larger = Math.max(alpha, beta);
  const second = alpha >= beta ? s + 1 : r + x;
  const upTo = (t: number) =>
    hypergeometric(order, second, order + 1, Math.abs(alpha - beta) / (larger + t)) * (larger + t) ** -order;
  return upTo(tx) - upTo(T);
}
