import { RULE_NAMES } from '../silence/rules/index.ts';
import type { RuleName } from '../silence/rules/rule.ts';
import { SAMPLES } from './bootstrap.ts';
import type { SilenceBounds } from './calls.ts';
import { fixedTrade, judge, surest, type JudgedRule, type RuleFigures } from './judge.ts';
import { planOf, type Plan } from './plan.ts';
import { levelWith } from './trade.ts';
import { HALVES, triedIn, tryAt, type PastBase, type Trial } from './trial.ts';

/** How silences that judge rules ended, and what fixed days would have done to them. */
export interface FixedFigures {
  /** Fixed days that the rules are held against. */
  readonly days: number;
  /** Of those called late by them, the share that came back within the follow-up. */
  readonly share: number;
  readonly silences: number;
  readonly returned: number;
  readonly gone: number;
}

/** A rule that could not be tried everywhere, and why. */
export interface UntriedRule {
  readonly by: RuleName;
  readonly because: string;
}

/** What rules would have done to the silences of the past. */
export interface BackTested {
  readonly is: 'back-tested';
  readonly plan: Plan;
  readonly fixed: FixedFigures;
  readonly rules: readonly RuleFigures[];
  readonly untried: readonly UntriedRule[];
  /** The rule that calls the gone earlier for certain; `fixed`: none does. */
  readonly winner: RuleName;
  /** Each tried rule over all origins: at which level it does what. */
  readonly trades: ReadonlyMap<RuleName, JudgedRule['trade']>;
}

/** The past does not say which rule is better. */
export interface NotBackTested {
  readonly is: 'not-back-tested';
  readonly because: string;
}

/** What decides which rule is better, besides the base. */
export interface BackTestOptions {
  readonly bounds: SilenceBounds;
  /** Fixed days to hold the rules against, or the share of false alarms that fixed days are to make. */
  readonly against: { readonly days: number } | { readonly share: number };
  /** Samples of customers for each interval; left out: as many as it takes. */
  readonly samples?: number;
  /** Told now and then which share of the work is done, from 0 to 1. */
  readonly done?: (share: number) => void;
}

/** Silences of each kind, on the origins of either half, that a comparison rests on at least. */
const LEAST_SILENCES = 50;
/** And their share of all: where hardly anybody leaves, a rule that finds the slow looks like one that finds the gone. */
const LEAST_SHARE = 0.02;

/**
 * Holds every rule against fixed days on the past of a base. At each origin rules learn from one half of the customers what
 * had happened by then, and silences of the other half that began in the days after it judge them, each followed for as long.
 * Yields between steps of some milliseconds.
 */
export function* backTest(
  base: PastBase,
  { bounds, against, samples = SAMPLES, done = () => {} }: BackTestOptions,
): Generator<undefined, BackTested | NotBackTested, undefined> {
  const plan = planOf(base.first, base.end);
  if (plan.is === 'too-short') return notTested(`it needs ${plan.needed} days of history (there are ${plan.found})`);
  const steps = plan.origins.length * HALVES.length + RULE_NAMES.length;
  const trials: Trial[] = [];
  for (const origin of plan.origins) {
    for (const half of HALVES) {
      trials.push(yield* tryAt(base, origin, half, { followUp: plan.followUp, rules: RULE_NAMES }));
      done(trials.length / steps);
    }
  }
  const shortage = shortageOf(trials, plan);
  if (shortage !== null) return notTested(shortage);
  const untried = RULE_NAMES.flatMap((by) => untriedIn(trials, by, plan));
  const tried = RULE_NAMES.filter((by) => untried.every((one) => one.by !== by));
  const days =
    'days' in against
      ? against.days
      : Math.round(-levelWith(yield* fixedTrade(trials, { plan, bounds }), against.share));
  const judged: JudgedRule[] = [];
  for (const by of tried) {
    judged.push(yield* judge(trials, by, { plan, bounds, days, samples }));
    done((trials.length + judged.length) / steps);
  }
  return {
    is: 'back-tested',
    plan,
    fixed: fixedFigures(trials, days),
    rules: judged.map(({ figures }) => figures),
    untried,
    winner: winnerAmong(judged.map(({ figures }) => figures)),
    trades: new Map(judged.map(({ figures, trade }) => [figures.by, trade])),
  };
}

function notTested(lacks: string): NotBackTested {
  return { is: 'not-back-tested', because: `The past does not say yet which rule is better: ${lacks}.` };
}

/** What is missing, in words; `null` where there are silences enough. */
function shortageOf(trials: readonly Trial[], { followUp }: Plan): string | null {
  for (const isHeldBack of [false, true]) {
    const followed = trials.filter(({ origin }) => origin.isHeldBack === isHeldBack).flatMap((trial) => trial.followed);
    const gone = followed.filter(({ gap }) => gap === null).length;
    const kinds = [
      { found: gone, what: `no purchase within ${followUp} days` },
      { found: followed.length - gone, what: `a purchase within ${followUp} days` },
    ];
    for (const { found, what } of kinds) {
      const needed = Math.max(LEAST_SILENCES, Math.ceil(LEAST_SHARE * followed.length));
      if (found >= needed) continue;
      return `it needs ${needed} silences of regular customers with ${what}, in either half of the time (there are ${found} of ${followed.length})`;
    }
  }
  return null;
}

/** Why a rule cannot be judged: where it has learned something there are too few silences; empty where it can. */
function untriedIn(trials: readonly Trial[], by: RuleName, plan: Plan): readonly UntriedRule[] {
  if (shortageOf(triedIn(trials, by), plan) === null) return [];
  const because = trials.map(({ learned }) => learned.get(by)).findLast((one) => typeof one === 'string');
  return [{ by, because: typeof because === 'string' ? because : 'It could not be learned early enough.' }];
}

function fixedFigures(trials: readonly Trial[], days: number): FixedFigures {
  const followed = trials.flatMap((trial) => trial.followed);
  const gone = followed.filter(({ gap }) => gap === null).length;
  const falseAlarms = followed.filter(({ gap }) => gap !== null && gap > days).length;
  const share = falseAlarms / Math.max(1, falseAlarms + gone);
  return { days, share, silences: followed.length, returned: followed.length - gone, gone };
}

/**
 * Chosen where it is surest to be earlier, and then held against what was not looked at: only if it was earlier on the one
 * and is for certain on the other, it wins.
 */
function winnerAmong(rules: readonly RuleFigures[]): RuleName {
  const chosen = surest(rules);
  const wins = chosen !== undefined && chosen.chosenOn.earlier.value > 0 && chosen.heldBack.earlier.low > 0;
  return wins ? chosen.by : 'fixed';
}
