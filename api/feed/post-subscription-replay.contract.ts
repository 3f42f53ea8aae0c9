import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { givenTime } from '../http/fields.ts';
import { feedToken } from './feed.contract.ts';
import { shownSubscription, subscriptionParams } from './subscription.contract.ts';

const place = z.union([feedToken, givenTime], { error: 'a place is a token, or a time with a zone' });

export const postSubscriptionReplayContract = {
  method: 'post',
  path: '/v1/subscriptions/:id/replay',
  summary: 'Send a span of changes once more',
  description:
    'Before whatever is new, with replay: true and ids of their own, so that a receiver takes them again; the changes have the names that they had. Times are those at which changes got their place (loggedAt).',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: {
    params: subscriptionParams,
    body: z.strictObject({
      from: place.describe('Behind this token, or from this time on'),
      to: place.optional().describe('Up to this token, or before this time; left out: up to now'),
    }),
  },
  output: { 202: json('It begins within half a minute.', shownSubscription) },
  problems: ['not-found', 'conflict', 'feed-too-old'],
  example: { from: '2026-11-26T00:00:00Z', to: '2026-11-27T00:00:00Z' },
} as const satisfies Contract;
