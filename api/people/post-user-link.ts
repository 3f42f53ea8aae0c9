import { DAY } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { newLink } from './link.ts';
import { postUserLinkContract } from './post-user-link.contract.ts';
import { findUser } from './user.ts';

const LASTS = DAY;

export const postUserLink = endpoint(postUserLinkContract, async ({ params, caller }, deps) => {
  const user = await findUser(deps, caller.workspace, params.id);
  if (!user.active) {
    throw new ApiProblem('conflict', 'This user is not active; send PATCH /v1/users/:id with active: true first.');
  }
  const { base, view } = newLink(caller, deps.clock(), LASTS);
  await deps.stores.links.putSignIn({ ...base, kind: 'sign-in', user: user._id });
  return { status: 201, body: view };
});
