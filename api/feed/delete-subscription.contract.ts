import { empty, type Contract } from '../http/contract.ts';
import { subscriptionParams } from './subscription.contract.ts';

export const deleteSubscriptionContract = {
  method: 'delete',
  path: '/v1/subscriptions/:id',
  summary: 'Send no more changes to an address',
  description: 'Its secret and its deliveries go. A call that is on its way may still arrive. The feed stays.',
  scope: 'operator',
  role: 'operator',
  audit: 'subscription',
  input: { params: subscriptionParams },
  output: { 204: empty('It is gone.') },
  problems: ['not-found'],
} as const satisfies Contract;
