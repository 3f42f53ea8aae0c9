import type { BackTested } from '../../domain/backtest/back-test.ts';
import { callsOf, type SilenceBounds } from '../../domain/backtest/calls.ts';
import { at, placeOf } from '../../domain/backtest/trade.ts';
import { HALVES, learnedIn, tryAt, type PastBase, type Trial } from '../../domain/backtest/trial.ts';
import { expectationOf } from '../../domain/silence/rules/index.ts';
import type { RuleName } from '../../domain/silence/rules/rule.ts';

/** What a rule did to silences of which the truth is known, at the level at which it makes as many false alarms as fixed days. */
export interface Truthful {
  readonly by: RuleName;
  readonly silences: number;
  /** Silences of customers who had left with the purchase before. */
  readonly left: number;
  readonly calls: number;
  /** Of the calls, those of customers who came back within the follow-up: what is equal. */
  readonly falseAlarms: number;
  /** Of the calls, those of customers who had left. */
  readonly trueCalls: number;
  /** Mean days from leaving to the call; the follow-up where there was none. */
  readonly days: number;
}

/** The base, what was found out about it, and who had left when. */
export interface Known {
  readonly base: PastBase;
  readonly tested: BackTested;
  readonly bounds: SilenceBounds;
  readonly left: readonly (number | null)[];
}

const ANY_TIME: SilenceBounds = { floorDays: 0, capDays: Infinity };

/** Holds a rule against the truth, over all origins; fixed days are those that rules were compared with. */
export function* truthOf(
  by: RuleName,
  { base, tested, bounds, left }: Known,
): Generator<undefined, Truthful, undefined> {
  const { plan, fixed } = tested;
  const trials: Trial[] = [];
  for (const origin of plan.origins) {
    for (const half of HALVES) trials.push(yield* tryAt(base, origin, half, { followUp: plan.followUp, rules: [by] }));
  }
  const level = by === 'fixed' ? -fixed.days : levelAsOften(by, tested, trials);
  const calls: Call[] = [];
  for (const trial of trials) {
    const rule = learnedIn(trial, by);
    for (const { spell, gap } of trial.followed) {
      const expected = expectationOf(rule, spell, plan.followUp);
      const [day = NaN] = callsOf(expected, [level], plan.followUp, by === 'fixed' ? ANY_TIME : bounds);
      const leftOn = left[spell.customer] ?? null;
      calls.push({
        day,
        cameBack: gap !== null,
        isMade: day < (gap ?? plan.followUp),
        hasLeft: isBy(leftOn, spell.day),
      });
    }
    yield;
  }
  return { by, ...summed(calls) };
}

/** What a rule does to one silence. */
interface Call {
  /** The follow-up where it is not called by then. */
  readonly day: number;
  readonly isMade: boolean;
  readonly cameBack: boolean;
  readonly hasLeft: boolean;
}

function isBy(left: number | null, day: number): boolean {
  return left !== null && left <= day;
}

function summed(silences: readonly Call[]): Omit<Truthful, 'by'> {
  const made = silences.filter(({ isMade }) => isMade);
  const leavers = silences.filter(({ hasLeft }) => hasLeft);
  return {
    silences: silences.length,
    left: leavers.length,
    calls: made.length,
    falseAlarms: made.filter(({ cameBack }) => cameBack).length,
    trueCalls: made.filter(({ hasLeft }) => hasLeft).length,
    days: leavers.reduce((sum, { day }) => sum + day, 0) / leavers.length,
  };
}

/** The level at which a rule calls as many who come back as fixed days do. */
function levelAsOften(by: RuleName, { fixed, trades }: BackTested, trials: readonly Trial[]): number {
  const trade = trades.get(by);
  if (!trade) throw new Error(`the rule ${by} was not tried`);
  const followed = trials.flatMap((trial) => trial.followed);
  const falseAlarms = followed.filter(({ gap }) => gap !== null && gap > fixed.days).length;
  return at(trade.levels, placeOf(trade.sums(), falseAlarms));
}
