import { audienceByDay } from '../../db/tallies/audience-day.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { countBeforeReading } from '../segments/census.ts';
import { findAudience } from './audience-view.ts';
import { getAudienceDaysContract } from './get-audience-days.contract.ts';

export const getAudienceDays = endpoint(getAudienceDaysContract, async ({ params, query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { timezone } = workspace;
  await findAudience(deps, workspace._id, params.id);
  const uncounted = await countBeforeReading(deps, here);
  const changes = await deps.stores.tallies.read(workspace._id, (reader) =>
    audienceByDay(reader, params.id, { timezone, now }, query.days),
  );
  const days = namesOfDays(dayOf(now, timezone) - query.days + 1, query.days);
  return { status: 200, body: { asOf: isoTime(now), uncounted, days, ...changes } };
});
