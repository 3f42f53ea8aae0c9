import { periodStart } from '../../domain/loyalty/calendar.ts';
import type { LoyaltyFact } from '../../domain/loyalty/facts.ts';
import {
  figuresOf,
  isFollowed,
  orderedAfter,
  REWARD_AMOUNTS,
  REWARD_KINDS,
  type RewardAmount,
  type RewardAmounts,
  type RewardKind,
} from '../../domain/loyalty/figures.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { Instant } from '../../domain/time.ts';
import type { TallyReader } from './reader.ts';
import { sumOf } from './result-shares.ts';
import type { Share, Tally } from './tally.ts';

/** What was told of rewards at one instant. */
export interface ToldRewards {
  readonly at: Instant;
  readonly loyalty: readonly LoyaltyFact[];
}

/**
 * What each reward was given how often, and what the same customers ordered after it, by the month in which it was given.
 * By month, since every customer keeps what they are counted under.
 */
export const rewardTally: Tally<RewardAmount> = {
  name: 'reward',
  past: true,
  amounts: REWARD_AMOUNTS,
  shares: ({ rewards }) => rewards,
};

interface Days {
  /** The workspace's calendar day. */
  readonly dayOf: (at: Instant) => number;
  /** The day in the zone in which the ledger keeps orders. */
  readonly orderDayOf: (at: Instant) => number;
}

/** What one customer adds: of what was told, and of their orders as they count now, less refunds. */
export function rewardShares(
  told: readonly ToldRewards[],
  { days }: Pick<Ledger, 'days'>,
  { dayOf, orderDayOf }: Days,
): readonly Share<RewardAmount>[] {
  const shares: Share<RewardAmount>[] = [];
  /** Under each name, the days that orders may follow, each with the month that it counts in. */
  const followed = new Map<string, Map<number, number>>();
  for (const { at, loyalty } of told) {
    const month = periodStart(dayOf(at), 'month');
    for (const figure of loyalty.flatMap(figuresOf)) {
      const name = `${figure.kind}/${figure.id}`;
      shares.push({ of: name, day: month, adds: figure.adds });
      if (!isFollowed(figure)) continue;
      const own = followed.get(name) ?? new Map<number, number>();
      followed.set(name, own.set(orderDayOf(at), month));
    }
  }
  for (const [name, months] of followed) {
    const after = [...months.keys()].toSorted((a, b) => a - b);
    for (const [day, sums] of orderedAfter(after, days)) {
      const month = months.get(day);
      if (month !== undefined) shares.push({ of: name, day: month, adds: sums });
    }
  }
  return sumOf(shares);
}

/** What one reward came to. */
export interface RewardFigures {
  readonly kind: RewardKind;
  readonly id: string;
  readonly amounts: RewardAmounts;
}

const NOTHING: RewardAmounts = {
  times: 0,
  started: 0,
  points: 0,
  coupons: 0,
  tickets: 0,
  prizes: 0,
  orders: 0,
  revenue: 0,
};

/** @param from the first day of the first month */
export async function rewardFigures(reader: TallyReader, from: number): Promise<readonly RewardFigures[]> {
  const rows = await reader.rows(rewardTally, { from });
  const sums = new Map<string, RewardFigures>();
  for (const { of, sums: counted } of rows) {
    const [kind, id = ''] = of.split('/');
    const known = REWARD_KINDS.find((one) => one === kind);
    if (known === undefined) continue;
    const amounts = { ...(sums.get(of)?.amounts ?? NOTHING) };
    for (const amount of REWARD_AMOUNTS) amounts[amount] += counted[amount];
    sums.set(of, { kind: known, id, amounts });
  }
  return [...sums.values()];
}
