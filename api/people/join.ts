import type { LinkRow } from '../../db/workspaces/links.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { setCookie } from '../sessions/cookie.ts';
import { tokenHash } from '../sessions/session.ts';
import { enterByLink } from './enter.ts';
import { getJoinContract, postJoinContract } from './join.contract.ts';

export const getJoin = endpoint(getJoinContract, async ({ params }, { stores, clock }) => {
  const link = await openLink({ stores, clock }, params.token);
  const { workspace, kind, endsAt } = link;
  const leadsTo = kind === 'invitation' ? link : await stores.users.find(link.user);
  if (leadsTo === null) throw noLink();
  const { role, name = null } = leadsTo;
  return { status: 200, body: { workspace, for: kind, role, name, endsAt: endsAt.toISOString() } };
});

export const postJoin = endpoint(postJoinContract, async ({ params, body: { name }, secure }, deps) => {
  const link = await openLink(deps, params.token);
  if ((await deps.stores.workspaces.find(link.workspace)) === null) throw noLink();
  if (link.kind === 'invitation' && name === undefined) {
    throw invalidInput('body', [{ code: 'missing', path: 'name', message: 'say what you want to be called' }]);
  }
  const entered = await enterByLink(deps, link, name ?? '', postJoinContract);
  if (entered === 'used') throw noLink();
  if (entered === 'taken') throw new ApiProblem('taken', 'Somebody of the team has this e-mail address already.');
  return { status: 204, headers: { 'Set-Cookie': setCookie(entered.cookie, secure) } };
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
