import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteKeyContract } from './delete-key.contract.ts';

export const deleteKey = endpoint(deleteKeyContract, async ({ params, caller }, deps) => {
  if (params.id === caller.who.id) {
    throw new ApiProblem('conflict', 'A key cannot end itself; use another admin key for that.');
  }
  const row = await deps.stores.keys.find(params.id);
  if (row?.workspace === caller.workspace && row.scopes.includes('installation')) {
    throw new ApiProblem('conflict', 'This is the key of the installation; it ends when another ADMIN_KEY is set.');
  }
  const existed = await deps.stores.keys.remove(caller.workspace, params.id);
  if (!existed) throw new ApiProblem('not-found', 'This workspace has no such key.');
  deps.keyRing.forget(params.id);
  return { status: 204 };
});
