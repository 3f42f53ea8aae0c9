import type { LinkRow } from '../../db/workspaces/links.ts';
import type { UserRow } from '../../db/workspaces/users.ts';
import { differenceBetween } from '../../domain/people/difference.ts';
import type { Instant } from '../../domain/time.ts';
import { writeEntry } from '../audit/entry.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { newSession, tokenHash } from '../sessions/session.ts';
import { getJoinContract, postJoinContract } from './join.contract.ts';
import { MOST_LISTED, newId } from './user.ts';

export const getJoin = endpoint(getJoinContract, async ({ params }, { stores, clock }) => {
  const link = await openLink({ stores, clock }, params.token);
  const { workspace, kind, endsAt } = link;
  const leadsTo = kind === 'invitation' ? link : await stores.users.find(link.user);
  if (leadsTo === null) throw noLink();
  const { role, name = null } = leadsTo;
  return { status: 200, body: { workspace, for: kind, role, name, endsAt: endsAt.toISOString() } };
});

export const postJoin = endpoint(postJoinContract, async ({ params, body }, deps) => {
  const link = await openLink(deps, params.token);
  const { workspace } = link;
  const now = deps.clock();
  if ((await deps.stores.workspaces.find(workspace)) === null) throw noLink();
  const { id, made } =
    link.kind === 'sign-in' ? { id: link.user, made: undefined } : await newUser(deps, link, body.name, now);
  const { row, cookie } = newSession(workspace, { user: id }, now);
  const joined = await deps.stores.team.join(link, row, made);
  if (joined === 'used') throw noLink();
  if (joined === 'taken') throw new ApiProblem('taken', 'Somebody of the team has this e-mail address already.');
  await writeEntry(deps, {
    workspace,
    actor: { kind: 'user', id },
    call: postJoinContract,
    object: made ? { kind: 'user', id } : { kind: 'session', id: null },
    status: 204,
    difference: differenceBetween(undefined, made && { role: made.role, active: made.active }),
  });
  return { status: 204, headers: { 'Set-Cookie': cookie } };
});

async function openLink({ stores, clock }: Pick<ApiDeps, 'stores' | 'clock'>, token: string): Promise<LinkRow> {
  const link = await stores.links.open(tokenHash(token), clock());
  if (link === null) throw noLink();
  return link;
}

function noLink(): ApiProblem {
  return new ApiProblem(
    'not-found',
    'This link does not work: it was used or withdrawn, or it is over. Ask an admin of the workspace for another.',
  );
}

async function newUser(
  { stores }: ApiDeps,
  { workspace, role, email }: Extract<LinkRow, { readonly kind: 'invitation' }>,
  name: string | undefined,
  now: Instant,
): Promise<{ readonly id: string; readonly made: UserRow }> {
  if (name === undefined) {
    throw invalidInput('body', [{ code: 'missing', path: 'name', message: 'say what you want to be called' }]);
  }
  if ((await stores.users.list(workspace, MOST_LISTED)).length >= MOST_LISTED) {
    throw new ApiProblem('conflict', `A workspace has at most ${MOST_LISTED} users.`);
  }
  const mail = email === undefined ? {} : { email };
  const id = newId('user');
  return { id, made: { _id: id, workspace, name, ...mail, role, active: true, createdAt: now } };
}
