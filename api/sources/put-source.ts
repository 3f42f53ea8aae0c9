import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { checkMapping } from './post-sources.ts';
import { putSourceContract } from './put-source.contract.ts';
import { sealed, secretFor } from './secret.ts';
import { declaredView } from './source-view.ts';

export const putSource = endpoint(putSourceContract, async ({ params, body, caller }, deps) => {
  const { workspace } = caller;
  const { sources, sourceTallies } = deps.stores;
  const before = await sources.find(workspace, params.id);
  if (before === null) throw unknownSource();
  const { name, mapping } = body;
  checkMapping(before.kind, mapping);
  const given = body.secret === undefined ? undefined : secretFor(before.kind, body.secret);
  const secret = given === undefined ? undefined : sealed(deps, workspace, params.id, given);
  if (!(await sources.change(workspace, params.id, { name, mapping, secret }))) throw unknownSource();
  const tallies = await sourceTallies.list(workspace);
  const row = { ...before, name, mapping, ...(secret === undefined ? {} : { secret }) };
  return {
    status: 200,
    body: declaredView(
      row,
      tallies.find(({ source }) => source === params.id),
    ),
  };
});

export function unknownSource(): ApiProblem {
  return new ApiProblem('not-found', 'There is no source of this id; GET /v1/sources lists them.');
}
