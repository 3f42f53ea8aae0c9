import { isotonic, type Calibration } from '../rhythm/isotonic.ts';
import { buyingOf, groupBuying, type Buying } from '../rhythm/buying.ts';
import { spellsOf, type History, type PastSpell } from '../silence/past-spells.ts';
import { expectationOf, learn } from '../silence/rules/index.ts';
import { AHEAD_DAYS, type Learned, type RuleName } from '../silence/rules/rule.ts';
import { Training } from '../silence/rules/training.ts';
import type { Origin } from './plan.ts';
import { observedOf, type Seen } from './snapshot.ts';

/** A silence that began after an origin, of a customer whom the rules have not learned from. */
export interface Followed {
  readonly spell: PastSpell;
  /** Days until it ended within the follow-up; `null`: gone. */
  readonly gap: number | null;
}

/** One half of the customers at one origin, judged by rules that learned from the other half until then. */
export interface Trial {
  readonly origin: Origin;
  /** What each rule has learned, or why it has not. */
  readonly learned: ReadonlyMap<RuleName, Learned | string>;
  readonly followed: readonly Followed[];
  /** Silences of those customers that were not over at the origin. */
  readonly open: readonly Open[];
  /** The silences that the rules have learned from. */
  readonly training: Training;
}

/** A base as it is read: one history a customer. */
export interface PastBase {
  readonly histories: readonly History[];
  /** Numbers of the first and the last calendar day. */
  readonly first: number;
  readonly end: number;
}

export const HALVES = [0, 1] as const;

/** Silences worked on between two signs of life. */
const AT_ONCE = 250;

/** Rules are for whoever has bought on two days; newcomers are measured by the first gap. */
const LEAST_REPEATS = 1;

/** What rules learn from a base on one day. @param whose customers, by their place; left out: all */
export function* trainingOf(
  base: PastBase,
  end: number,
  whose: (customer: number) => boolean = () => true,
): Generator<undefined, Training, undefined> {
  const customers: Buying[] = [];
  const spells = yield* regularIn(base, end, (history, customer) => {
    const buying = whose(customer) ? buyingOf(history.days, end) : null;
    if (buying !== null) customers.push(buying);
    return buying !== null;
  });
  return new Training({ spells, groups: groupBuying(customers), end, first: base.first });
}

/** Silences of regular customers of whom it is asked for. */
function* regularIn(
  { histories }: PastBase,
  end: number,
  isAskedFor: (history: History, customer: number) => boolean,
): Generator<undefined, readonly PastSpell[], undefined> {
  const spells: PastSpell[] = [];
  for (const [customer, history] of histories.entries()) {
    if (customer % AT_ONCE === 0) yield;
    if (!isAskedFor(history, customer)) continue;
    for (const spell of spellsOf(history, customer, end)) if (spell.x >= LEAST_REPEATS) spells.push(spell);
  }
  return spells;
}

export function* tryAt(
  base: PastBase,
  origin: Origin,
  half: (typeof HALVES)[number],
  { followUp, rules }: { readonly followUp: number; readonly rules: readonly RuleName[] },
): Generator<undefined, Trial, undefined> {
  const training = yield* trainingOf(base, origin.at, (customer) => halfOf(customer) !== half);
  const learned = new Map<RuleName, Learned | string>();
  for (const by of rules) {
    const one = yield* learn(by, training);
    learned.set(by, 'because' in one ? one.because : one);
  }
  const judges = yield* regularIn(base, base.end, (_, customer) => halfOf(customer) === half);
  const followed = judges.flatMap((spell) => {
    if (spell.day <= origin.at || spell.day > origin.until) return [];
    return [{ spell, gap: spell.gap !== null && spell.gap <= followUp ? spell.gap : null }];
  });
  return { origin, learned, followed, open: openOn(origin.at, judges), training };
}

/** A silence that is not over on some day, how long it has lasted by then, and whether a purchase followed in the days ahead. */
export interface Open {
  readonly spell: PastSpell;
  readonly silence: number;
  readonly bought: boolean;
}

/** Silences that were not over on a day. */
export function openOn(day: number, spells: readonly PastSpell[]): readonly Open[] {
  return spells.flatMap((spell) => {
    const silence = day - spell.day;
    const isOpen = silence >= 0 && (spell.gap === null || spell.gap > silence);
    return isOpen ? [{ spell, silence, bought: spell.gap !== null && spell.gap <= silence + AHEAD_DAYS }] : [];
  });
}

/** What a rule says of open silences. @param longest days of silence that limits may reach */
export function* seenBy(
  rule: Learned,
  open: readonly Open[],
  longest: number,
): Generator<undefined, readonly Seen[], undefined> {
  const seen: Seen[] = [];
  for (const [n, { spell, silence, bought }] of open.entries()) {
    if (n % AT_ONCE === 0) yield;
    seen.push({ score: expectationOf(rule, spell, Math.max(longest, silence))(silence), bought });
  }
  return seen;
}

/**
 * From what a rule says to the chance of a purchase in the days ahead, by the last days ahead of which everything is known: what
 * the rule says of the silences that were open when they began.
 */
export function* calibrationOf(
  rule: Learned,
  { spells, end }: Pick<Training, 'spells' | 'end'>,
  longest: number,
): Generator<undefined, Calibration, undefined> {
  const seen = yield* seenBy(rule, openOn(end - AHEAD_DAYS, spells), longest);
  return isotonic(observedOf(seen));
}

/** Those trials in which a rule has learned something. */
export function triedIn(trials: readonly Trial[], by: RuleName): readonly Trial[] {
  return trials.filter(({ learned }) => typeof learned.get(by) === 'object');
}

/** @throws Error where the rule has learned nothing */
export function learnedIn({ learned }: Trial, by: RuleName): Learned {
  const rule = learned.get(by);
  if (rule === undefined || typeof rule === 'string') throw new Error(`the rule ${by} has learned nothing here`);
  return rule;
}

/** By the place of a customer, so that neighbours in it are apart (Knuth's multiplicative hash). */
function halfOf(customer: number): number {
  return (Math.imul(customer, 2_654_435_761) >>> 16) & 1;
}
