import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { getWebhooksContract } from './get-webhooks.contract.ts';

export const getWebhooks = endpoint(getWebhooksContract, async ({ caller }, { stores, clock }) => {
  const [dates, disabled] = await Promise.all([
    stores.webhookSecrets.dates(caller.workspace, clock()),
    stores.webhookAddresses.list(caller.workspace),
  ]);
  return {
    status: 200,
    body: {
      secret: dates && { since: isoTime(dates.since), previousUntil: isoOrNull(dates.previousUntil) },
      disabled: disabled.map(({ url, at, journey, step }) => ({ url, since: isoTime(at), journey, step })),
    },
  };
});
