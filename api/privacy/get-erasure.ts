import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { shownErasure } from './erasure-view.ts';
import { getErasureContract } from './get-erasure.contract.ts';

export const getErasure = endpoint(getErasureContract, async ({ params, caller }, deps) => {
  const row = await deps.stores.erasures.find(caller.workspace, params.id);
  if (row === null) throw new ApiProblem('not-found', 'The erasure of this customer was never asked for.');
  return { status: 200, body: await shownErasure(deps, row) };
});
