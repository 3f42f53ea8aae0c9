import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { journeyView } from '../journey-view.ts';
import { getJourneyContract } from './get-journey.contract.ts';

export const getJourney = endpoint(getJourneyContract, async ({ params, caller }, deps) => ({
  status: 200,
  body: await journeyView(deps, await hereOf(deps, caller), params.id),
}));
