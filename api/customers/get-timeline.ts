import { z } from 'zod';
import { TIMELINE_KINDS } from '../../db/events/timeline.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { moneyOf } from '../../db/workspaces/workspaces.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { timelineEntry } from './timeline-entry.ts';
import { getTimelineContract } from './get-timeline.contract.ts';

const cursor = z.tuple([z.number(), z.enum(TIMELINE_KINDS), z.string()]);

export const getTimeline = endpoint(getTimelineContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const rows = await deps.stores.timeline.list(workspace._id, params.id, Math.min(query.until ?? now, now), {
    limit: limit + 1,
    ...(after ? { after: { at: after[0], kind: after[1], place: after[2] } } : {}),
  });
  if (rows.length === 0 && (await deps.stores.customers.find(workspace._id, params.id)) === null) {
    throw new ApiProblem('not-found', 'Nothing is known of this customer yet.');
  }
  const { page, next } = cutPage(rows, limit, (last) => [last.at, last.kind, last.place]);
  const { scoring } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const outcomes = await deps.stores.timeline.outcomes(
    page.flatMap((row) => (row.kind === 'decision' ? row.entry : [])),
  );
  const told = { money: moneyOf(workspace), table: scoring.segments, outcomes };
  const entries = page.map((row) => timelineEntry(row, told));
  return { status: 200, body: { asOf: isoTime(now), entries, next } };
});
