import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { beginErasure } from './begin-erasure.ts';
import { shownErasure } from './erasure-view.ts';
import { postErasureContract } from './post-erasure.contract.ts';

export const postErasure = endpoint(postErasureContract, async ({ params, query, caller }, deps) => {
  const { id } = params;
  if (query.confirm !== id) {
    const message = 'say ?confirm= with the id of the customer once more, so that nobody else is erased by mistake';
    const detail = `Nothing was erased, and it cannot be undone: ${message}.`;
    throw new ApiProblem('invalid', detail, { problems: [{ code: 'confirm', path: 'confirm', message }] });
  }
  const row = await beginErasure(deps, caller.workspace, id);
  return { status: 202, body: await shownErasure(deps, row) };
});
