import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { channelView } from './channel-view.ts';
import { getChannelContract } from './get-channel.contract.ts';

export const getChannel = endpoint(getChannelContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  return { status: 200, body: await channelView(deps, workspace, params.id, caller.who) };
});
