import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { channelView } from './channel-view.ts';
import { postChannelResumeContract } from './post-channel-resume.contract.ts';

export const postChannelResume = endpoint(postChannelResumeContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  if (!(await deps.stores.channelSettings.resume(workspace._id, params.id))) {
    throw new ApiProblem('conflict', `The channel ${params.id} is not paused.`);
  }
  return { status: 200, body: await channelView(deps, workspace, params.id, caller.who) };
});
