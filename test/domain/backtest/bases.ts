import type { PastBase } from '../../../domain/backtest/trial.ts';
import type { History } from '../../../domain/silence/past-spells.ts';
import { Random } from '../../protocol/random.ts';

/** A customer as they are simulated: days between purchases, and the chance to leave after each. */
interface Shopper {
  readonly begins: number;
  readonly gap: () => number;
  readonly leaves: number;
}

/** Every purchase is worth something else; nobody gives signs of life unless told. */
export function historyOf(days: readonly number[], signs: readonly number[] = []): History {
  return { days, revenue: days.map((day) => 1_000 + (day % 7) * 100), signs };
}

function shop(random: Random, { begins, gap, leaves }: Shopper, end: number): History {
  const days: number[] = [];
  for (let day = begins; day <= end; day += Math.max(1, Math.round(gap()))) {
    days.push(day);
    if (random.chance(leaves)) break;
  }
  return historyOf(days);
}

/** By then everybody has bought for the first time, as a part of the whole history. */
const ENTERS = 0.7;

interface BaseOptions {
  readonly customers: number;
  readonly first?: number;
  readonly length: number;
  readonly leaves: number;
  readonly seed?: number;
}

/** Everybody buys every so many days of their own, from 7 to 70 and hardly ever early or late, until they leave. */
export function regularBase({ customers, first = 18_000, length, leaves, seed = 1 }: BaseOptions): PastBase {
  const random = new Random(seed);
  const end = first + length;
  const histories = Array.from({ length: customers }, () => {
    const own = 7 * 10 ** random.next();
    const gap = () => own * (0.9 + 0.2 * random.next());
    return shop(random, { begins: first + random.below(Math.max(1, Math.round(length * ENTERS))), gap, leaves }, end);
  });
  return { histories, first, end };
}

/** Everybody buys by chance, at the same rate: the past of a customer says nothing of how long they stay away. */
export function chanceBase({ customers, first = 18_000, length, leaves, seed = 1 }: BaseOptions): PastBase {
  const random = new Random(seed);
  const end = first + length;
  const gap = () => -40 * Math.log(1 - random.next());
  const histories = Array.from({ length: customers }, () =>
    shop(random, { begins: first + random.below(Math.max(1, Math.round(length * ENTERS))), gap, leaves }, end),
  );
  return { histories, first, end };
}
