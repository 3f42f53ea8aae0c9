import { expectationOf } from '../silence/rules/index.ts';
import type { RuleName } from '../silence/rules/rule.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import { callsOf, levelsOf, type SilenceBounds } from './calls.ts';
import type { Origin, Plan } from './plan.ts';
import {
  areaUnderCurve,
  calibrationError,
  predictedOf,
  tenthsOf,
  type Predicted,
  type Seen,
  type Tenth,
} from './snapshot.ts';
import { delayWith, Trade } from './trade.ts';
import { calibrationOf, learnedIn, seenBy, triedIn, type Trial } from './trial.ts';

/** What is measured of one rule on some origins. */
export interface Figures {
  /** Days by which it calls those who are gone earlier than fixed days with as many false alarms do; negative: later. */
  readonly earlier: Interval;
  /** See `areaUnderCurve`. */
  readonly auc: number;
  /** Chances as learned before each origin, held against what happened after it. */
  readonly calibration: { readonly error: number; readonly tenths: readonly Tenth[] };
}

/** How a rule did over all origins. */
export interface RuleFigures {
  readonly by: RuleName;
  /** One for each origin, in their order; `null` where the rule could not be learned by then. */
  readonly origins: readonly (Figures | null)[];
  /** Of the origins on which a rule is chosen, and of those held back. */
  readonly chosenOn: Figures;
  readonly heldBack: Figures;
}

/** A rule over all silences that judge it. */
export interface JudgedRule {
  readonly figures: RuleFigures;
  /** Over all origins. */
  readonly trade: Trade;
}

/** What all rules are held against. */
export interface Against {
  readonly plan: Plan;
  readonly bounds: SilenceBounds;
  /** Fixed days, and how many. */
  readonly days: number;
  /** See `bootstrap`; left out: as many as it takes. */
  readonly samples?: number;
}

/** Silences worked on between two signs of life. */
const AT_ONCE = 250;
const UNBOUNDED: SilenceBounds = { floorDays: 0, capDays: Infinity };

/** Some of the origins, with what the rule and fixed days do to silences that began after them. */
interface Part {
  readonly has: (origin: Origin) => boolean;
  readonly own: Trade;
  /** Fixed days of any number, and of the one that rules are held against. */
  readonly fixed: Trade;
  readonly inForce: Trade;
}

/** Judges one rule on those trials in which it has learned something; see `triedIn`. */
export function* judge(
  everyTrial: readonly Trial[],
  by: RuleName,
  against: Against,
): Generator<undefined, JudgedRule, undefined> {
  const { plan, days } = against;
  const trials = triedIn(everyTrial, by);
  const levels = yield* levelsOn(trials, by, plan);
  const fixedLevels = by === 'fixed' ? levels : yield* levelsOn(trials, 'fixed', plan);
  const part = (has: Part['has']): Part => ({
    has,
    own: new Trade(levels, plan.followUp),
    fixed: new Trade(fixedLevels, plan.followUp),
    inForce: new Trade([-days], plan.followUp),
  });
  const origins = plan.origins.map((origin) => part((one) => one === origin));
  const chosenOn = part(({ isHeldBack }) => !isHeldBack);
  const heldBack = part(({ isHeldBack }) => isHeldBack);
  const all = part(() => true);
  yield* follow(trials, by, [...origins, chosenOn, heldBack, all], against);
  const figures: (Figures | null)[] = [];
  for (const one of origins) figures.push(one.own.customers === 0 ? null : yield* figuresOf(one, trials, by, against));
  const both = {
    chosenOn: yield* figuresOf(chosenOn, trials, by, against),
    heldBack: yield* figuresOf(heldBack, trials, by, against),
  };
  return { figures: { by, origins: figures, ...both }, trade: all.own };
}

/** Rules that are as sure to within so many days are the same: then the one that is easier to explain is taken. */
const SAME_DAYS = 1;
/** How much there is to explain: from what people know without being told upwards. */
const EXPLAINING: { readonly [Rule in RuleName]: number } = {
  fixed: 0,
  returns: 1,
  alive: 2,
  'own-gap': 3,
  gap: 4,
  hazard: 5,
  worth: 6,
};

/**
 * The rule that would be chosen: whose interval begins highest, or one that is as sure and easier to explain; `undefined` where
 * fixed days are alone.
 */
