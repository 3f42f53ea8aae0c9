import { endpoint } from '../http/endpoint.ts';
import { fitView } from '../jobs/view.ts';
import { postSilenceFitContract } from './post-silence-fit.contract.ts';

export const postSilenceFit = endpoint(postSilenceFitContract, async ({ body, caller }, { jobs }) => {
  const row = await jobs.begin(caller.workspace, { kind: 'fit', options: body });
  return { status: 202, body: { job: fitView(row) } };
});
