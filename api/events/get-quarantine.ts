import { z } from 'zod';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { quarantineLine } from './quarantine-line.ts';
import { getQuarantineContract } from './get-quarantine.contract.ts';

const cursor = z.tuple([z.number(), z.string()]);

export const getQuarantine = endpoint(getQuarantineContract, async ({ query, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const rows = await deps.stores.quarantine.list(workspace._id, {
    limit: query.limit + 1,
    ...(after ? { after: { since: after[0], _id: after[1] } } : {}),
  });
  const { page, next } = cutPage(rows, query.limit, (last) => [last.since, last._id]);
  const refused = after === undefined ? await refusedAtTheDoor(deps, workspace._id) : [];
  return { status: 200, body: { quarantine: page.map(quarantineLine), next, refused } };
});

async function refusedAtTheDoor({ stores }: Pick<ApiDeps, 'stores'>, workspace: WorkspaceId) {
  const tallies = await stores.sourceTallies.list(workspace);
  return tallies
    .flatMap(({ source, problems }) => problems.map((problem) => ({ source, ...problem })))
    .toSorted((a, b) => b.at - a.at)
    .map(({ source, id, message, path, at }) => ({ source, id, reason: message, path, since: isoTime(at) }));
}
