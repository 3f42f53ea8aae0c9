import type { RuleName } from '../silence/rules/rule.ts';
import type { BackTested } from './back-test.ts';
import type { Interval } from './bootstrap.ts';
import { surest } from './judge.ts';

/** What each rule limits, as people read it. */
export const RULE_WORDS: { readonly [Rule in RuleName]: string } = {
  fixed: 'fixed days',
  alive: 'a limit on the chance of still being a customer',
  returns: 'a limit on the chance of an order within 90 days',
  worth: 'a limit on the odds of still being a customer times the orders expected',
  gap: 'a limit on the share of gaps that last longer',
  'own-gap': 'a multiple of the own mean gap',
  hazard: 'a limit on the chance of an order within 90 days, learned week by week',
};

const IF_HELD_BACK = 'on silences that were not looked at to choose it';

export function wonText(tested: BackTested): string {
  const won = tested.rules.find(({ by }) => by === tested.winner);
  const earlier = won === undefined ? '' : `${days(won.heldBack.earlier.value)} earlier ${span(won.heldBack.earlier)}`;
  return `${capital(RULE_WORDS[tested.winner])} calls those who are gone ${earlier} than ${tested.fixed.days} fixed days with as many false alarms do, ${IF_HELD_BACK}.`;
}

export function fixedText({ rules, fixed }: BackTested): string {
  const best = surest(rules);
  if (best === undefined) return `There was nothing to hold against fixed days: ${fixed.days} days stay what counts.`;
  const { earlier } = best.heldBack;
  const by = `${days(Math.abs(earlier.value))} ${earlier.value < 0 ? 'later' : 'earlier'}`;
  return `No rule was surely better than fixed days: the surest, ${RULE_WORDS[best.by]}, called those who are gone ${by} ${span(earlier)} than ${fixed.days} fixed days with as many false alarms, ${IF_HELD_BACK}.`;
}

export function untriedText(by: RuleName, { because }: { readonly because: string }): string {
  return `${capital(RULE_WORDS[by])} did best, but could not be learned from everybody: ${because}`;
}

function days(value: number): string {
  return `${value.toFixed(1)} days`;
}

function span({ low, high }: Interval): string {
  return `[${low.toFixed(1)}, ${high.toFixed(1)}]`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
