import type { RuleName } from '../silence/rules/rule.ts';
import type { BackTested, NotBackTested } from './back-test.ts';
import type { RuleFigures } from './judge.ts';
import { tradeCurve, type TradeCurve } from './trade.ts';

/** One rule, as it is kept: tenths of the held back silences only. */
export interface RuleSummary extends Omit<RuleFigures, 'origins' | 'chosenOn'> {
  readonly origins: readonly (Omit<RuleFigures['heldBack'], 'calibration'> | null)[];
  readonly chosenOn: Omit<RuleFigures['heldBack'], 'calibration'>;
}

/** A back-test as it is kept and shown. */
export type BackTestSummary =
  | NotBackTested
  | (Omit<BackTested, 'trades' | 'rules'> & {
      readonly rules: readonly RuleSummary[];
      /** What the winner and fixed days do at some of their levels. */
      readonly curves: readonly ({ readonly by: RuleName } & TradeCurve)[];
    });

/** Points of a curve that are kept. */
const POINTS = 24;

export function summaryOf(tested: BackTested | NotBackTested): BackTestSummary {
  if (tested.is === 'not-back-tested') return tested;
  const { trades, rules, ...rest } = tested;
  const shown = new Set<RuleName>(['fixed', tested.winner]);
  const curves = [...trades].flatMap(([by, trade]) => (shown.has(by) ? [{ by, ...thinned(tradeCurve(trade)) }] : []));
  return { ...rest, rules: rules.map(ruleSummary), curves };
}

function ruleSummary({ origins, chosenOn, ...rest }: RuleFigures): RuleSummary {
  const brief = ({ earlier, auc }: RuleFigures['heldBack']) => ({ earlier, auc });
  return { ...rest, origins: origins.map((one) => one && brief(one)), chosenOn: brief(chosenOn) };
}

/** Points of different shares, as evenly as can be. */
function thinned({ gone, points }: TradeCurve): TradeCurve {
  const step = (points.length - 1) / (POINTS - 1);
  const places = new Set(Array.from({ length: POINTS }, (_, n) => Math.round(n * step)));
  return { gone, points: points.filter((_, place) => places.has(place)) };
}
