import type { BetaGeometric } from '../../rhythm/beta-geometric.ts';
import type { GammaPoisson } from '../../rhythm/gamma-poisson.ts';
import type { Spell } from '../spell.ts';
import type { Hazard } from './hazard.ts';
import type { Training } from './training.ts';

/** What each rule of silence learns from a base. */
export interface RuleParameters {
  /** So many days for everybody. */
  readonly fixed: object;
  /** The chance of still being a customer. */
  readonly alive: { readonly fit: BetaGeometric };
  /** The chance of a purchase within `AHEAD_DAYS`. */
  readonly returns: { readonly fit: BetaGeometric };
  /** The odds of still being a customer, times the purchases expected a week. */
  readonly worth: { readonly fit: BetaGeometric };
  /** The share of gaps that last longer. */
  readonly gap: { readonly fit: GammaPoisson };
  /** So many times the customer's own mean gap. */
  readonly 'own-gap': object;
  /** The chance of a purchase within `AHEAD_DAYS`, week by week, as the base shows it. */
  readonly hazard: { readonly hazard: Hazard };
}

export type RuleName = keyof RuleParameters;

/** A rule with what it has learned. */
export type Learned<Name extends RuleName = RuleName> = {
  readonly [Each in RuleName]: { readonly by: Each } & RuleParameters[Each];
}[Name];

/** Nothing was learned, and why, in a sentence. */
export interface NotLearned {
  readonly because: string;
}

/**
 * What can still be expected of a silence that has lasted so many days. While nothing happens it never rises, so there is
 * one instant at which it falls to a level.
 */
export type Expectation = (silence: number) => number;

/** Days ahead that chances of a purchase look. */
export const AHEAD_DAYS = 90;

/** A rule of silence: one module, and a line in `RULES`. */
export interface Rule<Name extends RuleName> {
  /** Yields between steps of some milliseconds. */
  learn(base: Training): Generator<undefined, Learned<Name> | NotLearned, undefined>;
  /** @param longest days of silence beyond which nobody asks */
  expectation(learned: Learned<Name>, spell: Spell, longest: number): Expectation;
}
