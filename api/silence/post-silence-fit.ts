import { currentPlaybook } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { fitView } from '../jobs/view.ts';
import { fitOptionsOf } from './fit-options.ts';
import { postSilenceFitContract } from './post-silence-fit.contract.ts';

export const postSilenceFit = endpoint(postSilenceFitContract, async ({ body, caller }, { jobs, stores }) => {
  const { publish, ...asked } = body;
  const options = fitOptionsOf(asked, await currentPlaybook(stores, caller.workspace), publish);
  const row = await jobs.begin(caller.workspace, { kind: 'fit', options });
  return { status: 202, body: { job: fitView(row) } };
});
