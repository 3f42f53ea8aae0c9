import { pointsLiability } from '../../db/tallies/points.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { getPointsLiabilityContract } from './get-points-liability.contract.ts';
import { dayIso } from './points-view.ts';

export const getPointsLiability = endpoint(getPointsLiabilityContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const uncounted = await countBeforeReading(deps, here);
  const { workspace, now } = here;
  const at = { timezone: workspace.timezone, now };
  const { expiring, ...sums } = await deps.stores.tallies.read(workspace._id, (reader) =>
    pointsLiability(reader, at, query.days),
  );
  const days = expiring.map(({ day, points }) => ({ last: dayIso(day), points }));
  return { status: 200, body: { asOf: isoTime(now), uncounted, ...sums, expiring: days } };
});
