import { endpoint } from '../http/endpoint.ts';
import { createWorkspace } from './workspace.ts';
import { postWorkspacesContract } from './post-workspaces.contract.ts';

export const postWorkspaces = endpoint(postWorkspacesContract, async ({ body }, deps) => ({
  status: 201,
  body: await createWorkspace(deps, body),
}));
