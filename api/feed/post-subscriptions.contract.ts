import { z } from 'zod';
import { subscriptionId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { placeToken, receiverUrl, shownSubscription, wantedKinds } from './subscription.contract.ts';

export const postSubscriptionsContract = {
  method: 'post',
  path: '/v1/subscriptions',
  summary: 'Have changes sent to an address',
  description:
    'Up to 100 changes a call, in the order of the feed, signed as Standard Webhooks says: webhook-id, webhook-timestamp and webhook-signature. Every attempt at a call has the same id and the same changes. ' +
    'Only 2xx is success. Anything else is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, later where Retry-After says so; then, and at once where it answers 410, the subscription is paused. ' +
    'It begins the feed where there is none. The secret is shown only now, and kept sealed with SECRETS_KEY.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: {
    body: z.strictObject({
      id: subscriptionId.describe('Your name for it'),
      url: receiverUrl,
      kinds: wantedKinds.optional(),
      after: placeToken.default('now'),
    }),
  },
  output: {
    201: json(
      'It is called from the next change on.',
      z
        .strictObject({
          id: z.string().describe('Your name for it'),
          secret: z.string().describe('For the libraries of Standard Webhooks: whsec_ and the bytes in base64'),
          subscription: shownSubscription,
        })
        .meta({ id: 'NewSubscription', description: 'A subscription, and its secret, shown once' }),
    ),
  },
  problems: ['conflict', 'taken', 'feed-too-old'],
  example: { id: 'warehouse', url: 'https://example.com/changes', kinds: ['move', 'points', 'tier'] },
} as const satisfies Contract;
