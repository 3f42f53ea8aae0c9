import { workspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { getWorkspacesContract } from './get-workspaces.contract.ts';

export const getWorkspaces = endpoint(getWorkspacesContract, async ({ query }, { stores }) => {
  const { limit, cursor } = query;
  const after = cursor === undefined ? {} : { after: readCursor(cursor, workspaceId) };
  const rows = await stores.workspaces.list({ limit: limit + 1, ...after });
  const { page, next } = cutPage(rows, limit, ({ _id }) => _id);
  const workspaces = page.map(({ _id, currency, timezone, createdAt, clock }) => ({
    id: _id,
    currency,
    timezone,
    createdAt: isoTime(createdAt),
    testClock: isoOrNull(clock ?? null),
  }));
  return { status: 200, body: { workspaces, next } };
});
