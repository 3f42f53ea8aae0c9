import type { InvitationRow, LinkRow } from '../../db/workspaces/links.ts';
import type { UserRow } from '../../db/workspaces/users.ts';
import { differenceBetween } from '../../domain/people/difference.ts';
import type { Instant } from '../../domain/time.ts';
import { written } from '../audit/entry.ts';
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
  const object = made ? ({ kind: 'user', id } as const) : ({ kind: 'session', id: null } as const);
  const difference = differenceBetween(undefined, made && { role: made.role, active: made.active });
  const joined = await written(
    deps,
    { workspace, actor: { kind: 'user', id }, call, object },
    () => deps.stores.team.join(link, row, made),
    (came) => (came === 'joined' ? { status: 204, difference } : null),
  );
  return joined === 'joined' ? { cookie } : joined;
}

/** Signs in somebody whom a provider vouches for. */
export async function enterAs(deps: ApiDeps, { _id: id, workspace }: UserRow, call: CallName): Promise<Cookie> {
  const { row, cookie } = newSession(workspace, { user: id }, deps.clock());
  const begun = { workspace, call, actor: { kind: 'user', id }, object: { kind: 'session', id: null } } as const;
  await written(
    deps,
    begun,
    () => deps.stores.sessions.insert(row),
    () => ({ status: 303 }),
  );
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
