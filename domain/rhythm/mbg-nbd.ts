import { aliveWith, type BetaGeometric, conditionalWith, returnWith, silenceWith } from './beta-geometric.ts';
import { likelihood } from './beta-geometric-likelihood.ts';
import type { Buying, BuyingGroup } from './buying.ts';

/** MBG/NBD (Batislam, Denizel, Filiztekin 2007): a customer may leave after any purchase, the first included. */
export type MbgNbd = BetaGeometric;

export function chancesToLeave(x: number): number {
  return x + 1;
}

/** Those of one customer, purchases without a date included. */
function chancesOf({ x, undated = 0 }: Pick<Buying, 'x' | 'undated'>): number {
  return chancesToLeave(x) + undated;
}

/** P(still a customer at T), from 0 to 1. */
export function probabilityAlive(parameters: MbgNbd, buying: Buying): number {
  return aliveWith(parameters, buying, chancesOf(buying));
}

/** Weeks of silence after the last purchase until P(alive) falls to `p` (0 < p < 1); 0 where it is lower at once. */
export function silenceUntil(parameters: MbgNbd, buying: Pick<Buying, 'x' | 'tx' | 'undated'>, p: number): number {
  return silenceWith(parameters, buying, chancesOf(buying), p) ?? 0;
}

/** P(at least one purchase in the `within` weeks after T), given the purchases up to T. */
export function probabilityOfReturn(parameters: MbgNbd, buying: Buying, within: number): number {
  return returnWith(parameters, buying, chancesOf(buying), within);
}

/** Expected repeat purchases of a new customer in the `t` weeks after the first purchase. */
export function expectedPurchases(parameters: MbgNbd, t: number): number {
  return conditionalExpected(parameters, { x: 0, tx: 0, T: 0 }, t);
}

/** Expected purchases in the `t` weeks after T, given the purchases up to T. */
export function conditionalExpected(parameters: MbgNbd, buying: Buying, t: number): number {
  return conditionalWith(parameters, buying, chancesOf(buying), t);
}

export function logLikelihood(parameters: MbgNbd, groups: readonly BuyingGroup[]): number {
  return likelihood(groups, chancesToLeave)(parameters).value;
}
