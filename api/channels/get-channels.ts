import { CHANNELS } from '../../domain/channels/channel.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { channelView } from './channel-view.ts';
import { getChannelsContract } from './get-channels.contract.ts';

export const getChannels = endpoint(getChannelsContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const channels = await Promise.all(CHANNELS.map((channel) => channelView(deps, workspace, channel, caller.who)));
  return { status: 200, body: { channels } };
});
