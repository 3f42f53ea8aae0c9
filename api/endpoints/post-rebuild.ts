import { endpoint } from '../endpoint.ts';
import { rebuildJobOf } from '../tasks.ts';
import { postRebuildContract } from './post-rebuild.contract.ts';

export const postRebuild = endpoint(postRebuildContract, async ({ caller }, deps) => {
  return { status: 202, body: { job: await rebuildJobOf(deps, caller) } };
});
