import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { shownSubscription } from './subscription.contract.ts';

export const getSubscriptionsContract = {
  method: 'get',
  path: '/v1/subscriptions',
  summary: 'Who is told of changes, and how far',
  scope: 'operator',
  role: 'operator',
  input: {},
  output: {
    200: json('By their ids.', z.strictObject({ subscriptions: z.array(shownSubscription).describe('At most 20') })),
  },
} as const satisfies Contract;
