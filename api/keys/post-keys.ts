import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { makeKey } from '../workspaces/workspace.ts';
import { postKeysContract } from './post-keys.contract.ts';

export const postKeys = endpoint(postKeysContract, async ({ body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  return { status: 201, body: await makeKey(deps, workspace._id, body.scopes) };
});
