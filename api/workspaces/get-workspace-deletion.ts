import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deletionView } from '../jobs/view.ts';
import { getWorkspaceDeletionContract } from './get-workspace-deletion.contract.ts';

export const getWorkspaceDeletion = endpoint(getWorkspaceDeletionContract, async ({ params }, { jobs }) => {
  const row = await jobs.rows.deletion(params.id);
  if (row === null) throw new ApiProblem('not-found', `No workspace "${params.id}" was ever deleted here.`);
  return { status: 200, body: { job: deletionView(row) } };
});
