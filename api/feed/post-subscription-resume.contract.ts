import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { placeToken, shownSubscription, subscriptionParams } from './subscription.contract.ts';

export const postSubscriptionResumeContract = {
  method: 'post',
  path: '/v1/subscriptions/:id/resume',
  summary: 'Go on sending changes',
  description:
    'With a fresh schedule, where it stopped or where you say. Where that is not kept any more, say from where on: oldest or now.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: {
    params: subscriptionParams,
    body: z
      .strictObject({ after: placeToken.optional().describe('From where on; left out: where it stopped') })
      .optional(),
  },
  output: { 200: json('As it is now.', shownSubscription) },
  problems: ['not-found', 'conflict', 'feed-too-old'],
  example: {},
} as const satisfies Contract;
