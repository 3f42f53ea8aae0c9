import { endpoint } from '../http/endpoint.ts';
import { rebuildView } from './view.ts';
import { postRebuildContract } from './post-rebuild.contract.ts';

export const postRebuild = endpoint(postRebuildContract, async ({ caller }, { jobs }) => {
  const row = await jobs.begin(caller.workspace, { kind: 'rebuild' });
  return { status: 202, body: { job: rebuildView(row) } };
});
