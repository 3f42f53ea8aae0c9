import type { getChannelsContract } from '../../../../api/channels/get-channels.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';

export type ChannelNow = CallReply<typeof getChannelsContract>['channels'][number];
export type ChannelName = ChannelNow['channel'];

/** Every channel as it is; the stream says when to ask again. */
export function useChannels() {
  return useReply<typeof getChannelsContract>('get /v1/channels', {});
}
