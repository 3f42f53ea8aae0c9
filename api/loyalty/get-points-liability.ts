import { pointsLiability, type PointsLiability } from '../../db/tallies/points.ts';
import { costOf, type Worth } from '../../domain/loyalty/worth.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { getPointsLiabilityContract } from './get-points-liability.contract.ts';
import { dayIso } from './points-view.ts';

type Held = Pick<PointsLiability, 'active' | 'pending' | 'debt'>;

export const getPointsLiability = endpoint(getPointsLiabilityContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const uncounted = await countBeforeReading(deps, here);
  const { workspace, now } = here;
  const at = { timezone: workspace.timezone, now };
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const worth = loyalty?.worth?.per100;
  const { expiring, ...sums } = await deps.stores.tallies.read(workspace._id, (reader) =>
    pointsLiability(reader, at, query.days),
  );
  const days = expiring.map(({ day, points }) => ({ last: dayIso(day), points }));
  const about = { asOf: isoTime(now), uncounted, worth: worth ?? null, money: moneyOf(sums, worth) };
  return { status: 200, body: { ...about, ...sums, expiring: days } };
});

/** What is held in points, as the books of the shop have it; `null`: nobody has said what points are worth. */
function moneyOf({ active, pending, debt }: Held, worth: Worth) {
  if (worth === undefined) return null;
  return { active: costOf(active, worth), pending: costOf(pending, worth), debt: costOf(debt, worth) };
}
