import { lnBeta } from '../rhythm/special.ts';

/** Conversions of two arms, and which share of all assigned customers is treated by design. */
export interface Conversions {
  readonly treated: number;
  readonly control: number;
  /** Between 0 and 1, both excluded. */
  readonly share: number;
}

/** One chance in twenty of ever calling a difference that is none, however often somebody looks. */
export const ALPHA = 0.05;
/** How strongly evidence expects no difference before there is any: best for ratios that marketing can reach. */
const STRENGTH = 50;
/** Halvings of a span below 1: beyond these a double cannot tell the halves apart. */
const HALVINGS = 100;

/**
 * How much more likely these conversions are under some difference than where a converting customer is a treated one with
 * this chance: the logarithm of an E-value, which under the chance that is true exceeds ln(1/α) ever with probability α at
 * most (Lindon and Malek 2022).
 * @param strength how closely the expected differences lie around none
 */
export function lnEvidence({ treated, control, share }: Conversions, chance: number, strength = STRENGTH): number {
  const [a, b] = [strength * share, strength * (1 - share)];
  const log = (count: number, of: number) => (count === 0 ? 0 : count * Math.log(of));
  return lnBeta(treated + a, control + b) - lnBeta(a, b) - log(treated, chance) - log(control, 1 - chance);
}

/** Evidence against there being no difference. */
export function lnEvidenceOfDifference(conversions: Conversions): number {
  return lnEvidence(conversions, conversions.share);
}

/** From and to; `null`: without an upper bound. */
export type Interval = readonly [from: number, to: number | null];

/** Chances that a converting customer is a treated one which the evidence does not exclude. May be looked at any time. */
export function chancesOf(conversions: Conversions): readonly [from: number, to: number] {
  const { treated, control } = conversions;
  const total = treated + control;
  if (total === 0) return [0, 1];
  const isOpen = (chance: number) => lnEvidence(conversions, chance) < -Math.log(ALPHA);
  // Evidence is least at the share that was seen, and grows to both sides.
  const seen = treated / total;
  return [treated === 0 ? 0 : edge(isOpen, seen, 0), control === 0 ? 1 : edge(isOpen, seen, 1)];
}

function edge(isOpen: (chance: number) => boolean, within: number, beyond: number): number {
  let [inner, outer] = [within, beyond];
  for (let times = 0; times < HALVINGS; times += 1) {
    const middle = (inner + outer) / 2;
    if (isOpen(middle)) inner = middle;
    else outer = middle;
  }
  return (inner + outer) / 2;
}

/**
 * How many times as often treated customers convert as those of the control arm: an interval that holds the truth at all
 * times at once with 95 %, whenever somebody looks and stops.
 */
export function ratioInterval(conversions: Conversions): Interval {
  const [from, to] = chancesOf(conversions);
  const ratio = (chance: number) => (chance / (1 - chance)) * ((1 - conversions.share) / conversions.share);
  return [ratio(from), to === 1 ? null : ratio(to)];
}

/** Whether no difference is excluded: the interval does not hold 1. */
export function isDifferent([from, to]: Interval): boolean {
  return from > 1 || (to !== null && to < 1);
}
