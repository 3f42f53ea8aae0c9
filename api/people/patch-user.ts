import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { patchUserContract } from './patch-user.contract.ts';
import { findUser, noUser, userOf } from './user.ts';

export const patchUser = endpoint(patchUserContract, async ({ params, body, caller }, deps) => {
  const changed = await deps.stores.team.change(caller.workspace, params.id, body);
  switch (changed) {
    case 'unknown':
      throw noUser();
    case 'last-admin':
      throw new ApiProblem('conflict', 'This is the last active admin; make somebody else an admin first.');
    case 'busy':
      throw new ApiProblem('conflict', 'Others are changing the same people; look at them again, and send it again.');
    case 'changed':
      deps.keyRing.forgetUser(params.id);
      return { status: 200, body: userOf(await findUser(deps, caller.workspace, params.id), caller) };
  }
});