export function surest(rules: readonly RuleFigures[]): RuleFigures | undefined {
  const lowOf = ({ chosenOn }: RuleFigures) =>
    Number.isFinite(chosenOn.earlier.low) ? chosenOn.earlier.low : -Infinity;
  const others = rules.filter(({ by }) => by !== 'fixed');
  const highest = Math.max(...others.map(lowOf));
  const asSure = others.filter((one) => lowOf(one) >= highest - SAME_DAYS);
  return asSure.toSorted((one, other) => EXPLAINING[one.by] - EXPLAINING[other.by])[0];
}

/** The levels at which a rule is tried, from those origins on which rules are chosen. */
function* levelsOn(
  trials: readonly Trial[],
  by: RuleName,
  { followUp }: Plan,
): Generator<undefined, readonly number[], undefined> {
  const atReturn: number[] = [];
  for (const trial of trials) {
    const rule = learnedIn(trial, by);
    for (const [n, { spell, gap }] of trial.followed.entries()) {
      if (n % AT_ONCE === 0) yield;
      if (gap === null || trial.origin.isHeldBack) continue;
      // A call on the day of the purchase is no alarm: what could be expected the day before is what counts.
      atReturn.push(expectationOf(rule, spell, followUp)(gap - 1));
    }
  }
  return levelsOf(atReturn);
}

/** Fixed days call every silence alike. */
function fixedCalls(levels: readonly number[], followUp: number, bounds: SilenceBounds): readonly number[] {
  return callsOf((silence) => -silence, levels, followUp, bounds);
}

/** What fixed days of any number do on those origins on which rules are chosen. */
export function* fixedTrade(
  trials: readonly Trial[],
  { plan, bounds }: Omit<Against, 'days'>,
): Generator<undefined, Trade, undefined> {
  const trade = new Trade(yield* levelsOn(trials, 'fixed', plan), plan.followUp);
  const calledAfter = fixedCalls(trade.levels, plan.followUp, bounds);
  for (const { origin, followed } of trials) {
    yield;
    if (origin.isHeldBack) continue;
    for (const { spell, gap } of followed) trade.add({ customer: spell.customer, gap, calledAfter });
  }
  return trade;
}

function* follow(
  trials: readonly Trial[],
  by: RuleName,
  parts: readonly Part[],
  { plan: { followUp }, bounds, days }: Against,
): Generator<undefined, void, undefined> {
  const [levels, fixedLevels] = [parts[0]?.own.levels ?? [], parts[0]?.fixed.levels ?? []];
  const fixed = fixedCalls(fixedLevels, followUp, UNBOUNDED);
  const inForce = fixedCalls([-days], followUp, UNBOUNDED);
  for (const trial of trials) {
    const rule = learnedIn(trial, by);
    const own = parts.filter(({ has }) => has(trial.origin));
    for (const [n, { spell, gap }] of trial.followed.entries()) {
      if (n % AT_ONCE === 0) yield;
      const { customer } = spell;
      const calledAfter = callsOf(expectationOf(rule, spell, followUp), levels, followUp, bounds);
      for (const part of own) {
        part.own.add({ customer, gap, calledAfter });
        part.fixed.add({ customer, gap, calledAfter: fixed });
        part.inForce.add({ customer, gap, calledAfter: inForce });
      }
    }
  }
}

function* figuresOf(
  { has, own, fixed, inForce }: Part,
  trials: readonly Trial[],
  by: RuleName,
  { plan: { followUp }, samples }: Against,
): Generator<undefined, Figures, undefined> {
  const earlier = yield* bootstrap(
    own.customers,
    (weights) => {
      const [mine, others] = [own.sums(weights), fixed.sums(weights)];
      // As many as fixed days make, or the fewest that both can make; other fixed days may do that sooner than those.
      const falseAlarms = Math.max(...[inForce.sums(weights), mine, others].map((sums) => sums.falseAlarms[0] ?? 0));
      return (delayWith(others, falseAlarms) - delayWith(mine, falseAlarms)) / mine.gone;
    },
    samples,
  );
  const seen: (readonly Seen[])[] = [];
  const predicted: (readonly Predicted[])[] = [];
  for (const trial of trials.filter(({ origin }) => has(origin))) {
    const rule = learnedIn(trial, by);
    const calibration = yield* calibrationOf(rule, trial.training, followUp);
    const open = yield* seenBy(rule, trial.open, followUp);
    seen.push(open);
    predicted.push(predictedOf(open, calibration));
  }
  const tenths = tenthsOf(predicted.flat());
  return { earlier, auc: areaUnderCurve(seen.flat()), calibration: { error: calibrationError(tenths), tenths } };
}
