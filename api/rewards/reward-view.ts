import type { PoolRow } from '../../db/coupons/pools.ts';
import type { CouponMonth } from '../../db/tallies/coupon-months.ts';
import type { OrdersByJourney, PlacementOrders } from '../../db/tallies/placement-orders.ts';
import type { PlacementFigures } from '../../db/tallies/placements.ts';
import type { RewardFigures } from '../../db/tallies/rewards.ts';
import { journeyId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { REWARD_KINDS, type RewardAmounts, type RewardKind } from '../../domain/loyalty/figures.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import { costOf, type Worth } from '../../domain/loyalty/worth.ts';
import { currentJourney, type Playbook } from '../../domain/playbook.ts';
import { namesOfDays } from '../http/local-days.ts';

/** What became of points, whatever gave them. */
export function pointsView(figures: readonly RewardFigures[], worth: Worth) {
  const pointsOf = (those: (one: RewardFigures) => boolean) =>
    figures.filter(those).reduce((sum, { amounts }) => sum + amounts.points, 0);
  const became = (id: string) => pointsOf((one) => one.kind === 'points' && one.id === id);
  const granted = pointsOf(({ kind }) => kind !== 'points');
  const [spent, reversed] = [became('spent') - became('returned'), became('reversed')];
  return {
    granted,
    spent,
    reversed,
    expired: became('expired'),
    granting: costOf(granted - reversed, worth),
    spending: costOf(spent, worth),
  };
}

/** By kind, then by what came after; pools stand by themselves. */
export function rewardsView(figures: readonly RewardFigures[], playbook: Playbook, worth: Worth) {
  return figures
    .filter(({ kind }) => kind !== 'points' && kind !== 'pool')
    .map(({ kind, id, amounts }) => {
      const { times, started, points, coupons, tickets, prizes } = amounts;
      return {
        kind,
        id,
        name: nameOf(kind, id, playbook),
        times,
        started,
        points,
        coupons,
        tickets,
        prizes,
        cost: costOf(points, worth),
        ...(kind === 'rule' ? { orders: null, revenue: null } : afterOf(amounts)),
        measured: kind === 'journey' && holdsOut(playbook, id),
      };
    })
    .toSorted(
      (a, b) =>
        REWARD_KINDS.indexOf(a.kind) - REWARD_KINDS.indexOf(b.kind) ||
        (b.revenue ?? 0) - (a.revenue ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
}

function afterOf({ orders, revenue }: RewardAmounts) {
  return { orders, revenue };
}

export function poolsView(
  figures: readonly RewardFigures[],
  pools: readonly Pick<PoolRow, 'id' | 'pool'>[],
  months: readonly CouponMonth[],
) {
  const known = new Map(figures.flatMap(({ kind, id, amounts }) => (kind === 'pool' ? [[id, amounts] as const] : [])));
  return pools.map(({ id, pool: { name } }) => {
    const { times = 0, orders = 0, revenue = 0 } = known.get(id) ?? {};
    const { redeemed, cost, unpriced } = summedUp(months.filter(({ pool }) => pool === id));
    return { id, name, granted: times, redeemed, cost, unpriced, orders, revenue };
  });
}

/** Of all pools together. */
export function monthsView(months: readonly CouponMonth[]) {
  return [...new Set(months.map(({ month }) => month))].map((month) => ({
    month: namesOfDays(month, 1)[0] ?? '',
    ...summedUp(months.filter((one) => one.month === month)),
  }));
}

function summedUp(months: readonly CouponMonth[]) {
  const sum = (of: 'redeemed' | 'cost' | 'unpriced') => months.reduce((total, one) => total + one[of], 0);
  return { redeemed: sum('redeemed'), cost: sum('cost'), unpriced: sum('unpriced') };
}

const NOBODY: PlacementOrders = { customers: 0, orders: 0, revenue: 0 };

export function placementsView(figures: readonly PlacementFigures[], orders: OrdersByJourney, playbook: Playbook) {
  return figures
    .map(({ journey, amounts }) => ({
      journey,
      name: nameOf('journey', journey, playbook),
      ...amounts,
      after: { shown: NOBODY, control: NOBODY, followed: NOBODY, ...orders.get(journey) },
      measured: holdsOut(playbook, journey),
    }))
    .toSorted((a, b) => b.followed - a.followed || b.shown - a.shown || (a.journey < b.journey ? -1 : 1));
}

function holdsOut(playbook: Playbook, journey: string): boolean {
  return definitionOf(playbook, journey)?.holdout !== undefined;
}

function definitionOf(playbook: Playbook, journey: string) {
  const read = readShape(journeyId, journey);
  return 'value' in read ? currentJourney(playbook, read.value)?.definition : undefined;
}

function nameOf(kind: RewardKind, id: string, playbook: Playbook): string {
  if (kind === 'journey') return definitionOf(playbook, id)?.name ?? id;
  return namesIn(kind, playbook.loyalty).find((one) => one.id === id)?.name ?? id;
}

function namesIn(
  kind: Exclude<RewardKind, 'journey'>,
  loyalty: Loyalty | undefined,
): readonly { readonly id: string; readonly name: string }[] {
  if (loyalty === undefined) return [];
  switch (kind) {
    case 'quest':
      return loyalty.quests;
    case 'tier':
      return loyalty.tiers?.levels ?? [];
    case 'badge':
      return loyalty.badges;
    case 'draw':
      return loyalty.draws;
    case 'rule':
    case 'pool':
    case 'referral':
    case 'points':
      return [];
  }
}
