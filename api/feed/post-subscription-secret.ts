import { HOUR, isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { postSubscriptionSecretContract } from './post-subscription-secret.contract.ts';
import { newSecret, subscriptionHere } from './subscription-here.ts';

const KEEP_HOURS = 24;

export const postSubscriptionSecret = endpoint(
  postSubscriptionSecretContract,
  async ({ params, body, caller }, deps) => {
    const row = await subscriptionHere(deps, caller.workspace, params.id);
    const { secret, kept } = newSecret(deps, row._id);
    const until = deps.clock() + (body?.keepHours ?? KEEP_HOURS) * HOUR;
    await deps.stores.subscriptions.rotate(row, kept, until);
    return { status: 201, body: { secret, previousUntil: isoTime(until) } };
  },
);
