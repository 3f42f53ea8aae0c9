import { readJourney } from '../../publishing/read-journey.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { journeyView, saveDraft } from './journey-view.ts';
import { putJourneyContract } from './put-journey.contract.ts';

export const putJourney = endpoint(putJourneyContract, async ({ params, body, caller }, deps) => {
  const definition = readJourney(body, params.id);
  const here = await hereOf(deps, caller);
  await saveDraft(deps, here, caller, definition);
  return { status: 200, body: await journeyView(deps, here, params.id) };
});
