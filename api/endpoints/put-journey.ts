import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { MOST_JOURNEYS } from '../journey-room.ts';
import { journeyView } from '../journey-view.ts';
import { parseDraft } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { putJourneyContract } from './put-journey.contract.ts';

export const putJourney = endpoint(putJourneyContract, async ({ params, body, caller }, deps) => {
  const definition = parseDraft(body, params.id);
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  if (!(await deps.stores.journeys.saveDraft(workspace._id, definition, now, MOST_JOURNEYS))) {
    const message = `A workspace has at most ${MOST_JOURNEYS} journeys; save this one under the id of another.`;
    throw new ApiProblem('conflict', message);
  }
  return { status: 200, body: await journeyView(deps, here, params.id) };
});
