import { empty, type Contract } from '../http/contract.ts';

export const deleteFeedSettingsContract = {
  method: 'delete',
  path: '/v1/feed/settings',
  summary: 'End the feed',
  description: 'All its lines go, and tokens of it are refused for good. What customers did stays, as it is.',
  scope: 'operator',
  role: 'operator',
  audit: 'feed',
  input: {},
  output: { 204: empty('It is gone.') },
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
