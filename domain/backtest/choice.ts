import type { SegmentId } from '../scoring/segment.ts';
import { learn } from '../silence/rules/index.ts';
import type { RuleName } from '../silence/rules/rule.ts';
import type { SilenceRule, StageLevels } from '../silence/silence-rule.ts';
import { entriesOf } from '../own.ts';
import type { BackTested, NotBackTested } from './back-test.ts';
import type { SilenceBounds } from './calls.ts';
import { levelWith, tradeCurve, type Trade } from './trade.ts';
import { calibrationOf, trainingOf, type PastBase } from './trial.ts';
import { sharesWanted, type Shares, type Wanted } from './wanted.ts';
import { fixedText, untriedText, wonText } from './words.ts';

/** What comes of a back-test for the rules of silence. */
export type Choice =
  | { readonly is: 'rule'; readonly rule: SilenceRule; readonly shares: Shares; readonly because: string }
  | {
      readonly is: 'fixed-days';
      readonly overdueDays: number;
      readonly lapsedDays: number;
      readonly shares: Shares;
      readonly because: string;
    }
  /** The rules in force stay. */
  | { readonly is: 'as-before'; readonly because: string };

/** What a choice is made for, besides the base. */
export interface ChoiceOptions {
  readonly bounds: SilenceBounds;
  readonly wanted: Wanted;
  /** Shares of their own for whoever was in one of these segments right after their last purchase. */
  readonly bySegment: Readonly<Record<SegmentId, Shares>>;
  /** Fixed days in force. */
  readonly fixed: { readonly overdueDays: number; readonly lapsedDays: number };
}

/**
 * What is to be put in force. The winner learns anew from everybody up to the last day; its levels are those at which it would
 * have made the wanted shares of false alarms in the back-test. Where no rule wins, fixed days are tuned to the same shares.
 */
export function* choose(
  base: PastBase,
  tested: BackTested | NotBackTested,
  options: ChoiceOptions,
): Generator<undefined, Choice, undefined> {
  if (tested.is === 'not-back-tested') return { is: 'as-before', because: tested.because };
  const { winner } = tested;
  const trade = tradeOf(tested, winner);
  const shares = sharesWanted(options.wanted, tested.fixed.share, tradeCurve(trade));
  if (winner === 'fixed') return fixedDays(trade, shares, options, fixedText(tested));
  const training = yield* trainingOf(base, base.end);
  const learned = yield* learn(winner, training);
  if ('because' in learned) return fixedDays(tradeOf(tested, 'fixed'), shares, options, untriedText(winner, learned));
  const bySegment = entriesOf(options.bySegment).map(([segment, own]) => [segment, levelsFor(trade, own)] as const);
  const rule: SilenceRule = {
    learned,
    levels: levelsFor(trade, shares),
    bySegment: Object.fromEntries(bySegment),
    calibration: yield* calibrationOf(learned, training, options.bounds.capDays),
    ...options.bounds,
  };
  return { is: 'rule', rule, shares, because: wonText(tested) };
}

function levelsFor(trade: Trade, { overdue, lapsed }: Shares): StageLevels {
  return { overdue: levelWith(trade, overdue), lapsed: levelWith(trade, lapsed) };
}

const SAME_FOR_ALL = 'Fixed days are the same for everybody, so shares by segment change nothing.';

/** Days in force stay where nothing else is wanted; else whole days, `lapsed` after `overdue`. */
function fixedDays(trade: Trade, shares: Shares, options: ChoiceOptions, why: string): Choice {
  const { wanted, fixed, bounds, bySegment } = options;
  const because = Object.keys(bySegment).length === 0 ? why : `${why} ${SAME_FOR_ALL}`;
  if (wanted.by === 'fixed-days') return { is: 'fixed-days', ...fixed, shares, because };
  const levels = levelsFor(trade, shares);
  const days = (level: number) => Math.min(bounds.capDays, Math.max(bounds.floorDays, Math.round(-level)));
  const overdueDays = Math.min(bounds.capDays - 1, days(levels.overdue));
  return { is: 'fixed-days', overdueDays, lapsedDays: Math.max(overdueDays + 1, days(levels.lapsed)), shares, because };
}

/** @throws Error where the rule was not tried */
function tradeOf({ trades }: BackTested, by: RuleName): Trade {
  const trade = trades.get(by);
  if (trade === undefined) throw new Error(`the back-test tells nothing of ${by}`);
  return trade;
}
