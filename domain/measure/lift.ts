import { differenceInterval, momentsOfShare, momentsOfSums, welchInterval } from './differences.ts';
import { lackingFor, type Lacking } from './more-conversions.ts';
import { isDifferent, ratioInterval, type Interval } from './relative-lift.ts';
import { isMismatch } from './sample-ratio.ts';
import { newcombe } from './shares.ts';

/** What the customers of one arm add up to. All but `assigned` is of those whose time to convert is over. */
export interface ArmTotals {
  readonly assigned: number;
  readonly matured: number;
  readonly converted: number;
  /** Who spent anything. */
  readonly buyers: number;
  /** Minor units, and the sum of the squares of what each customer spent. */
  readonly revenue: number;
  readonly squares: number;
}

/** Two arms that customers came into by chance, watched for one and the same time. */
export interface Comparison {
  readonly treated: ArmTotals;
  readonly control: ArmTotals;
  /** Which share of both is treated by design. */
  readonly share: number;
  /** Nobody is assigned any more, by an end that was declared before, and everybody has matured. */
  readonly isOver: boolean;
}

type Span = readonly [from: number, to: number];

/** What treating customers comes to. Intervals are of 95 %. */
export type Lift =
  /** The arms do not hold what was meant: whatever they differ by may come from that. */
  | { readonly is: 'hidden' }
  | {
      readonly is: 'open' | 'different';
      /** How many times as often treated customers convert; holds at whatever time one looks. */
      readonly ratio: Interval;
      /** Conversions that would not have been; `null` at an end that is open. */
      readonly additional: Interval;
      /** What is lacking until a difference would show; `null` where one shows. */
      readonly lacking: Lacking | null;
      /** How much larger the share of treated customers is that converts; `null` while too few converted. */
      readonly difference: Span | null;
      /** The same for one look, at the declared end; `null` before it. */
      readonly atEnd: Span | null;
      /** Minor units that a treated customer spends more; `null` while too few bought. */
      readonly revenue: Span | null;
      /** The same for one look, at the declared end; `null` before it, and where it would promise too much. */
      readonly revenueAtEnd: Span | null;
    };

/** An arm with fewer conversions, or fewer buyers, says too little of how much they vary. */
const LEAST_CONVERSIONS = 10;
const LEAST_BUYERS = 20;
/** Of customers in both arms together: Welch's interval holds 95 % from here on, and only where both arms are as large. */
const LEAST_FOR_WELCH = 4_000;

type Known = Exclude<Lift, { readonly is: 'hidden' }>;

export function liftOf(comparison: Comparison): Lift {
  const { treated, control, share, isOver } = comparison;
  if (isMismatch({ treated: treated.assigned, control: control.assigned, share })) return { is: 'hidden' };
  const conversions = { treated: treated.converted, control: control.converted, share };
  const ratio = ratioInterval(conversions);
  const isShown = isDifferent(ratio);
  const arms = [treated, control] as const;
  const [one, other] = [countOf(treated), countOf(control)];
  return {
    is: isShown ? 'different' : 'open',
    ratio,
    additional: additionalOf(treated.converted, ratio),
    lacking: isShown ? null : lackingFor(conversions),
    difference: arms.every(({ converted }) => converted >= LEAST_CONVERSIONS)
      ? differenceInterval(momentsOfShare(one), momentsOfShare(other))
      : null,
    atEnd: isOver && one.of > 0 && other.of > 0 ? newcombe(one, other) : null,
    ...revenueOf(comparison),
  };
}

function revenueOf({ treated, control, share, isOver }: Comparison): Pick<Known, 'revenue' | 'revenueAtEnd'> {
  const haveBought = [treated, control].every(({ buyers }) => buyers >= LEAST_BUYERS);
  if (!haveBought) return { revenue: null, revenueAtEnd: null };
  const [one, other] = [spendingOf(treated), spendingOf(control)];
  const isSound = isOver && share === 0.5 && one.of + other.of >= LEAST_FOR_WELCH;
  return {
    revenue: differenceInterval(one, other),
    revenueAtEnd: isSound ? welchInterval(one, other) : null,
  };
}

/** The better of two arms, where the evidence is enough to say so; `null` where it is not. */
export function betterOf(lift: Lift): 'treated' | 'control' | null {
  if (lift.is !== 'different') return null;
  return lift.ratio[0] > 1 ? 'treated' : 'control';
}

function countOf({ matured: of, converted }: ArmTotals) {
  return { of, converted };
}

function spendingOf({ matured, revenue, squares }: ArmTotals) {
  return momentsOfSums(matured, revenue, squares);
}

/** Of x conversions of treated customers, x (1 − 1 / ratio) would not have been. */
function additionalOf(converted: number, [from, to]: Interval): Interval {
  const more = (ratio: number) => converted * (1 - 1 / ratio);
  return [from === 0 ? 0 : more(from), to === null ? null : more(to)];
}
