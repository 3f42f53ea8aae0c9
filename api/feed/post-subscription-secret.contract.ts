import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { keepBefore, newSecret } from '../webhooks/new-secret.contract.ts';
import { subscriptionParams } from './subscription.contract.ts';

export const postSubscriptionSecretContract = {
  method: 'post',
  path: '/v1/subscriptions/:id/secret',
  summary: 'Make another secret that changes are signed with',
  description:
    'From now on it signs, and the one before signs beside it for some hours, so that the receiver can change over.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: {
    params: subscriptionParams,
    body: keepBefore,
  },
  output: {
    201: json(
      'It is shown only now.',
      z.strictObject({
        secret: newSecret,
        previousUntil: time.describe('Until when the one before signs too'),
      }),
    ),
  },
  problems: ['not-found', 'conflict'],
  example: { keepHours: 24 },
} as const satisfies Contract;
