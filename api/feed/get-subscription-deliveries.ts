import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { getSubscriptionDeliveriesContract } from './get-subscription-deliveries.contract.ts';
import { subscriptionHere } from './subscription-here.ts';

export const getSubscriptionDeliveries = endpoint(
  getSubscriptionDeliveriesContract,
  async ({ params, caller }, deps) => {
    const { attempts } = await subscriptionHere(deps, caller.workspace, params.id);
    const deliveries = attempts.toReversed().map(({ at, id, changes, replay, ms, status, reason }) => {
      return { at: isoTime(at), id, changes, replay, ms, status: status ?? null, problem: reason ?? null };
    });
    return { status: 200, body: { deliveries } };
  },
);
