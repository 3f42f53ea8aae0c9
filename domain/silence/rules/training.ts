import type { BetaGeometric } from '../../rhythm/beta-geometric.ts';
import type { BuyingGroup } from '../../rhythm/buying.ts';
import { fitGammaPoisson, fitMbgNbd } from '../../rhythm/fit.ts';
import { DEFAULT_FIT_LIMITS } from '../../rhythm/fit-limits.ts';
import type { Fit } from '../../rhythm/fit-outcome.ts';
import type { GammaPoisson } from '../../rhythm/gamma-poisson.ts';
import type { PastSpell } from '../past-spells.ts';

/** Rules are held against each other on shorter histories than one is put in force on. */
const LIMITS = { ...DEFAULT_FIT_LIMITS, customers: 200, days: 90 };

/** A base as rules learn from it, seen on one day. Fits that several rules need are made once. */
export class Training {
  /** Silences after a second purchase or a later one. */
  readonly spells: readonly PastSpell[];
  readonly groups: readonly BuyingGroup[];
  /** The day it is seen on, and the first day of its history: numbers of calendar days. */
  readonly end: number;
  readonly first: number;
  #leaving: Fit<BetaGeometric> | undefined;
  #staying: Fit<GammaPoisson> | undefined;

  constructor(of: Pick<Training, 'spells' | 'groups' | 'end' | 'first'>) {
    this.spells = of.spells;
    this.groups = of.groups;
    this.end = of.end;
    this.first = of.first;
  }

  /** Customers who leave: MBG/NBD. */
  *leaving(): Generator<undefined, Fit<BetaGeometric>, undefined> {
    this.#leaving ??= yield* fitMbgNbd(this.groups, LIMITS);
    return this.#leaving;
  }

  /** Customers who buy for ever: Gamma–Poisson. */
  *staying(): Generator<undefined, Fit<GammaPoisson>, undefined> {
    this.#staying ??= yield* fitGammaPoisson(this.groups, LIMITS);
    return this.#staying;
  }
}
