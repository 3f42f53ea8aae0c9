import { endpoint } from '../http/endpoint.ts';
import { setPaused } from './paused.ts';
import { postLaunchPauseContract } from './post-launch-pause.contract.ts';

export const postLaunchPause = endpoint(postLaunchPauseContract, async ({ params, caller }, deps) => {
  return { status: 202, body: { job: await setPaused(deps, caller, params.id, true) } };
});
