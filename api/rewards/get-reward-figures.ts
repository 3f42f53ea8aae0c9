import { couponMonths } from '../../db/tallies/coupon-months.ts';
import { placementOrders } from '../../db/tallies/placement-orders.ts';
import { placementFigures } from '../../db/tallies/placements.ts';
import { rewardFigures } from '../../db/tallies/rewards.ts';
import { monthsAfter, periodStart } from '../../domain/loyalty/calendar.ts';
import { ATTRIBUTED_DAYS } from '../../domain/loyalty/figures.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { countBeforeReading } from '../segments/census.ts';
import { getRewardFiguresContract } from './get-reward-figures.contract.ts';
import { monthsView, placementsView, poolsView, pointsView, rewardsView } from './reward-view.ts';

export const getRewardFigures = endpoint(getRewardFiguresContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { _id, timezone, playbook: version } = workspace;
  // First: what is counted of placements marks the customers who saw them.
  await deps.stores.tallies.freshenEffects({ workspace: _id, timezone });
  const uncounted = await countBeforeReading(deps, here);
  const from = monthsAfter(periodStart(dayOf(now, timezone), 'month'), 1 - query.months);
  const [playbook, pools, { rewards, placements, orders, months }] = await Promise.all([
    deps.stores.playbooks.load(_id, version),
    deps.stores.coupons.pools.list(_id),
    deps.stores.tallies.read(_id, async (reader) => ({
      rewards: await rewardFigures(reader, from),
      placements: await placementFigures(reader, from),
      orders: await placementOrders(reader, from),
      months: await couponMonths(reader, from),
    })),
  ]);
  const worth = query.worth ?? playbook.loyalty?.worth?.per100;
  return {
    status: 200,
    body: {
      asOf: isoTime(now),
      uncounted,
      from: namesOfDays(from, 1)[0] ?? '',
      worth: worth ?? null,
      attributedDays: ATTRIBUTED_DAYS,
      points: pointsView(rewards, worth),
      rewards: rewardsView(rewards, playbook, worth),
      pools: poolsView(rewards, pools, months),
      months: monthsView(months),
      placements: placementsView(placements, orders, playbook),
    },
  };
});
