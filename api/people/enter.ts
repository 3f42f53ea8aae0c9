import type { InvitationRow, LinkRow } from '../../db/workspaces/links.ts';
import type { UserRow } from '../../db/workspaces/users.ts';
import { differenceBetween } from '../../domain/people/difference.ts';
import type { Instant } from '../../domain/time.ts';
import { writeEntry } from '../audit/entry.ts';
import type { ApiDeps } from '../deps.ts';
import type { Contract } from '../http/contract.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Cookie } from '../sessions/cookie.ts';
import { newSession } from '../sessions/session.ts';
import { MOST_LISTED, newId } from './user.ts';

type CallName = Pick<Contract, 'method' | 'path'>;

/** `used`: the link is gone by now. `taken`: their e-mail address is somebody's already. */
type Entered = 'used' | 'taken' | { readonly cookie: Cookie };

/**
 * Signs in by a link, which is used up: somebody who was invited becomes a user.
 * @param name what a new user wants to be called
 * @throws ApiProblem where the workspace has no room for another user
 */
export async function enterByLink(deps: ApiDeps, link: LinkRow, name: string, call: CallName): Promise<Entered> {
  const { workspace } = link;
  const now = deps.clock();
  const { id, made } =
    link.kind === 'sign-in' ? { id: link.user, made: undefined } : await newUser(deps, link, name, now);
  const { row, cookie } = newSession(workspace, { user: id }, now);
  const joined = await deps.stores.team.join(link, row, made);
  if (joined !== 'joined') return joined;
  await writeEntry(deps, {
    workspace,
    actor: { kind: 'user', id },
    call,
    object: made ? { kind: 'user', id } : { kind: 'session', id: null },
    status: 204,
    difference: differenceBetween(undefined, made && { role: made.role, active: made.active }),
  });
  return { cookie };
}

/** Signs in somebody whom a provider vouches for. */
export async function enterAs(deps: ApiDeps, { _id: id, workspace }: UserRow, call: CallName): Promise<Cookie> {
  const { row, cookie } = newSession(workspace, { user: id }, deps.clock());
  await deps.stores.sessions.insert(row);
  const actor = { kind: 'user', id } as const;
  await writeEntry(deps, { workspace, actor, call, object: { kind: 'session', id: null }, status: 303 });
  return cookie;
}

async function newUser(
  { stores }: ApiDeps,
  { workspace, role, email }: InvitationRow,
  name: string,
  now: Instant,
): Promise<{ readonly id: string; readonly made: UserRow }> {
  if ((await stores.users.list(workspace, MOST_LISTED)).length >= MOST_LISTED) {
    throw new ApiProblem('conflict', `A workspace has at most ${MOST_LISTED} users.`);
  }
  const mail = email === undefined ? {} : { email };
  const id = newId('user');
  return { id, made: { _id: id, workspace, name, ...mail, role, active: true, createdAt: now } };
}
