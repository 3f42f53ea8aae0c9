import { endpoint } from '../http/endpoint.ts';
import { setPaused } from './paused.ts';
import { postLaunchResumeContract } from './post-launch-resume.contract.ts';

export const postLaunchResume = endpoint(postLaunchResumeContract, async ({ params, caller }, deps) => {
  return { status: 202, body: { job: await setPaused(deps, caller, params.id, false) } };
});
