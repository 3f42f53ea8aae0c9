import { z } from 'zod';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { getMovesContract } from './get-moves.contract.ts';
import { moveLine } from './move-line.ts';

type Query = z.output<typeof getMovesContract.input.query>;

const cursor = z.tuple([z.number(), z.string()]);

export const getMoves = endpoint(getMovesContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { from, to, limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const filter = {
    ...timeOf(query, here),
    ...(from === undefined ? {} : { from: orNone(from) }),
    ...(to === undefined ? {} : { to: orNone(to) }),
  };
  const rows = await deps.stores.moves.list(workspace._id, filter, {
    limit: limit + 1,
    ...(after ? { after: { at: after[0], _id: after[1] } } : {}),
  });
  const { page, next } = cutPage(rows, limit, (last) => [last.at, last._id]);
  return { status: 200, body: { asOf: isoTime(now), moves: page.map(moveLine), next } };
});

/** Everything that was said of the time has to fit. */
function timeOf({ since, until, days, day }: Query, { workspace: { timezone }, now }: Here) {
  const from: readonly (Instant | undefined)[] = [
    since,
    days && startOfDay(dayOf(now, timezone) - days + 1, timezone),
    day && startOfDay(day, timezone),
  ];
  const latest = Math.max(...from.map((at) => at ?? -Infinity));
  const to = Math.min(now, until ?? Infinity, day === undefined ? Infinity : startOfDay(day + 1, timezone) - 1);
  return { until: to, ...(latest === -Infinity ? {} : { since: latest }) };
}

function orNone(segment: SegmentId | 'none'): SegmentId | null {
  return segment === 'none' ? null : segment;
}
