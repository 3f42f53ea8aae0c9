import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { journeyView } from '../journey-view.ts';
import { parseDraft } from '../journeys.ts';
import { putJourneyContract } from './put-journey.contract.ts';

export const putJourney = endpoint(putJourneyContract, async ({ params, body, caller }, deps) => {
  const definition = parseDraft(body, params.id);
  const { workspace, now } = await hereOf(deps, caller);
  await deps.stores.journeys.saveDraft(workspace._id, definition, now);
  return { status: 200, body: await journeyView(deps, workspace._id, params.id) };
});
