import type { Here } from '../http/here.ts';
import { placementFigures } from '../../db/tallies/placements.ts';
import { rewardFigures } from '../../db/tallies/rewards.ts';
import { NO_COUNTS } from '../../domain/coupons/coupon.ts';
import { monthsAfter, periodStart } from '../../domain/loyalty/calendar.ts';
import { ATTRIBUTED_DAYS } from '../../domain/loyalty/figures.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { countBeforeReading } from '../segments/census.ts';
import { getRewardFiguresContract } from './get-reward-figures.contract.ts';
import { placementsView, poolsView, pointsView, rewardsView } from './reward-view.ts';

export const getRewardFigures = endpoint(getRewardFiguresContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { _id, timezone, playbook: version } = workspace;
  const [uncounted] = await Promise.all([
    countBeforeReading(deps, here),
    deps.stores.tallies.freshenEffects({ workspace: _id, timezone }),
  ]);
  const from = monthsAfter(periodStart(dayOf(now, timezone), 'month'), 1 - query.months);
  const [playbook, pools, { rewards, placements }] = await Promise.all([
    deps.stores.playbooks.load(_id, version),
    poolsHere(deps, here),
    deps.stores.tallies.read(_id, async (reader) => ({
      rewards: await rewardFigures(reader, from),
      placements: await placementFigures(reader, from),
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
      pools: poolsView(rewards, pools),
      placements: placementsView(placements, playbook),
    },
  };
});

async function poolsHere({ stores }: Pick<ApiDeps, 'stores'>, { workspace: { _id }, now }: Here) {
  const store = stores.coupons.pools;
  const rows = await store.list(_id);
  const counts = await store.countsOfAll(rows, _id, now);
  return rows.map(({ id, pool }) => ({ id, pool, redeemed: (counts.get(id) ?? NO_COUNTS).redeemed }));
}
