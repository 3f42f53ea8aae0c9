import { withoutAddresses } from '../../domain/input/personal-data.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { channelView } from './channel-view.ts';
import { postChannelPauseContract } from './post-channel-pause.contract.ts';

export const postChannelPause = endpoint(postChannelPauseContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const pause = { at: deps.clock(), reason: withoutAddresses(body.reason) };
  if (!(await deps.stores.channelSettings.pause(workspace._id, params.id, pause))) {
    throw new ApiProblem('conflict', `The channel ${params.id} is paused already.`);
  }
  return { status: 200, body: await channelView(deps, workspace, params.id, caller.who) };
});
