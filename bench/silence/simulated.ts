import type { PastBase } from '../../domain/backtest/trial.ts';
import type { History } from '../../domain/silence/past-spells.ts';
import { Random } from '../../test/protocol/random.ts';
import { Draws } from './draws.ts';

/** How simulated customers buy, and leave. */
export interface Manner {
  readonly name: string;
  /** Purchases a day of a customer while they are one: gamma. */
  readonly pace: { readonly shape: number; readonly meanDays: number };
  /** Steps of equal length, on average, of which a gap consists (Erlang): 1 for purchases at any time, more for regular ones. */
  readonly steps: number;
  /** The chance to leave with a purchase: beta for each customer, the same for all, or 0. */
  readonly leaving: { readonly a: number; readonly b: number } | number;
}

/** Bases of which the truth is known. */
export const MANNERS: readonly Manner[] = [
  {
    name: 'simulated: own pace, own chance to leave (MBG/NBD)',
    pace: { shape: 0.9, meanDays: 55 },
    steps: 1,
    leaving: { a: 0.9, b: 3 },
  },
  {
    name: 'simulated: regular gaps (Erlang-4), one chance to leave',
    pace: { shape: 2, meanDays: 40 },
    steps: 4,
    leaving: 0.12,
  },
  { name: 'simulated: own pace, nobody leaves', pace: { shape: 2, meanDays: 40 }, steps: 1, leaving: 0 },
];

/** A base, and for each customer the day of the purchase with which they left; `null` while they have not. */
export interface Simulated {
  readonly base: PastBase;
  readonly left: readonly (number | null)[];
}

/** Newcomers come evenly during this share of the time. */
const COMING = 0.7;

/** @param size customers, and days from the first one on; one seed gives one base */
export function simulate(
  manner: Manner,
  { customers, days, seed }: { readonly customers: number; readonly days: number; readonly seed: number },
): Simulated {
  const draws = new Draws(new Random(seed));
  const lives = Array.from({ length: customers }, () => lifeOf(manner, draws, days));
  return {
    base: { histories: lives.map(({ history }) => history), first: 0, end: days },
    left: lives.map(({ left }) => left),
  };
}

function lifeOf({ pace, steps, leaving }: Manner, draws: Draws, end: number) {
  let at = draws.uniform() * end * COMING;
  const perDay = draws.gamma(pace.shape) / (pace.shape * pace.meanDays);
  const chance = typeof leaving === 'number' ? leaving : draws.beta(leaving.a, leaving.b);
  const days = new Set<number>();
  let left: number | null = null;
  while (left === null && Math.floor(at) <= end) {
    days.add(Math.floor(at));
    if (draws.uniform() < chance) left = Math.floor(at);
    at += draws.gamma(steps) / (steps * perDay);
  }
  const history: History = { days: [...days], revenue: [...days].map(() => 1_000), signs: [] };
  return { history, left };
}
