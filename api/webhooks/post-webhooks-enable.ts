import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { postWebhooksEnableContract } from './post-webhooks-enable.contract.ts';

export const postWebhooksEnable = endpoint(postWebhooksEnableContract, async ({ body, caller }, { stores }) => {
  const { url } = body;
  if (await stores.webhookAddresses.enable(caller.workspace, url)) return { status: 200, body: { url } };
  throw new ApiProblem('not-found', 'This address is not disabled; GET /v1/webhooks lists those that are.');
});
