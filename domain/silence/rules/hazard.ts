import { fitLogistic, type LogisticData } from '../../rhythm/logistic.ts';
import type { PastSpell } from '../past-spells.ts';
import type { Spell } from '../spell.ts';
import { customerOf, WIDTH, writeWeek } from './hazard-features.ts';
import { AHEAD_DAYS, type Expectation, type NotLearned, type Rule } from './rule.ts';
import type { Training } from './training.ts';

/** Log odds of a purchase in one week of a silence: one coefficient for each number that `writeWeek` writes. */
export interface Hazard {
  readonly coefficients: readonly number[];
  /** Of the base, days. */
  readonly meanGap: number;
  /** Whether seasons were learned. */
  readonly hasMonths: boolean;
}

const DAYS_A_WEEK = 7;
const AHEAD_WEEKS = Math.ceil(AHEAD_DAYS / DAYS_A_WEEK);
/** Weeks without a purchase that are learned from, about; each stands for several where there are more. */
const MOST_WEEKS = 150_000;
/** Weeks whose features are written between two signs of life. */
const AT_ONCE = 5_000;
const RIDGE = 1;
/** Fewer purchases than these for each feature, and the features are learned by heart. */
const LEAST_PURCHASES = 10 * WIDTH;
/** So that each month has been seen twice. */
const MONTHS_AFTER_DAYS = 730;

/**
 * A discrete-time hazard (Singer and Willett 1993): the chance of a purchase in each week of a silence, by logistic regression
 * over all weeks of all silences, those that are not over included.
 */
export const hazardRule: Rule<'hazard'> = {
  *learn(base) {
    const gaps = base.spells.flatMap(({ gap }) => (gap === null ? [] : [gap]));
    if (gaps.length < LEAST_PURCHASES) {
      const found = `there are ${gaps.length} repeat purchases to learn from`;
      return { because: `There is too little data for it: ${found}, and it needs ${LEAST_PURCHASES}.` };
    }
    const meanGap = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const hasMonths = base.end - base.first >= MONTHS_AFTER_DAYS;
    const data = yield* weeksOf(base, meanGap, hasMonths);
    const coefficients = yield* fitLogistic(data, RIDGE);
    return coefficients === undefined ? NO_SUMMIT : { by: 'hazard', hazard: { coefficients, meanGap, hasMonths } };
  },
  expectation: ({ hazard }, spell, longest) => expectationOf(hazard, spell, longest),
};

const NO_SUMMIT: NotLearned = { because: 'The search for the best fit found no summit.' };

/** Every week with a purchase, and each so many-th of those without one, which then counts for so many. */
function* weeksOf(
  { spells, end }: Training,
  meanGap: number,
  hasMonths: boolean,
): Generator<undefined, LogisticData, undefined> {
  const all = spells.map((spell) => weeksIn(spell, end));
  const silent = all.reduce((sum, { weeks, isOver }) => sum + weeks - (isOver ? 1 : 0), 0);
  const each = Math.max(1, Math.ceil(silent / MOST_WEEKS));
  const rows = all.reduce((sum, { isOver }) => sum + (isOver ? 1 : 0), 0) + Math.ceil(silent / each);
  const data = {
    width: WIDTH,
    features: new Float64Array(rows * WIDTH),
    happened: new Uint8Array(rows),
    weights: new Float64Array(rows),
  };
  let [row, passed] = [0, 0];
  for (const [place, spell] of spells.entries()) {
    const { weeks, isOver } = all[place] ?? NO_WEEKS;
    const customer = customerOf(spell, meanGap);
    for (let week = 0; week < weeks; week += 1) {
      const isPurchase = isOver && week === weeks - 1;
      if (!isPurchase) passed += 1;
      if (!isPurchase && passed % each !== 1 % each) continue;
      writeWeek(customer, week, signBy(spell, week * DAYS_A_WEEK), hasMonths, data.features, row * WIDTH);
      data.happened[row] = isPurchase ? 1 : 0;
      data.weights[row] = isPurchase ? 1 : each;
      row += 1;
      if (row % AT_ONCE === 0) yield;
    }
  }
  return data;
}

const NO_WEEKS = { weeks: 0, isOver: false };

/** Whole weeks that were seen; the last one is the week of the purchase, where there was one. */
function weeksIn({ gap, day }: PastSpell, end: number) {
  if (gap === null) return { weeks: Math.floor((end - day) / DAYS_A_WEEK), isOver: false };
  return { weeks: Math.floor((gap - 1) / DAYS_A_WEEK) + 1, isOver: true };
}

/** The latest sign of life by a day of the silence. */
function signBy({ signs }: Spell, silence: number): number | null {
  return signs.findLast((sign) => sign <= silence) ?? null;
}

function expectationOf(hazard: Hazard, spell: Spell, longest: number): Expectation {
  const known = new Map<number | null, readonly number[]>();
  return (silence) => {
    const sign = signBy(spell, silence);
    const chances = known.get(sign) ?? chancesSince(hazard, spell, sign, longest);
    known.set(sign, chances);
    return between(chances, silence / DAYS_A_WEEK);
  };
}

/** The chance of a purchase in the weeks to come at the beginning of each week; it never rises after the last sign of life. */
function chancesSince(
  { coefficients, meanGap, hasMonths }: Hazard,
  spell: Spell,
  sign: number | null,
  longest: number,
): readonly number[] {
  const weeks = Math.ceil(longest / DAYS_A_WEEK) + 1;
  const customer = customerOf(spell, meanGap);
  const features = new Float64Array(WIDTH);
  const weights = Float64Array.from(coefficients);
  // Sums of the logarithms of what does not happen.
  const none = [0];
  for (let week = 0; week < weeks + AHEAD_WEEKS; week += 1) {
    writeWeek(customer, week, sign, hasMonths, features, 0);
    none.push((none[week] ?? 0) - softplus(product(weights, features)));
  }
  const from = Math.floor((sign ?? 0) / DAYS_A_WEEK);
  let lowest = 1;
  return Array.from({ length: weeks + 1 }, (_, week) => {
    const chance = -Math.expm1((none[week + AHEAD_WEEKS] ?? 0) - (none[week] ?? 0));
    if (week >= from) lowest = Math.min(lowest, chance);
    return week >= from ? lowest : chance;
  });
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < one.length; place += 1) sum += (one[place] ?? 0) * (other[place] ?? 0);
  return sum;
}

/** ln(1 + eˣ), without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function between(values: readonly number[], place: number): number {
  const last = values.length - 1;
  const below = Math.min(Math.max(Math.floor(place), 0), last);
  const low = values[below] ?? 0;
  const high = values[Math.min(below + 1, last)] ?? low;
  return low + (high - low) * Math.min(1, Math.max(0, place - below));
}
