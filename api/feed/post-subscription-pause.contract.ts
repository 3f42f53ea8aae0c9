import { json, type Contract } from '../http/contract.ts';
import { shownSubscription, subscriptionParams } from './subscription.contract.ts';

export const postSubscriptionPauseContract = {
  method: 'post',
  path: '/v1/subscriptions/:id/pause',
  summary: 'Send no changes until somebody resumes it',
  description: 'Changes wait in the feed for as long as that keeps them.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: { params: subscriptionParams },
  output: { 200: json('As it is now.', shownSubscription) },
  problems: ['not-found'],
} as const satisfies Contract;
