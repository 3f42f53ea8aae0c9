import { endpoint } from '../http/endpoint.ts';
import { deleteUserContract } from './delete-user.contract.ts';
import { checkChanged } from './user.ts';

export const deleteUser = endpoint(deleteUserContract, async ({ params, caller }, { stores, keyRing }) => {
  checkChanged(await stores.team.remove(caller.workspace, params.id));
  keyRing.forgetUser(params.id);
  return { status: 204 };
});
