import { draftRow } from '../../db/playbook/drafts.ts';
import { MOST_JOURNEYS } from '../../publishing/journey-room.ts';
import { readJourney } from '../../publishing/read-journey.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { journeyView } from './journey-view.ts';
import { ApiProblem } from '../http/problem.ts';
import { putJourneyContract } from './put-journey.contract.ts';

export const putJourney = endpoint(putJourneyContract, async ({ params, body, caller }, deps) => {
  const definition = readJourney(body, params.id);
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const row = draftRow(workspace._id, { kind: 'journey', id: params.id }, definition, now, caller.key);
  if (!(await deps.stores.drafts.save(row, MOST_JOURNEYS))) {
    const message = `A workspace has at most ${MOST_JOURNEYS} journeys; save this one under the id of another.`;
    throw new ApiProblem('conflict', message);
  }
  return { status: 200, body: await journeyView(deps, here, params.id) };
});
