import type { BackTested } from '../../domain/backtest/back-test.ts';
import { callsOf, type SilenceBounds } from '../../domain/backtest/calls.ts';
import { at, placeOf } from '../../domain/backtest/trade.ts';
import { HALVES, learnedIn, triedIn, tryAt, type PastBase, type Trial } from '../../domain/backtest/trial.ts';
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

/**
 * Holds fixed days and a rule against the truth, over all trials in which the rule has learned something. Fixed days are those
 * that rules were compared with.
 */
export function* truthOf(
  by: RuleName,
  { base, tested, bounds, left }: Known,
): Generator<undefined, readonly Truthful[], undefined> {
  const { plan, fixed } = tested;
  const all: Trial[] = [];
  const rules = [...new Set<RuleName>(['fixed', by])];
  for (const origin of plan.origins) {
    for (const half of HALVES) all.push(yield* tryAt(base, origin, half, { followUp: plan.followUp, rules }));
  }
  const trials = triedIn(all, by);
  const truth: Truthful[] = [];
  for (const one of rules) {
    const level = one === 'fixed' ? -fixed.days : levelAsOften(one, tested, trials);
    const limits = one === 'fixed' ? ANY_TIME : bounds;
    const calls: Call[] = [];
    for (const trial of trials) {
      calls.push(...callsIn(trial, one, { level, limits, followUp: plan.followUp, left }));
      yield;
    }
    truth.push({ by: one, ...summed(calls) });
  }
  return truth;
}

function callsIn(
  trial: Trial,
  by: RuleName,
  {
    level,
    limits,
    followUp,
    left,
  }: Pick<Known, 'left'> & {
    readonly level: number;
    readonly limits: SilenceBounds;
    readonly followUp: number;
  },
): readonly Call[] {
  const rule = learnedIn(trial, by);
  return trial.followed.map(({ spell, gap }) => {
    const [day = NaN] = callsOf(expectationOf(rule, spell, followUp), [level], followUp, limits);
    const leftOn = left[spell.customer] ?? null;
    return {
      day,
      cameBack: gap !== null,
      isMade: day < (gap ?? followUp),
      hasLeft: leftOn !== null && leftOn <= spell.day,
    };
  });
}

/** What a rule does to one silence. */
interface Call {
  /** The follow-up where it is not called by then. */
  readonly day: number;
  readonly isMade: boolean;
  readonly cameBack: boolean;
  readonly hasLeft: boolean;
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
