import { randomBytes } from 'node:crypto';
import type { UserRow } from '../../db/workspaces/users.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
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

export function noUser(): ApiProblem {
  return new ApiProblem('not-found', 'This workspace has no such user; GET /v1/users lists them all.');
}

/** For a user or a link: nobody can guess it, and nothing follows from knowing it. */
export function newId(of: 'user' | 'link'): string {
  return `${of}-${randomBytes(8).toString('hex')}`;
}

/** What the users of a workspace are called, by id; also of those who may not sign in any more. */
export async function namesOf(
  { users }: Pick<ApiDeps['stores'], 'users'>,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, string>> {
  const rows = await users.list(workspace, MOST_LISTED);
  return new Map(rows.map(({ _id, name }) => [_id, name]));
}
