import { endpoint } from '../endpoint.ts';
import { ApiProblem } from '../problem.ts';
import { makeKey } from '../workspace.ts';
import { postWorkspaceKeysContract } from './post-workspace-keys.contract.ts';

export const postWorkspaceKeys = endpoint(postWorkspaceKeysContract, async ({ params, body }, deps) => {
  const workspace = await deps.stores.workspaces.find(params.id);
  if (workspace === null) {
    throw new ApiProblem('not-found', `There is no workspace "${params.id}"; GET /v1/workspaces lists them.`);
  }
  return { status: 201, body: await makeKey(deps, workspace._id, body.scopes) };
});
