import { endpoint } from '../http/endpoint.ts';
import { patchUserContract } from './patch-user.contract.ts';
import { checkChanged, findUser, userOf } from './user.ts';

export const patchUser = endpoint(patchUserContract, async ({ params, body, caller }, deps) => {
  checkChanged(await deps.stores.team.change(caller.workspace, params.id, body));
  deps.keyRing.forgetUser(params.id);
  return { status: 200, body: userOf(await findUser(deps, caller.workspace, params.id), caller) };
});
