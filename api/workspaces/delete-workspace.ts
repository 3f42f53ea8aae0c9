import { deletionOf, noSuchWorkspace } from './deletion.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deletionView } from '../jobs/view.ts';
import { deleteWorkspaceContract } from './delete-workspace.contract.ts';

export const deleteWorkspace = endpoint(deleteWorkspaceContract, async ({ params, query }, deps) => {
  const { id } = params;
  const isThere = (await deps.stores.workspaces.find(id)) !== null;
  if (!isThere && (await deps.jobs.rows.deletion(id)) === null) throw noSuchWorkspace(id);
  if (query.confirm !== id) {
    const message = `say ?confirm=${id}, so that no other workspace is deleted by mistake`;
    const detail = `Nothing was deleted: to delete the workspace "${id}" for good, ${message}.`;
    throw new ApiProblem('invalid', detail, { problems: [{ code: 'confirm', path: 'confirm', message }] });
  }
  return { status: 202, body: { job: deletionView(await deletionOf(deps, id)) } };
});
