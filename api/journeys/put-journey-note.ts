import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { putJourneyNoteContract } from './put-journey-note.contract.ts';

export const putJourneyNote = endpoint(putJourneyNoteContract, async ({ params, body, caller }, deps) => {
  const { id, version } = params;
  if (!(await deps.stores.parts.annotate(caller.workspace, { kind: 'journey', id, version }, body.note))) {
    throw new ApiProblem('not-found', `There is no version ${version} of the journey "${id}".`);
  }
  return { status: 204 };
});
