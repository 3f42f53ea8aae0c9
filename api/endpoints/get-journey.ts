import { endpoint } from '../endpoint.ts';
import { journeyView } from '../journey-view.ts';
import { getJourneyContract } from './get-journey.contract.ts';

export const getJourney = endpoint(getJourneyContract, async ({ params, caller }, deps) => ({
  status: 200,
  body: await journeyView(deps, caller.workspace, params.id),
}));
