import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { audienceView } from './audience-view.ts';
import { getAudienceContract } from './get-audience.contract.ts';

export const getAudience = endpoint(getAudienceContract, async ({ params, caller }, deps) => ({
  status: 200,
  body: await audienceView(deps, await hereOf(deps, caller), params.id),
}));
