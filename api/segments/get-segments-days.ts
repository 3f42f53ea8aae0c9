import { sizesByDay } from '../../db/tallies/segment-day.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { countBeforeReading } from './census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { getSegmentsDaysContract } from './get-segments-days.contract.ts';

export const getSegmentsDays = endpoint(getSegmentsDaysContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { timezone } = workspace;
  const uncounted = await countBeforeReading(deps, here);
  const [sizes, { scoring }] = await Promise.all([
    deps.stores.tallies.read(workspace._id, (reader) => sizesByDay(reader, { timezone, now }, query.days)),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
  ]);
  const known = new Map(sizes.map((one) => [one.segment, one.sizes]));
  const inForce = scoring.segments.segments.map(({ id }) => id);
  const nobody = Array.from({ length: query.days }, () => 0);
  const segments = [...new Set([...inForce, ...known.keys()])].map((id) => ({
    id,
    customers: known.get(id) ?? nobody,
  }));
  const days = namesOfDays(dayOf(now, timezone) - query.days + 1, query.days);
  return { status: 200, body: { asOf: isoTime(now), uncounted, days, segments } };
});
