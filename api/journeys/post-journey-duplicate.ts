import { currentJourney } from '../../domain/playbook.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { definitionOf, findJourney, journeyView, noJourney, saveDraft } from './journey-view.ts';
import { postJourneyDuplicateContract } from './post-journey-duplicate.contract.ts';

export const postJourneyDuplicate = endpoint(postJourneyDuplicateContract, async ({ params, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { id, name } = body;
  const original = definitionOf(await findJourney(deps, caller.workspace, params.id));
  if (original === undefined) throw noJourney(params.id);
  const draft = await deps.stores.drafts.find(caller.workspace, { kind: 'journey', id });
  const live = currentJourney(await currentPlaybook(deps.stores, caller.workspace), id);
  if (draft ?? live) throw new ApiProblem('conflict', `There is a journey "${id}" already; give the copy another id.`);
  await saveDraft(deps, here, caller, { ...original, id, name: name ?? original.name });
  return { status: 201, body: await journeyView(deps, here, id) };
});
