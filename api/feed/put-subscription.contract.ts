import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { receiverUrl, shownSubscription, subscriptionParams, wantedKinds } from './subscription.contract.ts';

export const putSubscriptionContract = {
  method: 'put',
  path: '/v1/subscriptions/:id',
  summary: 'Change where changes are sent, or which',
  description:
    'It goes on where it was. A call that is being tried again is made anew, of the kinds that are wanted now.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: {
    params: subscriptionParams,
    body: z.strictObject({ url: receiverUrl, kinds: wantedKinds.optional() }),
  },
  output: { 200: json('As it is now.', shownSubscription) },
  problems: ['not-found'],
  example: { url: 'https://example.com/changes' },
} as const satisfies Contract;
