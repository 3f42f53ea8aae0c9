import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { journeyView } from './journey-view.ts';
import { getJourneyContract } from './get-journey.contract.ts';

export const getJourney = endpoint(getJourneyContract, async ({ params, caller }, deps) => ({
  status: 200,
  body: await journeyView(deps, await hereOf(deps, caller), params.id),
}));
