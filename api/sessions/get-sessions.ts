import type { SessionOwner, SessionRow } from '../../db/workspaces/sessions.ts';
import { isoTime } from '../../domain/time.ts';
import { isAdmin } from '../http/access.ts';
import type { Who } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { namesOf, whoIs } from '../people/user.ts';
import { isoOrNull } from '../sentences.ts';
import { getSessionsContract } from './get-sessions.contract.ts';

const MOST = 1_000;

export const getSessions = endpoint(getSessionsContract, async ({ caller }, { stores, clock }) => {
  const { who, workspace, session } = caller;
  const whose = isAdmin(who) ? undefined : ownerOf(who);
  const [rows, names] = await Promise.all([
    stores.sessions.list(workspace, whose, clock(), MOST),
    namesOf(stores, workspace),
  ]);
  return { status: 200, body: { sessions: rows.map((row) => sessionOf(row, names, session?.id)) } };
});

/** Whose sessions somebody may see and end, besides an admin. */
function ownerOf({ kind, id }: Who): SessionOwner {
  return kind === 'key' ? { key: id } : { user: id };
}

function sessionOf(row: SessionRow, names: ReadonlyMap<string, string>, current: string | undefined) {
  const kind: Who['kind'] = 'key' in row ? 'key' : 'user';
  const id = 'key' in row ? row.key : row.user;
  return {
    id: row._id,
    owner: whoIs({ kind, id }, names),
    startedAt: isoTime(row.createdAt),
    seenAt: isoOrNull(row.seenAt ?? null),
    endsAt: row.endsAt.toISOString(),
    current: row._id === current,
  };
}
