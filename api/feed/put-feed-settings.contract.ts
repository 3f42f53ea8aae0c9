import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { feedSettings, keepDays } from './feed.contract.ts';

export const putFeedSettingsContract = {
  method: 'put',
  path: '/v1/feed/settings',
  summary: 'Begin the feed, or say for how long it is kept',
  description:
    'It tells of what is decided from now on: the past is not told again. A workspace that nobody reads of needs none, so there is none before this call or a first subscription.',
  scope: 'operator',
  role: 'operator',
  audit: 'feed',
  input: { body: z.strictObject({ keepDays: keepDays.default(14) }) },
  output: { 200: json('As it is now.', z.strictObject({ feed: feedSettings.describe('How far it reaches') })) },
  example: { keepDays: 14 },
} as const satisfies Contract;
