import { activePoints, expiringIn, pendingPoints } from '../../domain/loyalty/account.ts';
import { NO_LOYALTY, type LoyaltyState } from '../../domain/loyalty/state.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import type { Tally, Tallied } from './tally.ts';

/** What is counted of somebody's points and tier; whoever only holds a tier has never had points. */
export function heldIn({ account, tier }: LoyaltyState = NO_LOYALTY): Pick<Tallied, 'points' | 'tier'> {
  const { debt, earned } = account;
  const [active, pending, expiring] = [activePoints(account), pendingPoints(account), expiringIn(account)];
  return { points: earned === 0 ? null : { active, pending, debt, expiring }, tier: tier?.tier ?? null };
}

const ALL = 'all';
const EXPIRING = 'expiring';

/** What customers could spend, have to wait for, and owe; and on which day what can be spent is last valid. */
export const pointsTally: Tally<'customers' | 'active' | 'pending' | 'debt'> = {
  name: 'points',
  amounts: ['customers', 'active', 'pending', 'debt'],
  shares: ({ points }) => {
    if (points === null) return [];
    const { active, pending, debt, expiring } = points;
    return [
      { of: ALL, adds: { customers: 1, active, pending, debt } },
      ...expiring.map(({ last, points: lot }) => ({ of: EXPIRING, day: last, adds: { active: lot } })),
    ];
  },
};

/** Who holds which tier. */
export const tierTally: Tally<'customers'> = {
  name: 'tier',
  amounts: ['customers'],
  shares: ({ tier }) => (tier === null ? [] : [{ of: tier, adds: { customers: 1 } }]),
};

/** What all customers of a workspace are owed in points. */
export interface PointsLiability {
  readonly customers: number;
  readonly active: number;
  readonly pending: number;
  readonly debt: number;
  /** By the last day on which they can be spent, of the days asked for, today first. */
  readonly expiring: readonly { readonly day: number; readonly points: number }[];
  readonly tiers: readonly { readonly tier: string; readonly customers: number }[];
}

export async function pointsLiability(
  reader: TallyReader,
  { timezone, now }: ReadAt,
  days: number,
): Promise<PointsLiability> {
  const today = dayOf(now, timezone);
  const [all, expiring, tiers] = await Promise.all([
    reader.rows(pointsTally, undefined, ALL),
    reader.rows(pointsTally, { from: today, to: today + days }, EXPIRING),
    reader.rows(tierTally),
  ]);
  const { customers = 0, active = 0, pending = 0, debt = 0 } = all[0]?.sums ?? {};
  return {
    customers,
    active,
    pending,
    debt,
    expiring: expiring
      .map(({ day, sums }) => ({ day, points: sums.active }))
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => a.day - b.day),
    tiers: tiers.map(({ of, sums }) => ({ tier: of, customers: sums.customers })).filter((one) => one.customers > 0),
  };
}
