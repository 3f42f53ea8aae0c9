import { z } from 'zod';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getMovesContract } from './get-moves.contract.ts';
import { moveLine } from './move-line.ts';

const cursor = z.tuple([z.number(), z.string()]);

export const getMoves = endpoint(getMovesContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { from, to, since, limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const filter = {
    until: Math.min(query.until ?? now, now),
    ...(since === undefined ? {} : { since }),
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

function orNone(segment: SegmentId | 'none'): SegmentId | null {
  return segment === 'none' ? null : segment;
}
