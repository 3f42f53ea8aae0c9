import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { feedSettings } from './feed.contract.ts';

export const getFeedSettingsContract = {
  method: 'get',
  path: '/v1/feed/settings',
  summary: 'Whether there is a feed, and how far it reaches',
  scope: 'operator',
  role: 'operator',
  input: {},
  output: {
    200: json('As of now.', z.strictObject({ feed: feedSettings.nullable().describe('null: there is none') })),
  },
} as const satisfies Contract;
