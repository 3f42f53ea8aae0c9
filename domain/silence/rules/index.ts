import type { Spell } from '../spell.ts';
import { fixedRule } from './fixed.ts';
import { gapRule } from './gap.ts';
import { hazardRule } from './hazard.ts';
import { aliveRule, returnsRule, worthRule } from './leaving.ts';
import { ownGapRule } from './own-gap.ts';
import type { Expectation, Learned, NotLearned, Rule, RuleName } from './rule.ts';
import type { Training } from './training.ts';

/** Every rule of silence that a base is tried with; fixed days are what the others are held against. */
const RULES: { readonly [Name in RuleName]: Rule<Name> } = {
  fixed: fixedRule,
  alive: aliveRule,
  returns: returnsRule,
  worth: worthRule,
  gap: gapRule,
  'own-gap': ownGapRule,
  hazard: hazardRule,
};

export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

/** Learns one rule from a base. */
export function* learn<Name extends RuleName>(
  by: Name,
  base: Training,
): Generator<undefined, Learned<Name> | NotLearned, undefined> {
  return yield* RULES[by].learn(base);
}

/** @param longest days of silence beyond which nobody asks */
export function expectationOf<Name extends RuleName>(
  learned: Learned<Name>,
  spell: Spell,
  longest: number,
): Expectation {
  const rule: Rule<Name> = RULES[learned.by];
  return rule.expectation(learned, spell, longest);
}

/** Halvings: of ten years, less than a second is left. */
const HALVINGS = 30;

/**
 * The silence, in days, at which what can be expected falls to `level`, by bisection; `to` where it stays above.
 * @param from days of silence before which nothing has changed it, such as the last sign of life
 */
export function silenceUntil(expectation: Expectation, level: number, from: number, to: number): number {
  if (expectation(from) <= level) return from;
  if (expectation(to) > level) return to;
  let [low, high] = [from, to];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (expectation(middle) > level) low = middle;
    else high = middle;
  }
  return high;
}
