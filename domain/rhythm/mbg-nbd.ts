import { aliveWith, type BetaGeometric, conditionalWith, returnWith, silenceWith } from './beta-geometric.ts';
import { likelihood } from './beta-geometric-likelihood.ts';
import type { Buying, BuyingGroup } from './buying.ts';

/** MBG/NBD (Batislam, Denizel, Filiztekin 2007): a customer may leave after any purchase, the first included. */
export type MbgNbd = BetaGeometric;

export function chancesToLeave(x: number): number {
  return x + 1;
}

/** P(still a customer at T), from 0 to 1. */
export function probabilityAlive(parameters: MbgNbd, buying: Buying): number {
  return aliveWith(parameters, buying, chancesToLeave(buying.x));
}

/** Weeks of silence after the last purchase until P(alive) falls to `p` (0 < p < 1); 0 where it is lower at once. */
export function silenceUntil(parameters: MbgNbd, buying: Pick<Buying, 'x' | 'tx'>, p: number): number {
  return silenceWith(parameters, buying, chancesToLeave(buying.x), p) ?? 0;
}

/** P(at least one purchase in the `within` weeks after T), given the purchases up to T. */
export function probabilityOfReturn(parameters: MbgNbd, buying: Buying, within: number): number {
  return returnWith(parameters, buying, chancesToLeave(buying.x), within);
}

/** Expected repeat purchases of a new customer in the `t` weeks after the first purchase. */
export function expectedPurchases(parameters: MbgNbd, t: number): number {
  return conditionalExpected(parameters, { x: 0, tx: 0, T: 0 }, t);
}

/** Expected purchases in the `t` weeks after T, given the purchases up to T. */
export function conditionalExpected(parameters: MbgNbd, buying: Buying, t: number): number {
  return conditionalWith(parameters, buying, chancesToLeave(buying.x), t);
}

export function logLikelihood(parameters: MbgNbd, groups: readonly BuyingGroup[]): number {
  return likelihood(groups, chancesToLeave)(parameters).value;
}
