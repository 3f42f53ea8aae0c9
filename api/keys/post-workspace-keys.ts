import { noSuchWorkspace } from '../workspaces/deletion.ts';
import { endpoint } from '../http/endpoint.ts';
import { makeKey } from '../workspaces/workspace.ts';
import { postWorkspaceKeysContract } from './post-workspace-keys.contract.ts';

export const postWorkspaceKeys = endpoint(postWorkspaceKeysContract, async ({ params, body }, deps) => {
  const workspace = await deps.stores.workspaces.find(params.id);
  if (workspace === null) throw noSuchWorkspace(params.id);
  return { status: 201, body: await makeKey(deps, workspace._id, body.scopes) };
});
