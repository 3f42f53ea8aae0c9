import { endpoint } from '../endpoint.ts';
import { fitJobOf } from '../tasks.ts';
import { postSilenceFitContract } from './post-silence-fit.contract.ts';

export const postSilenceFit = endpoint(postSilenceFitContract, async ({ body, caller }, deps) => {
  return { status: 202, body: { job: await fitJobOf(deps, caller, body) } };
});
