import { movesByDay, type MovesByDay } from '../../db/tallies/move-day.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { countBeforeReading } from './census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { getMovesDaysContract } from './get-moves-days.contract.ts';

export const getMovesDays = endpoint(getMovesDaysContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { timezone } = workspace;
  const uncounted = await countBeforeReading(deps, here);
  const kinds = await deps.stores.tallies.read(workspace._id, (reader) => {
    return movesByDay(reader, { timezone, now }, query.days);
  });
  const moves = kinds.filter((kind) => isAskedFor(kind.from, query.from) && isAskedFor(kind.to, query.to));
  const days = namesOfDays(dayOf(now, timezone) - query.days + 1, query.days);
  return { status: 200, body: { asOf: isoTime(now), uncounted, days, moves } };
});

/** @param asked left out: any */
function isAskedFor(segment: MovesByDay['from'], asked: string | undefined): boolean {
  return asked === undefined || (segment ?? 'none') === asked;
}
