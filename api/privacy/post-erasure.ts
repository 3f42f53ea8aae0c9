import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { shownErasure } from './erasure-view.ts';
import { postErasureContract } from './post-erasure.contract.ts';

export const postErasure = endpoint(postErasureContract, async ({ params, query, caller }, deps) => {
  const { id } = params;
  if (query.confirm !== id) {
    const message = 'say ?confirm= with the id of the customer once more, so that nobody else is erased by mistake';
    const detail = `Nothing was erased, and it cannot be undone: ${message}.`;
    throw new ApiProblem('invalid', detail, { problems: [{ code: 'confirm', path: 'confirm', message }] });
  }
  const row = await deps.stores.erasures.mark(caller.workspace, id, deps.clock());
  // Where this process dies in between, upkeep begins it.
  if (row.customer !== undefined) {
    await deps.jobs.begin(caller.workspace, { kind: 'erase-customer', options: { erasure: row._id } });
  }
  return { status: 202, body: await shownErasure(deps, row) };
});
