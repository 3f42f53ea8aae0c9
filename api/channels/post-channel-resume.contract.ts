import { json, type Contract } from '../http/contract.ts';
import { channelParams, shownChannel } from './channel.contract.ts';

export const postChannelResumeContract = {
  method: 'post',
  path: '/v1/channels/:id/resume',
  summary: 'Send again on a channel that was paused',
  description:
    'A channel pauses when its provider says that it is set up wrongly. Messages that were decided since wait for up to six hours, and go out within a minute or so.',
  scope: 'operator',
  role: 'operator',
  audit: 'channel',
  input: { params: channelParams },
  output: { 200: json('As it is now.', shownChannel) },
  problems: ['conflict'],
} as const satisfies Contract;
