import { json, type Contract } from '../http/contract.ts';
import { channelParams, shownChannel } from './channel.contract.ts';

export const getChannelContract = {
  method: 'get',
  path: '/v1/channels/:id',
  summary: 'How messages of one channel leave the workspace',
  scope: 'marketer',
  role: 'any',
  input: { params: channelParams },
  output: { 200: json('Without any secret; settings to operators and admins only.', shownChannel) },
} as const satisfies Contract;
