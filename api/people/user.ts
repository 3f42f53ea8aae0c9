import { randomBytes } from 'node:crypto';
import type { Changed } from '../../db/workspaces/team.ts';
import type { UserRow } from '../../db/workspaces/users.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Actor } from '../../domain/people/audit.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { ApiProblem } from '../http/problem.ts';

/** Users and links; a team is not larger. */
export const MOST_LISTED = 1_000;

export function userOf({ _id: id, name, email, role, active, createdAt }: UserRow, { who }: Caller) {
  return { id, name, email: email ?? null, role, active, since: isoTime(createdAt), you: id === who.id };
}

/** @throws ApiProblem where the workspace has no such user */
export async function findUser(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId,
  id: string,
): Promise<UserRow> {
  const row = await stores.users.find(id);
  if (row?.workspace !== workspace) throw noUser();
  return row;
}

/** @throws ApiProblem where nothing of a user was changed */
export function checkChanged(changed: Changed): void {
  switch (changed) {
    case 'unknown':
      throw noUser();
    case 'last-admin':
      throw new ApiProblem('conflict', 'This is the last active admin; make somebody else an admin first.');
    case 'busy':
      throw new ApiProblem('conflict', 'Others are changing the same people; look at them again, and send it again.');
    case 'changed':
  }
}

function noUser(): ApiProblem {
  return new ApiProblem('not-found', 'This workspace has no such user; GET /v1/users lists them all.');
}

/** For a user or a link: nobody can guess it, and nothing follows from knowing it. */
export function newId(of: 'user' | 'link'): string {
  return `${of}-${randomBytes(8).toString('hex')}`;
}

/** Somebody as others see them; users who were deleted have no name any more. */
export function whoIs({ kind, id }: Actor, names: ReadonlyMap<string, string>) {
  return { kind, id, name: names.get(id) ?? null };
}

/** Where only an id was kept: no key has one that begins like that of a user. */
export function actorWith(id: string): Actor {
  return { kind: id.startsWith('user-') ? 'user' : 'key', id };
}

/** What the users of a workspace are called, by id; also of those who may not sign in any more. */
export async function namesOf(
  { users }: Pick<ApiDeps['stores'], 'users'>,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, string>> {
  const rows = await users.list(workspace, MOST_LISTED);
  return new Map(rows.map(({ _id, name }) => [_id, name]));
}
